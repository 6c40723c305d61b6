package io.postlude.messaging;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What mail systems say afterwards, written beside the mail. */
final class MailReturnSql {
    private MailReturnSql() {}

    /** {@code recipient} is empty where an erasure has removed it. */
    record Sent(String kind, String recipient, @Nullable CustomerId customer) {}

    static Optional<Sent> find(Tx tx, StoreId store, MessageId message) {
        return tx.first(
                """
                select kind, recipient, customer_id, emptied_at from messaging.message
                where store_id = ? and id = ? and channel = 'EMAIL' and state in ('SENDING', 'SENT', 'IN_DOUBT')""",
                row -> {
                    long customer = row.getLong("customer_id");
                    CustomerId person = row.wasNull() ? null : new CustomerId(customer);
                    boolean emptied = row.getObject("emptied_at") != null;
                    return new Sent(row.getString("kind"), emptied ? "" : row.getString("recipient"), person);
                },
                store,
                message);
    }

    /** Answers whether this is the first time it is said. */
    static boolean markReturned(Tx tx, MailReport report, String why, Instant now) {
        return tx.update("""
                        update messaging.message set reached = 'UNDELIVERED', reached_at = ?, reached_why = ?
                        where store_id = ? and id = ? and reached is null""", now, why, report.store(), report.message()) == 1;
    }

    /** Answers whether this is the first time it is said. */
    static boolean markUnwanted(Tx tx, MailReport report, Instant now) {
        return tx.update("""
                        update messaging.message set unwanted_at = ?
                        where store_id = ? and id = ? and unwanted_at is null""", now, report.store(), report.message()) == 1;
    }

    static int returned(Tx tx, StoreId store, String recipient, Instant since) {
        return (int) tx.number("""
                select count(*) from messaging.message
                where store_id = ? and lower(recipient) = lower(?) and reached = 'UNDELIVERED' and reached_at >= ?""", store, recipient, since);
    }
}
