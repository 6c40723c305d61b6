package io.postlude.orders;

import io.postlude.customers.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list. Null or empty means "any".
 *
 * @param text an order number, an e-mail address, or beginnings of words of name, number or e-mail
 * @param until not included
 * @param customers all ids of a person, as {@code Customers.family} tells them
 * @param mismatch only those whose sums do not agree
 * @param cursor from the page before
 */
public record OrderQuery(
        @Nullable String text,
        @Nullable OrderState state,
        @Nullable FulfilmentState fulfilment,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String channel,
        @Nullable String tag,
        List<CustomerId> customers,
        boolean mismatch,
        Sort sort,
        @Nullable String cursor,
        int limit) {
    public static final int ROWS_LIMIT = 200;

    /** How the list runs. */
    public enum Sort {
        NEWEST,
        OLDEST,
        LARGEST,
        SMALLEST
    }

    public OrderQuery {
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }

    /** All, newest first. */
    public static OrderQuery newest(int limit) {
        return new OrderQuery(null, null, null, null, null, null, null, List.of(), false, Sort.NEWEST, null, limit);
    }

    public OrderQuery withText(@Nullable String wanted) {
        return new OrderQuery(
                wanted, state, fulfilment, from, until, channel, tag, customers, mismatch, sort, cursor, limit);
    }

    public OrderQuery withStates(@Nullable OrderState wanted, @Nullable FulfilmentState wantedFulfilment) {
        return new OrderQuery(
                text, wanted, wantedFulfilment, from, until, channel, tag, customers, mismatch, sort, cursor, limit);
    }

    public OrderQuery between(@Nullable Instant start, @Nullable Instant end) {
        return new OrderQuery(
                text, state, fulfilment, start, end, channel, tag, customers, mismatch, sort, cursor, limit);
    }

    public OrderQuery withChannel(@Nullable String wanted) {
        return new OrderQuery(
                text, state, fulfilment, from, until, wanted, tag, customers, mismatch, sort, cursor, limit);
    }

    public OrderQuery withTag(@Nullable String wanted) {
        return new OrderQuery(
                text, state, fulfilment, from, until, channel, wanted, customers, mismatch, sort, cursor, limit);
    }

    public OrderQuery ofCustomers(List<CustomerId> wanted) {
        return new OrderQuery(
                text, state, fulfilment, from, until, channel, tag, wanted, mismatch, sort, cursor, limit);
    }

    public OrderQuery onlyMismatches() {
        return new OrderQuery(text, state, fulfilment, from, until, channel, tag, customers, true, sort, cursor, limit);
    }

    public OrderQuery sorted(Sort wanted) {
        return new OrderQuery(
                text, state, fulfilment, from, until, channel, tag, customers, mismatch, wanted, cursor, limit);
    }

    public OrderQuery after(@Nullable String wanted) {
        return new OrderQuery(
                text, state, fulfilment, from, until, channel, tag, customers, mismatch, sort, wanted, limit);
    }
}
