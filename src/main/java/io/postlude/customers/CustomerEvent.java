package io.postlude.customers;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a person's record: ids and facts, nothing personal, because the log is kept when a person is erased. */
public sealed interface CustomerEvent extends Event {
    CustomerId customer();

    @Override
    default long key() {
        return customer().value();
    }

    /** {@code occurredAt} is when the source first knew the person. */
    record CustomerRegistered(StoreId store, CustomerId customer, Instant occurredAt, String source)
            implements CustomerEvent {}

    /**
     * What is known of the person besides their name changed: where they live, their language, birthday, tags, or whether they
     * can be reached. {@code occurredAt} is when the source knew it.
     */
    record CustomerChanged(StoreId store, CustomerId customer, Instant occurredAt) implements CustomerEvent {}

    record ConsentGiven(StoreId store, CustomerId customer, Instant occurredAt, Channel channel, Purpose purpose)
            implements CustomerEvent {}

    record ConsentWithdrawn(StoreId store, CustomerId customer, Instant occurredAt, Channel channel, Purpose purpose)
            implements CustomerEvent {}

    /** From now on {@code customer} is known as {@code into}. */
    record CustomersMerged(StoreId store, CustomerId customer, CustomerId into, Instant occurredAt)
            implements CustomerEvent {}

    /** {@code customer} is no longer known as {@code into}. */
    record CustomersUnmerged(StoreId store, CustomerId customer, CustomerId into, Instant occurredAt)
            implements CustomerEvent {}

    /**
     * Another program told something of the person; what it told stands with the event's id.
     *
     * @param order the order it is about, by its bare number: orders come after people
     * @param old told so late that nobody is to hear of it
     */
    record CustomEventTold(
            StoreId store,
            CustomerId customer,
            CustomEventId told,
            @Nullable Long order,
            String name,
            boolean old,
            Instant occurredAt)
            implements CustomerEvent {}

    record CustomerErased(StoreId store, CustomerId customer, Instant occurredAt) implements CustomerEvent {}
}
