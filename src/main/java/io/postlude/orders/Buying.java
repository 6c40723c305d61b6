package io.postlude.orders;

/**
 * What was bought since a time, cancelled orders apart.
 *
 * @param orders placed since then
 * @param people who placed them, as far as they are known
 * @param again of the orders, those of people who had bought before
 * @param returned of the people, those with such an order
 */
public record Buying(long orders, long people, long again, long returned) {}
