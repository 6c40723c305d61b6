package io.postlude.orders;

/**
 * A fulfilment or refund that came by itself, outside its order.
 *
 * @param source of the order, as in {@link OrderSnapshot}
 * @param orderReference the source's id of the order
 */
public record LatePart<T>(String source, String orderReference, T told) {}
