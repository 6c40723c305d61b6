package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailbox that mails come back to. What came back stands beside its message; an address that is no more is not
 * written to again; whoever calls a mail unwanted gets nothing but what their orders need. A mail is marked as seen once its
 * effect is written, and the same report again changes nothing, so a crash between the two does no harm.
 */
final class MailReturns {
    private static final Logger LOG = LoggerFactory.getLogger(MailReturns.class);
    static final Duration PAUSE = Duration.ofMinutes(1);
    /** Full mailboxes and passing troubles: so many mails that came back in so long a time mean the same as none there. */
    static final int MOST_RETURNS = 3;

    static final Duration RETURNS_COUNT = Duration.ofDays(30);
    private static final int AT_ONCE = 500;
    private static final int LIMIT_BYTES = 2 * 1_024 * 1_024;
    /** The address (RFC 3463: 5.1.x), its mailbox switched off (5.2.1), its domain without mail (5.4.4). */
    private static final Pattern LASTING = Pattern.compile("5\\.1\\.[0-9]+|5\\.2\\.1|5\\.4\\.4");

    private static final String SOURCE = "mail-returns";

    private final Parts parts;
    private final ImapFolder mailbox;

    record Parts(
            Database database, EventLog log, InstantSource clock, Suppressions suppressions, Customers customers) {}

    MailReturns(Parts parts, ImapFolder mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
    }

    /** One look at what is new there. */
    void look() {
        try (Store store = mailbox.connect();
                Folder folder = store.getFolder(mailbox.folder())) {
            folder.open(Folder.READ_WRITE);
            Message[] fresh = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
            for (int i = 0; i < Math.min(fresh.length, AT_ONCE); i++) {
                read(fresh[i]).ifPresent(this::take);
                fresh[i].setFlag(Flags.Flag.SEEN, true);
            }
        } catch (MessagingException e) {
            LOG.warn("The mailbox of returned mails could not be read: {}", e.getMessage());
        }
    }

    /** A mail that cannot be read is no report; it stays in the mailbox for people. */
    private static Optional<MailReport> read(Message mail) throws MessagingException {
        if (mail.getSize() > LIMIT_BYTES || !(mail instanceof MimeMessage there)) return Optional.empty();
        // All of it at once: how servers take nested mails apart differs.
        MimeMessage here = new MimeMessage(there);
        try {
            return MailReport.read(here);
        } catch (MessagingException | IOException e) {
            LOG.info("A mail in the mailbox of returned mails has no readable form");
            return Optional.empty();
        }
    }

    void take(MailReport report) {
        Instant now = parts.clock().instant();
        parts.database()
                .runInStore(
                        report.store(),
                        tx -> MailReturnSql.find(tx, report.store(), report.message())
                                .ifPresent(mail -> {
                                    switch (report.kind()) {
                                        case CAME_BACK -> cameBack(tx, mail, report, now);
                                        case COMPLAINT -> unwanted(tx, mail, report, now);
                                    }
                                }));
    }

    private void cameBack(Tx tx, MailReturnSql.Sent mail, MailReport report, Instant now) {
        String why = (report.status() + " " + report.why()).strip();
        if (!MailReturnSql.markReturned(tx, report, why, now)) return;
        parts.log()
                .append(
                        tx,
                        new MessagingEvent.MessageBounced(
                                report.store(), report.message(), mail.kind(), Channel.EMAIL, why, now));
        if (mail.recipient().isEmpty()) return;
        boolean over = LASTING.matcher(report.status()).matches()
                || MailReturnSql.returned(tx, report.store(), mail.recipient(), now.minus(RETURNS_COUNT))
                        >= MOST_RETURNS;
        if (over) list(tx, mail, report, new Listing(Suppressions.Reason.BOUNCE, why));
    }

    private record Listing(Suppressions.Reason reason, String why) {}

    private void list(Tx tx, MailReturnSql.Sent mail, MailReport report, Listing listing) {
        boolean _ = parts.suppressions()
                .suppress(
                        tx,
                        report.store(),
                        new Suppressions.Telling(
                                Channel.EMAIL, mail.recipient(), listing.reason(), listing.why(), SOURCE));
    }

    /** News of an order rests on the contract and goes on; all else ends, with the report as proof. */
    private void unwanted(Tx tx, MailReturnSql.Sent mail, MailReport report, Instant now) {
        if (!MailReturnSql.markUnwanted(tx, report, now)) return;
        parts.log().append(tx, new MessagingEvent.MessageUnwanted(report.store(), report.message(), mail.kind(), now));
        if (!mail.recipient().isEmpty())
            list(tx, mail, report, new Listing(Suppressions.Reason.COMPLAINT, "reported as unwanted"));
        CustomerId customer = mail.customer();
        if (customer == null) return;
        for (Purpose purpose : Purpose.values()) {
            if (purpose == Purpose.SERVICE) continue;
            String proof = "their mail provider's report about " + report.message();
            parts.customers()
                    .record(
                            tx,
                            report.store(),
                            customer,
                            new Consent(Channel.EMAIL, purpose, false, now, "mail-complaint", proof, null));
        }
    }
}
