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

    /** What became of a call whose answer was lost. */
    Outcome ask(Due due);

    /**
     * What is to be given; {@code key} is the same at every try.
     *
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
            @Nullable String payment) {
        public Due {
            parts = List.copyOf(parts);
        }
    }

    /** So many of a line, by the source's own name of it. */
    record Part(String lineReference, int quantity) {}

    /** What came of a call. An exception means that nobody knows. */
    sealed interface Outcome {}

    record Given(String reference) implements Outcome {}

    /** Nothing was given, and it may work later. */
    record Later(String why) implements Outcome {}

    /** Nothing was given and never will be this way: a person has to see to it. */
    record Never(String why) implements Outcome {}

    /** It may have been given. */
    record InDoubt(String why) implements Outcome {}
}
