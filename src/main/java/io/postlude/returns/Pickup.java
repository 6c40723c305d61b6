package io.postlude.returns;

import java.time.Instant;
import java.time.LocalDate;

/**
 * When the carrier comes for a return.
 *
 * @param from when it may be there, of the store's hours of that day
 * @param sequence how often it was changed; calendars go by it
 */
public record Pickup(
        ReturnId of, LocalDate day, Instant from, Instant to, int sequence, State state, Instant changedAt) {
    public enum State {
        BOOKED,
        CANCELLED
    }

    public boolean isBooked() {
        return state == State.BOOKED;
    }
}
