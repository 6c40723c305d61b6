package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What customers asked for on the page of a late order. The newest of an order counts, and a person sees to it. */
public final class Requests {
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    public Requests(EventLog log, Ids ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param words the other address, or whatever the customer wrote with it; at most 600 characters
     */
    public record Wish(
            OrderId order,
            @Nullable CustomerId customer,
            Choice choice,
            @Nullable String words) {
        public static final int WORDS_LIMIT_CHARS = 600;

        public Wish {
            if (words != null && words.length() > WORDS_LIMIT_CHARS) {
                throw new IllegalArgumentException("A wish has at most 600 characters");
            }
        }
    }

    public enum State {
        OPEN,
        DONE,
        REPLACED
    }

    public record Request(
            RequestId id,
            OrderId order,
            Choice choice,
            @Nullable String words,
            State state,
            Instant askedAt,
            @Nullable Instant doneAt) {}

    /** Takes a wish; the same one again changes nothing. To wait asks nothing of anybody: it is done at once. */
    public Request ask(Tx tx, StoreId store, Wish wish) {
        tx.execute(RequestSql.LOCK, store, wish.order());
        Optional<Request> before = counting(tx, store, wish.order());
        if (before.isPresent() && same(before.get(), wish)) {
            return before.get();
        }
        before.ifPresent(request -> tx.execute(RequestSql.REPLACE, store, request.id()));
        Instant now = clock.instant();
        boolean done = wish.choice() == Choice.WAIT;
        var request = new Request(
                new RequestId(ids.next()),
                wish.order(),
                wish.choice(),
                wish.words(),
                done ? State.DONE : State.OPEN,
                now,
                done ? now : null);
        tx.execute(
                RequestSql.ADD,
                store,
                request.id(),
                request.order(),
                wish.customer(),
                request.choice().name(),
                request.words(),
                request.state().name(),
                request.askedAt(),
                request.doneAt());
        log.append(tx, new DeliveryEvent.ChoiceMade(store, wish.order(), request.id(), wish.choice(), now));
        return request;
    }

    private static boolean same(Request request, Wish wish) {
        return request.choice() == wish.choice() && Objects.equals(request.words(), wish.words());
    }

    /** The one that counts. */
    public Optional<Request> counting(Tx tx, StoreId store, OrderId order) {
        return tx.first(RequestSql.COUNTING, RequestSql::request, store, order);
    }

    public Optional<Request> request(Tx tx, StoreId store, RequestId id) {
        return tx.first(RequestSql.ONE, RequestSql::request, store, id);
    }

    /** Those a person has to see to, the oldest first. */
    public List<Request> open(Tx tx, StoreId store, int limit) {
        return tx.list(RequestSql.OPEN, RequestSql::request, store, limit);
    }

    /** A person has seen to it; false where it is not open (any more). */
    public boolean done(Tx tx, StoreId store, RequestId id) {
        Instant now = clock.instant();
        if (tx.update(RequestSql.DONE, now, store, id) == 0) {
            return false;
        }
        Request request = request(tx, store, id).orElseThrow();
        log.append(tx, new DeliveryEvent.ChoiceFulfilled(store, request.order(), id, request.choice(), now));
        return true;
    }
}
