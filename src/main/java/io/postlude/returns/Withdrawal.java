package io.postlude.returns;

import java.time.Instant;

/**
 * A withdrawal from the contract as the law gives it, word for word as it was declared.
 *
 * @param declaredAt what the receipt says
 */
public record Withdrawal(long id, Words words, Instant declaredAt) {
    /** What was declared: by whom, about what, and where the receipt goes. */
    public record Words(String name, String email, String things) {}
}
