package io.postlude.orders;

/** What the outside knows an order by. */
record OrderKey(String source, String reference) implements Comparable<OrderKey> {
    @Override
    public int compareTo(OrderKey other) {
        int order = source.compareTo(other.source);
        return order != 0 ? order : reference.compareTo(other.reference);
    }
}
