package io.postlude.returns;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the carrier was told of a pickup.
 *
 * @param provider through whom, by the name of the {@link Postage} that sold the label
 * @param confirmation the carrier's own number of it, once it has one
 * @param trouble why it is not as it should be, for staff
 */
public record PickupCall(
        ReturnId of,
        LocalDate day,
        State state,
        String provider,
        @Nullable String confirmation,
        @Nullable String trouble) {

    /** The carrier's own number of a pickup that stands; null where it has none, or was told of another day. */
    public static @Nullable String numberOf(@Nullable Pickup pickup, Optional<PickupCall> call) {
        return call.filter(one -> one.state() == State.TOLD
                        && pickup != null
                        && pickup.isBooked()
                        && pickup.day().equals(one.day()))
                .map(PickupCall::confirmation)
                .orElse(null);
    }

    public enum State {
        WAITING,
        /** A call was begun; what became of it is asked before anything else. */
        ASKING,
        /** The carrier comes. */
        TOLD,
        /** Nobody was told: a person has to. */
        FAILED,
        /** Somebody may have been told: a person has to ask the carrier. */
        UNSURE,
        /** Not wanted any more, while a call was begun. */
        LEAVING,
        CANCELLING,
        CANCELLED,
        /** A person has to tell the carrier not to come. */
        NOT_CANCELLED,
        /** Not wanted any more before anybody was told. */
        DROPPED;

        /** Whether only a person can set it right. */
        public boolean needsPerson() {
            return this == FAILED || this == UNSURE || this == NOT_CANCELLED;
        }
    }
}
