package io.postlude.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the sending side of messaging. Queueing needs no more than {@link Messages}. */
public final class MessagingModule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingModule.class);
    /** Longer than the slowest batch: its work limit and one message that meets every time-out. */
    private static final Duration CLAIM = Duration.ofMinutes(5);
    /** Then a message's text and recipient are removed; that it was sent stays. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final Duration EMPTYING_PAUSE = Duration.ofHours(6);
    private static final int EMPTYING_BATCH = 5_000;

    private final Database database;
    private final InstantSource clock;
    private final @Nullable MailWorker worker;
    private final @Nullable Doubts doubts;
    private @Nullable ChannelWorker channels;
    private @Nullable MailReturns returns;

    private MessagingModule(Parts parts, @Nullable MailWorker worker, @Nullable Doubts doubts) {
        this.database = parts.database;
        this.clock = parts.clock;
        this.worker = worker;
        this.doubts = doubts;
    }

    /** What the module is wired with. */
    public record Parts(
            Database database, EventLog log, InstantSource clock, MeterRegistry metrics, Settings settings) {}

    /** What happens where no mail server is configured. */
    public enum WithoutServer {
        /** They count as sent and are read in {@code /dev/outbox}: a demo. */
        KEEP_IN_OUTBOX,
        /** They wait until one is configured or their time is over. */
        WAIT
    }

    public static MessagingModule wire(Parts parts, WithoutServer withoutServer, MailSigning signing) {
        Optional<SentCopies> copies =
                parts.settings.optional(Settings.Key.MAIL_COPIES_URL).map(ImapCopies::parse);
        var manner = new SmtpSink.Manner(
                parts.settings.optional(Settings.Key.MAIL_COPIES_TO).orElse(null),
                parts.settings.optional(Settings.Key.MAIL_RETURNS_TO).orElse(null),
                parts.settings.integer(Settings.Key.SMTP_CONNECTIONS));
        Optional<MailSink> sink = parts.settings
                .optional(Settings.Key.SMTP_URL)
                .<MailSink>map(url -> new SmtpSink(SmtpAddress.parse(url), signing, manner))
                .or(() -> outbox(withoutServer));
        var workerParts = new MailWorker.Parts(
                parts.database,
                parts.log,
                parts.clock,
                parts.metrics,
                copies.isPresent() ? Retries.Doubt.ASK_COPIES : Retries.Doubt.BY_MESSAGE);
        MailWorker worker = sink.map(s -> new MailWorker(workerParts, s, CLAIM)).orElse(null);
        return new MessagingModule(
                parts, worker, copies.map(at -> new Doubts(workerParts, at)).orElse(null));
    }

    /** The ways beside our own mail server, those who are not written to, and those who are. */
    public record Ways(Providers providers, Suppressions suppressions, Customers customers) {}

    /** Adds the channels beside e-mail, once their providers are known: adapters live in modules above this one. */
    public void addChannels(Parts parts, Ways ways, WithoutServer without) {
        returns = parts.settings
                .optional(Settings.Key.MAIL_RETURNS_URL)
                .map(url -> new MailReturns(
                        new MailReturns.Parts(
                                parts.database, parts.log, parts.clock, ways.suppressions, ways.customers),
                        ImapFolder.parse("MAIL_RETURNS_URL", url)))
                .orElse(null);
        channels = new ChannelWorker(
                new ChannelWorker.Parts(
                        parts.database,
                        parts.log,
                        parts.clock,
                        parts.metrics,
                        ways.providers,
                        ways.suppressions,
                        without == WithoutServer.KEEP_IN_OUTBOX),
                CLAIM);
    }

    private static Optional<MailSink> outbox(WithoutServer withoutServer) {
        return switch (withoutServer) {
            case KEEP_IN_OUTBOX -> Optional.of(new MailSink.Outbox());
            case WAIT -> Optional.empty();
        };
    }

    /** Adds the recurring work; before {@link Jobs#start}. */
    public void addTo(Jobs jobs) {
        jobs.every(EMPTYING_PAUSE, "messaging-empty-old", this::emptyOld);
        if (returns != null) jobs.every(MailReturns.PAUSE, "messaging-returns", returns::look);
        if (doubts != null) jobs.every(Doubts.PAUSE, "messaging-doubts", doubts::look);
    }

    void emptyOld() {
        Instant now = clock.instant();
        int emptied;
        do {
            emptied = database.acrossStores(
                    tx -> MessageSql.emptyBeforeAcrossStores(tx, now.minus(KEPT), now, EMPTYING_BATCH)
                            + ReceivedSql.emptyBeforeAcrossStores(tx, now.minus(KEPT), now, EMPTYING_BATCH));
        } while (emptied >= EMPTYING_BATCH);
    }

    public void start() {
        if (worker != null) worker.start();
        else LOG.warn("SMTP_URL is not set: messages wait in the outbox and are not sent");
        if (channels != null) channels.start();
    }

    @Override
    public void close() {
        if (worker != null) worker.close();
        if (channels != null) channels.close();
    }
}
