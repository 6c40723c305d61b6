package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A border: whoever takes what customers pay on top for a dearer thing. Called apart from every transaction. A page to pay at
 * is opened under a key: the same key again is the same page. What became of it is asked, never guessed.
 */
public interface Payments {
    /** Stable: charges name it, and the {@link Refunds} of the same name pay back what came in through it. */
    String name();

    /** Whether it takes payments for this store; asked in the transaction that charges. */
    boolean takes(Tx tx, StoreId store);

    /** Opens the page. An exception means that nobody knows; then it is opened again under the same key. */
    Opening open(Due due);

    /** How the page stands. */
    Standing ask(Due due, String reference);

    /** Shuts the page, so that nobody can pay there any more. */
    Standing close(Due due, String reference);

    /**
     * What is to be paid.
     *
     * @param key the same at every try of one page
     * @param page the return's own page, to which the customer comes back
     */
    record Due(
            StoreId store,
            ChargeId charge,
            String key,
            Money amount,
            String orderNumber,
            String returnCode,
            @Nullable String email,
            String page,
            Instant until) {}

    /** What came of opening it. */
    sealed interface Opening {}

    record Opened(String reference, URI link) implements Opening {}

    /** There is no page, and it may work later. */
    record Later(String why) implements Opening {}

    /** There will be none this way: the store takes the money itself. */
    record Never(String why) implements Opening {}

    /** How a page stands. */
    sealed interface Standing {}

    /** {@code payment} is its name where it can be paid back. */
    record Paid(String payment) implements Standing {}

    /** Nobody paid so far, or the bank has not said yes yet. */
    record Open() implements Standing {}

    /** Nobody paid, and nobody can any more. */
    record Ended() implements Standing {}

    record Unknown(String why) implements Standing {}
}
