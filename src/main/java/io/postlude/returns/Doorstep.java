package io.postlude.returns;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A border: whoever tells a carrier to fetch a parcel at the customer's door. Called apart from every transaction. What can be had
 * is asked first and binds nobody; its name is kept before it is agreed on, and by it {@link #ask} finds what became of a lost
 * answer, where the provider can be asked at all.
 */
public interface Doorstep {
    /** What there is for this stop; nobody comes for it yet. */
    Outcome offer(Stop stop);

    /** Tells the carrier to come as was offered under this name. */
    Outcome agree(Stop stop, String offer);

    /** What became of a call whose answer was lost: {@code Later} only where surely nobody was told. */
    Outcome ask(Stop stop, String offer);

    /** Nobody has to come; it looks first how that stands, so that it may be asked as often as one likes. */
    Ending callOff(StoreId store, String reference);

    /**
     * Where a parcel is to be fetched.
     *
     * @param key the same at every try
     * @param label what the provider calls the label on the parcel
     * @param from the earliest and {@code to} the latest time it is there
     */
    record Stop(
            StoreId store,
            String key,
            String label,
            String returnCode,
            Postage.Place customer,
            Instant from,
            Instant to) {}

    /** What came of a call. An exception means that nobody knows. */
    sealed interface Outcome {}

    /** It can be had under this name. */
    record Offered(String offer) implements Outcome {}

    /**
     * The carrier comes.
     *
     * @param reference by which it is called off
     * @param confirmation the carrier's own number of it, where it has one
     */
    record Agreed(String reference, @Nullable String confirmation) implements Outcome {}

    /** Nobody was told, and it may work later. */
    record Later(String why) implements Outcome {}

    /** Nobody was told and never will be this way: a person has to. */
    record Never(String why) implements Outcome {}

    /** Somebody may have been told; it can be asked about. */
    record InDoubt(String why) implements Outcome {}

    /** Somebody may have been told, and only the carrier knows: a person has to ask there. */
    record NobodySays(String why) implements Outcome {}

    /** How calling off stands, in the provider's words. */
    record Ending(End end, String answer) {}

    /** What became of a stop that is called off. */
    enum End {
        /** Nobody comes. */
        CALLED_OFF,
        /** It cannot be done this way: a person has to tell the carrier. */
        BY_HAND,
        /** Nobody could be asked. */
        UNKNOWN
    }
}
