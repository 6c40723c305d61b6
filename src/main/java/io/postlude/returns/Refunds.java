package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A border: whoever gives customers what they are owed, such as the shop's own refunds. Called apart from every transaction.
 * Each payout carries its own key: the same key again must not give twice where the gateway knows keys, and where it does
 * not, {@link #ask} finds by the key what was given.
 */
public interface Refunds {
    /** Stable: payouts name it. */
    String name();

    /** Whether it gives this kind for orders of this source in this store; asked in the transaction that owes it. */
    boolean gives(Tx tx, StoreId store, String source, Payout.Kind kind);

    /** Gives it. */
    Outcome give(Due due);

    /** What became of a call whose answer was lost. Nothing can have been given where it has to be prepared first and was not. */
    Outcome ask(Due due);

    /**
     * What a gateway has to write down itself, in the transaction that says it was given, once, under the reference it said;
     * nothing for those that gave it outside.
     */
    default void book(Tx tx, Due due, String reference) {}

    /**
     * What is to be given; {@code key} is the same at every try.
     *
     * @param things what is given in exchange; none where it is money or credit
     * @param prepared what the gateway prepared for it, as {@link Prepared} told; null where nothing was
     * @param payment which one it pays back, by the name {@link Payments} told; null where it is of what the order was paid with
     */
    record Due(
            StoreId store,
            PayoutId payout,
            String key,
            OrderId order,
            String source,
            String orderReference,
            Payout.Kind kind,
            Money amount,
            String returnCode,
            @Nullable String email,
            List<Part> parts,
            List<Thing> things,
            @Nullable String prepared,
            @Nullable String payment) {
        public Due {
            parts = List.copyOf(parts);
            things = List.copyOf(things);
        }

        Due with(String name) {
            return new Due(
                    store,
                    payout,
                    key,
                    order,
                    source,
                    orderReference,
                    kind,
                    amount,
                    returnCode,
                    email,
                    parts,
                    things,
                    name,
                    payment);
        }
    }

    /** So many of a thing, as the order's source calls it and its product; null where it does not know it. */
    record Thing(@Nullable String product, @Nullable String variant, int quantity) {}

    /** So many of a line, by the source's own name of it. */
    record Part(String lineReference, int quantity) {}

    /** What came of a call. An exception means that nobody knows. */
    sealed interface Outcome {}

    record Given(String reference) implements Outcome {}

    /**
     * Nothing was given yet: this was made for it, which costs nothing, such as a draft or a code. It is kept, and what was due is
     * given again with it; what became of that is then asked by this name.
     */
    record Prepared(String name) implements Outcome {}

    /** Nothing was given, and it may work later. */
    record Later(String why) implements Outcome {}

    /** Nothing was given and never will be this way: a person has to see to it. */
    record Never(String why) implements Outcome {}

    /** It may have been given. */
    record InDoubt(String why) implements Outcome {}
}
