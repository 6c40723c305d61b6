package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Messages.How;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What providers report of messages they took. In any order and as often as they like: a later word never makes less of an
 * earlier one. A report about a message in doubt ends the doubt.
 */
public final class Receipts {
    private final Database database;
    private final EventLog log;
    private final Suppressions suppressions;

    public Receipts(Database database, EventLog log, Suppressions suppressions) {
        this.database = database;
        this.log = log;
        this.suppressions = suppressions;
    }

    /**
     * One report, its sender proven.
     *
     * @param message ours, where the provider brings it back; null: found by {@code ref}
     * @param ref the provider's name for the message
     * @param how null: it has it, no more
     * @param listed why nobody is to write there again; null where that was not said
     */
    public record Report(
            Account account,
            @Nullable MessageId message,
            String ref,
            @Nullable How how,
            Instant at,
            @Nullable String why,
            Suppressions.@Nullable Reason listed) {}

    /** Answers false where this provider has no such message of ours. */
    public boolean take(Report report) {
        StoreId store = report.account().store();
        return database.inStore(store, tx -> {
            Found found = find(tx, store, report).orElse(null);
            if (found == null) return false;
            if (prove(tx, store, found, report))
                log.append(tx, new MessagingEvent.MessageSent(store, found.id(), found.kind(), report.at()));
            if (report.how() != null && reach(tx, store, found, report)) follow(tx, store, found, report);
            return true;
        });
    }

    /**
     * As {@link #take}, for a report under a name we do not know: where just one message to that recipient is in doubt with
     * this provider, the report is about it.
     */
    public boolean takeDoubtful(Report report, String recipient) {
        StoreId store = report.account().store();
        List<MessageId> doubtful = database.inStore(
                store,
                tx -> tx.list(
                        """
                        select id from messaging.message
                        where store_id = ? and provider_id = ? and recipient = ? and state = 'IN_DOUBT' and provider_ref is null limit 2""",
                        row -> new MessageId(row.getLong(1)),
                        store,
                        report.account().id(),
                        recipient));
        return doubtful.size() == 1
                && take(new Report(
                        report.account(),
                        doubtful.getFirst(),
                        report.ref(),
                        report.how(),
                        report.at(),
                        report.why(),
                        report.listed()));
    }

    private record Found(MessageId id, String kind, Channel channel, String recipient) {}

    private static Optional<Found> find(Tx tx, StoreId store, Report report) {
        MessageId named = report.message();
        String columns = "select id, kind, channel, recipient from messaging.message where store_id = ? ";
        ProviderId provider = report.account().id();
        Tx.RowReader<Found> reader = row -> new Found(
                new MessageId(row.getLong(1)), row.getString(2), Channel.valueOf(row.getString(3)), row.getString(4));
        return named == null
                ? tx.first(columns + "and provider_id = ? and provider_ref = ?", reader, store, provider, report.ref())
                : tx.first(columns + "and id = ? and provider_id = ?", reader, store, named, provider);
    }

    /** Answers whether this ended a doubt: it was sent, and nobody knew. A row being sent is its worker's to mark. */
    private static boolean prove(Tx tx, StoreId store, Found found, Report report) {
        boolean ended = tx.update("""
                        update messaging.message set state = 'SENT', sent_at = ?, last_error = null, due_at = due_at
                        where store_id = ? and id = ? and state in ('IN_DOUBT', 'QUEUED')""", report.at(), store, found.id()) == 1;
        tx.execute("""
                update messaging.message set provider_ref = ?, ask_at = null
                where store_id = ? and id = ? and (provider_ref is null or ask_at is not null)""", report.ref(), store, found.id());
        return ended;
    }

    private static boolean reach(Tx tx, StoreId store, Found found, Report report) {
        return tx.update("""
                        update messaging.message set reached = ?, reached_at = ?, reached_why = ?
                        where store_id = ? and id = ?
                          and coalesce(array_position(array['UNDELIVERED', 'DELIVERED', 'READ'], reached), 0)
                            < array_position(array['UNDELIVERED', 'DELIVERED', 'READ'], ?)""", report.how(), report.at(), report.why(), store, found.id(), report.how()) == 1;
    }

    private void follow(Tx tx, StoreId store, Found found, Report report) {
        List<OutgoingSql.Ref> self = List.of(new OutgoingSql.Ref(store, found.id()));
        if (report.how() == How.UNDELIVERED) {
            String why = report.why() == null ? "" : report.why();
            log.append(
                    tx,
                    new MessagingEvent.MessageBounced(
                            store, found.id(), found.kind(), found.channel(), why, report.at()));
            OutgoingSql.releaseAcrossStores(tx, self, report.at());
            if (report.listed() != null) {
                boolean _ = suppressions.suppress(
                        tx,
                        store,
                        new Suppressions.Telling(
                                found.channel(),
                                found.recipient(),
                                report.listed(),
                                report.why(),
                                report.account().kind()));
            }
            return;
        }
        log.append(
                tx,
                new MessagingEvent.MessageDelivered(
                        store, found.id(), found.kind(), found.channel(), report.how() == How.READ, report.at()));
        OutgoingSql.dropAcrossStores(tx, self);
    }
}
