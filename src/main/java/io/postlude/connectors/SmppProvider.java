package io.postlude.connectors;

import io.postlude.customers.Channel;
import io.postlude.kernel.Secrets;
import io.postlude.messaging.Account;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.DueMessage;
import io.postlude.messaging.ProviderId;
import io.postlude.messaging.Receipts;
import io.postlude.messaging.Replies;
import io.postlude.messaging.SmsText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SMS over SMPP 3.4, one bind for each account. A message centre cannot be asked about a message it did not name, so one in
 * doubt waits a while for its receipt, which is known by its recipient.
 */
final class SmppProvider implements ChannelProvider, SmppLink.Heard {
    static final String KIND = "smpp";
    private static final Logger LOG = LoggerFactory.getLogger(SmppProvider.class);
    private static final Duration LOOK_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_UNKNOWN = 10_000;
    private static final int RECEIPT_LOOKS = 3;
    private static final Duration RECEIPT_PAUSE = Duration.ofMillis(300);
    /** Looks for a receipt of a message in doubt before nobody can say. */
    private static final int MOST_ASKED = 4;

    private final SmppSockets sockets;
    private final InstantSource clock;
    private final ConcurrentHashMap<ProviderId, SmppLink> links = new ConcurrentHashMap<>();
    private final Set<String> unknown = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_UNKNOWN;
        }
    });
    /** Of those the log has been told. */
    private final Set<ProviderId> unbound = ConcurrentHashMap.newKeySet();

    private @Nullable Ears ears;
    private volatile boolean stopping;
    private @Nullable Thread keeper;

    SmppProvider(SmppSockets sockets, InstantSource clock) {
        this.sockets = sockets;
        this.clock = clock;
    }

    /** Who takes what comes in. */
    record Ears(Receipts receipts, Replies replies) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String title() {
        return "SMS over SMPP 3.4";
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public int atOnce() {
        return 16;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("host", "Host", "The name of the message centre, such as smpp.example.com."),
                Entry.free("port", "Port", "", "2775"),
                Entry.choice(
                        "tls",
                        "Encrypted",
                        "As your provider says.",
                        List.of(Map.entry("no", "No"), Map.entry("yes", "Yes, by TLS"))),
                Entry.needed("systemId", "System id", "Your name there."),
                Entry.secret("password", "Password", "At most 8 characters with most."),
                Entry.free("systemType", "System type", "Mostly empty.", ""),
                Entry.needed("from", "Sender", "A number like +4915112345678, a short number, or at most 11 letters."),
                Entry.free("rate", "Most messages a second", "What your contract allows.", "20"),
                Entry.free(
                        "price",
                        "Price of a segment",
                        "In your store's currency, such as 0.0750; for the preview only.",
                        "0"),
                Entry.answers("ours"));
    }

    @Override
    public Map<String, String> check(Account account) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!account.value("host").matches("[A-Za-z0-9.:-]{1,253}")) wrong.put("host", "Give a host's name.");
        if (!isNumber(account.value("port"), 65_535)) wrong.put("port", "From 1 to 65535.");
        if (!isNumber(account.value("rate"), 1_000)) wrong.put("rate", "From 1 to 1000.");
        if (!Set.of("yes", "no").contains(account.value("tls"))) wrong.put("tls", "Give “yes” or “no”.");
        if (account.value("systemId").length() > 15) wrong.put("systemId", "At most 15 characters.");
        if (account.value("password").length() > 8)
            wrong.put("password", "At most 8 characters: SMPP has no room for more.");
        if (!account.value("from").matches("\\+[1-9][0-9]{6,14}|[0-9]{3,8}|[A-Za-z0-9 ]{1,11}"))
            wrong.put("from", "A number like +4915112345678, a short number, or at most 11 letters.");
        if (!account.value("price").matches("[0-9]{1,4}(\\.[0-9]{1,6})?")) wrong.put("price", "A number like 0.0750.");
        if (!Set.of("ours", "theirs").contains(account.value("answers")))
            wrong.put("answers", "Give “ours” or “theirs”.");
        if (!wrong.isEmpty()) return wrong;
        try (SmppLink trial = new SmppLink(account, sockets, this)) {
            var _ = trial.bound();
        } catch (IOException | RuntimeException e) {
            wrong.put("host", "No bind: they refused it, or are not reached at that host and port.");
        }
        return wrong;
    }

    private static boolean isNumber(String text, int most) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= most;
    }

    @Override
    public BigDecimal cost(Account account, DueMessage message) {
        return SmsText.of(message.wording().text()).cost(account.price("price"));
    }

    @Override
    public Sending send(Account account, DueMessage message) {
        return link(account).send(message);
    }

    @Override
    public Known ask(Account account, DueMessage message, Predicate<String> others) {
        return message.asked() < MOST_ASKED
                ? new Known.NotSaid("no receipt so far, and a message centre cannot be asked")
                : new Known.CannotSay();
    }

    /** Binds each account and keeps it bound, so that receipts and answers come in when nothing goes out. */
    void start(Supplier<List<Account>> accounts, Ears told) {
        ears = told;
        keeper = Thread.ofVirtual().name("smpp").start(() -> keep(accounts));
    }

    private void keep(Supplier<List<Account>> accounts) {
        while (!stopping) {
            try {
                List<Account> inUse = accounts.get();
                Set<ProviderId> ids = inUse.stream().map(Account::id).collect(Collectors.toSet());
                links.entrySet().removeIf(link -> {
                    boolean gone = !ids.contains(link.getKey());
                    if (gone) link.getValue().close();
                    return gone;
                });
                for (Account account : inUse) bind(account);
            } catch (RuntimeException e) {
                LOG.warn("The binds to message centres could not be looked after: {}", e.toString());
            }
            pause(LOOK_PAUSE);
        }
    }

    private void bind(Account account) {
        try {
            var _ = link(account).bound();
            if (unbound.remove(account.id())) LOG.info("{} of {} is bound again", account.id(), account.store());
        } catch (IOException | RuntimeException e) {
            if (unbound.add(account.id()))
                LOG.warn(
                        "{} of {} is not bound: {}",
                        account.id(),
                        account.store(),
                        e.getClass().getSimpleName());
        }
    }

    /** A changed account gets a bind of its own. */
    private SmppLink link(Account account) {
        return links.compute(account.id(), (id, old) -> {
            if (old != null && old.account().values().equals(account.values())) return old;
            if (old != null) old.close();
            return new SmppLink(account, sockets, this);
        });
    }

    /** A receipt may come before its message's own answer is written down: it is looked for a few times, then asked for again. */
    @Override
    public boolean receipt(Account account, SmppReceipt receipt, String from) {
        Ears told = ears;
        if (told == null) return false;
        Receipts.Report report =
                new Receipts.Report(account, null, receipt.id(), receipt.how(), clock.instant(), receipt.why(), null);
        for (int i = 0; i < RECEIPT_LOOKS; i++) {
            if (told.receipts().take(report)) return true;
            pause(RECEIPT_PAUSE);
        }
        if (told.receipts().takeDoubtful(report, from)) return true;
        // Refused once and no more: a message centre keeps the next ones back until this one is taken.
        synchronized (unknown) {
            return !unknown.add(account.id() + " " + receipt.id());
        }
    }

    /** A text has no name of its own: the same words from the same number in the same minute are one delivered twice. */
    @Override
    public boolean text(Account account, String from, String text) {
        Ears told = ears;
        if (told == null) return false;
        if (from.isEmpty()) return true;
        Instant now = clock.instant();
        String ref = Secrets.fingerprint(from + "\n" + text + "\n" + now.truncatedTo(ChronoUnit.MINUTES));
        boolean _ = told.replies()
                .take(new Replies.Reply(
                        account, ref, from, text, now, account.value("answers").equals("ours")));
        return true;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        if (keeper != null) keeper.interrupt();
        links.values().forEach(SmppLink::close);
    }
}
