package io.postlude.journeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.customers.CustomEventId;
import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.flows.Signal;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One subject on its way through one journey.
 *
 * @param version of the journey; it is kept while the run lasts, unless a publication moves it
 * @param turn how often this subject came in
 * @param came what let it in
 * @param rev counts its moves
 */
record Run(
        RunId id, StoreId store, FlowId flow, int version, Subject subject, int turn, Stand stand, Came came, int rev) {

    /** {@code id} is the order's, parcel's, return's or person's; the others say what is known around it. */
    record Subject(
            long id,
            @Nullable OrderId order,
            @Nullable ShipmentId shipment,
            @Nullable ReturnId returned,
            @Nullable CustomerId customer) {
        /** About no return. */
        Subject(long id, @Nullable OrderId order, @Nullable ShipmentId shipment, @Nullable CustomerId customer) {
            this(id, order, shipment, null, customer);
        }
    }

    /**
     * Where it stands.
     *
     * @param at when it came here, by the journey's own time: processing late does not move it
     * @param dueAt when it goes on; null: when {@code awaits} happens, or never
     * @param leftWhy null: it is under way
     */
    record Stand(
            String step,
            Instant at,
            @Nullable Instant dueAt,
            @Nullable Signal awaits,
            @Nullable String leftWhy) {
        static Stand at(String step, Instant at) {
            return new Stand(step, at, null, null, null);
        }

        Stand left(String why) {
            return new Stand(step, at, null, null, why);
        }

        boolean isUnderWay() {
            return leftWhy == null;
        }
    }

    /** {@code event} is its id in the log; 0: the calendar. */
    record Came(What what, long event, Instant enteredAt) {}

    /** The event as conditions may ask about it; {@code told}: where another program told it, with details. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record What(
            String name,
            Instant at,
            @Nullable String detail,
            @Nullable Double chance,
            @Nullable CustomEventId told) {
        What(String name, Instant at, @Nullable String detail, @Nullable Double chance) {
            this(name, at, detail, chance, null);
        }
    }

    Run standing(Stand other) {
        return new Run(id, store, flow, version, subject, turn, other, came, rev);
    }
}
