package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A border: whoever sells labels for parcels on their way back. Called apart from every transaction. What a label would cost
 * is asked first and costs nothing; the offer's name is kept before it is bought, and by that name {@link #ask} finds what was
 * bought when the answer was lost.
 */
public interface Postage {
    /** Stable: labels name it. */
    String name();

    /** As people call it. */
    String title();

    /** On which terms it sells to this store; empty where it does not. Asked in the transaction that wants a label. */
    Optional<Terms> terms(Tx tx, StoreId store);

    /**
     * What the store said about its labels.
     *
     * @param ownInstead where none can be bought the customer gets the built-in one; else a person sees to it first
     * @param unusedDays a label nobody used is voided after so many days
     */
    record Terms(boolean ownInstead, int unusedDays) {}

    /** Asks what there is; nothing is bought. */
    Outcome offer(Wanted wanted);

    /** Buys what was offered under this name. */
    Outcome buy(Wanted wanted, String offer);

    /** What became of a purchase whose answer was lost: {@code Later} only where surely nothing was bought. */
    Outcome ask(Wanted wanted, String offer);

    /** Gives a label back, or says how that stands: it may be asked as often as one likes. */
    Voiding giveBack(StoreId store, String reference);

    /** How carriers are told to fetch what goes under its labels; empty where they are not. */
    default Optional<Doorstep> doorstep() {
        return Optional.empty();
    }

    /**
     * A parcel that is to come back.
     *
     * @param key of the label, the same at every try
     * @param about the order's number, for people
     */
    record Wanted(StoreId store, String key, String returnCode, String about, Place customer, Place shop) {}

    /** Where it comes from, or goes to; {@code country} is ISO 3166-1, two letters. */
    record Place(
            String name,
            String street,
            String more,
            String postcode,
            String city,
            String region,
            String country,
            String phone,
            String email) {}

    /** What came of a call. An exception means that nobody knows. */
    sealed interface Outcome {}

    /** It can be had under this name. */
    record Offered(String offer) implements Outcome {}

    /**
     * It was bought.
     *
     * @param reference by which it is given back
     * @param carrier as people call it
     * @param cost null where it is paid when it is used
     */
    record Bought(
            String reference,
            String carrier,
            String number,
            @Nullable Money cost,
            Document document) implements Outcome {}

    /** The label itself, ready to be printed. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Document(String type, byte[] bytes) {}

    /** Nothing was bought, and it may work later. */
    record Later(String why) implements Outcome {}

    /** Nothing was bought and never will be this way: a person has to see to it. */
    record Never(String why) implements Outcome {}

    /** It may have been bought. */
    record InDoubt(String why) implements Outcome {}

    /** How giving a label back stands, in the provider's words. */
    record Voiding(Stand stand, String answer) {}

    /** What became of a label that is given back. */
    enum Stand {
        /** Its money comes back. */
        VOIDED,
        /** It is paid all the same. */
        NOT_VOIDED,
        /** They take their time. */
        PENDING,
        /** Nobody could be asked. */
        UNKNOWN
    }
}
