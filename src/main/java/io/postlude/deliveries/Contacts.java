package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promise;
import io.postlude.promises.Promises;
import io.postlude.stores.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who had to ask, about what, and on which way: from it comes the count of "where is my order". */
public final class Contacts {
    private final EventLog log;
    private final Ids ids;
    private final Replies replies;
    private final InstantSource clock;

    Contacts(EventLog log, Ids ids, Replies replies, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * What it took to answer, where somebody measured.
     *
     * @param minutes between 0 and a day
     * @param person who wrote it down, where it was done by hand
     */
    public record Effort(
            @Nullable Integer minutes,
            @Nullable Money cost,
            @Nullable PersonId person) {
        public static final Effort NOT_MEASURED = new Effort(null, null, null);
        public static final int MOST_MINUTES = 1_440;

        public Effort {
            if (minutes != null && (minutes < 0 || minutes > MOST_MINUTES)) {
                throw new IllegalArgumentException("An answer takes 0 to 1,440 minutes");
            }
            if (cost != null && cost.isNegative()) {
                throw new IllegalArgumentException("An answer costs nothing or something");
            }
        }
    }

    /** Whether it was new, and which it is. */
    public record Recorded(ContactId id, boolean fresh) {}

    /** Writes a contact down, once for its key; asked in writing, it is promised a reply. */
    public Recorded record(Tx tx, StoreId store, Contact contact) {
        return record(tx, store, contact, Effort.NOT_MEASURED);
    }

    /** The same, with what it took. */
    public Recorded record(Tx tx, StoreId store, Contact contact, Effort effort) {
        Money cost = effort.cost();
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
                contact.at(),
                effort.minutes(),
                cost == null ? null : cost.minor(),
                cost == null ? null : cost.currency().getCurrencyCode(),
                effort.person());
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

    /** When each of these people asked, without what journeys opened for staff. */
    public Map<CustomerId, List<Instant>> times(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, List<Instant>> times = new HashMap<>();
        tx.each(
                ContactSql.TIMES,
                row -> times.computeIfAbsent(new CustomerId(row.getLong("customer_id")), one -> new ArrayList<>())
                        .add(Tx.instantNotNull(row, "asked_at")),
                store,
                people.stream().mapToLong(CustomerId::value).toArray());
        return times;
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

    /**
     * The contacts of one week (by its Monday, in the zone given), one cause and one channel.
     *
     * @param cost in the smallest unit of the store's cost currency; what was not measured costs what one contact costs
     * @param minutes of those where they were measured
     */
    public record Week(
            LocalDate monday, Contact.Cause cause, Contact.Channel channel, long contacts, long cost, long minutes) {}

    /** The oldest week first. */
    public List<Week> weeks(Tx tx, StoreId store, Promises.Span span) {
        return tx.list(
                ContactSql.WEEKS,
                row -> new Week(
                        row.getObject("week", LocalDate.class),
                        Contact.Cause.valueOf(row.getString("cause")),
                        Contact.Channel.valueOf(row.getString("channel")),
                        row.getLong("n"),
                        row.getLong("cost"),
                        row.getLong("minutes")),
                span.zone().getId(),
                store,
                span.from(),
                span.until());
    }

    /** What one contact costs where nobody measured; absent where the store has not said. */
    public Optional<Money> cost(Tx tx, StoreId store) {
        return tx.first(
                "select cost_minor, currency from deliveries.contact_cost where store_id = ?",
                row -> Money.of(row.getLong("cost_minor"), row.getString("currency")),
                store);
    }

    public void setCost(Tx tx, StoreId store, Money cost) {
        tx.execute(ContactSql.SET_COST, store, cost.minor(), cost.currency().getCurrencyCode(), clock.instant());
    }

    static long[] values(List<CustomerId> customers) {
        return customers.stream().mapToLong(CustomerId::value).toArray();
    }
}
