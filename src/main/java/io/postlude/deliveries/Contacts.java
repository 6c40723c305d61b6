package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who had to ask, about what, and on which way: from it comes the count of "where is my order". */
public final class Contacts {
    private final EventLog log;
    private final Ids ids;
    private final Replies replies;

    Contacts(EventLog log, Ids ids, Replies replies) {
        this.log = log;
        this.ids = ids;
        this.replies = replies;
    }

    /** Whether it was new, and which it is. */
    public record Recorded(ContactId id, boolean fresh) {}

    /** Writes a contact down, once for its key; asked in writing, it is promised a reply. */
    public Recorded record(Tx tx, StoreId store, Contact contact) {
        ContactId id = new ContactId(ids.next());
        int added = tx.update(
                ContactSql.ADD,
                store,
                id,
                contact.key(),
                contact.order(),
                contact.customer(),
                contact.cause().name(),
                contact.channel().name(),
                contact.words(),
                contact.at());
        if (added == 0) {
            return new Recorded(
                    new ContactId(tx.first(ContactSql.BY_KEY, row -> row.getLong(1), store, contact.key())
                            .orElseThrow()),
                    false);
        }
        log.append(
                tx,
                new DeliveryEvent.CustomerAsked(
                        store, id, contact.order(), contact.cause(), contact.channel(), contact.at()));
        replies.promise(tx, store, id, contact);
        return new Recorded(id, true);
    }

    /** A contact as it is listed; {@code words} are absent after an erasure. */
    public record Listed(
            ContactId id,
            @Nullable OrderId order,
            Contact.Cause cause,
            Contact.Channel channel,
            @Nullable String words,
            Instant at,
            @Nullable Instant answeredAt) {}

    /** Somebody answered it, or it needs no answer any more; false where that was known, or nobody knows the question. */
    public boolean answered(Tx tx, StoreId store, ContactId contact, Instant at) {
        if (tx.update(ContactSql.ANSWERED, at, store, contact) == 0) {
            return false;
        }
        Listed asked = find(tx, store, contact).orElseThrow();
        replies.kept(tx, store, contact, at);
        log.append(tx, new DeliveryEvent.QuestionAnswered(store, contact, asked.order(), at));
        return true;
    }

    /** Until when a reply was promised, and how that stands; empty where none was. */
    public Optional<Promise> reply(Tx tx, StoreId store, ContactId contact) {
        return replies.of(tx, store, contact);
    }

    /** By the key it was handed in with. */
    public Optional<ContactId> byKey(Tx tx, StoreId store, String key) {
        return tx.first(ContactSql.BY_KEY, row -> new ContactId(row.getLong(1)), store, key);
    }

    public Optional<Listed> find(Tx tx, StoreId store, ContactId contact) {
        return tx.first(ContactSql.ONE, ContactSql::listed, store, contact);
    }

    /** Newest first. */
    public List<Listed> newest(Tx tx, StoreId store, int limit) {
        return tx.list(ContactSql.NEWEST, ContactSql::listed, store, limit);
    }

    /** Those about one order, newest first. */
    public List<Listed> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(ContactSql.OF_ORDER, ContactSql::listed, store, order);
    }

    /** When this order was last asked about on its page. */
    Optional<Instant> lastOnPage(Tx tx, StoreId store, OrderId order) {
        return tx.first(ContactSql.LAST_ON_PAGE, row -> Tx.instantNotNull(row, "asked_at"), store, order);
    }

    /** How many asked for each cause in a span; causes nobody had are left out. */
    public record Count(Contact.Cause cause, long contacts) {}

    /** Counts from an instant, included, to another, excluded. */
    public List<Count> counts(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.list(
                ContactSql.COUNTS,
                row -> new Count(Contact.Cause.valueOf(row.getString("cause")), row.getLong("n")),
                store,
                from,
                until);
    }

    static long[] values(List<CustomerId> customers) {
        return customers.stream().mapToLong(CustomerId::value).toArray();
    }
}
