package io.postlude.orders;

/** By what the lines of orders can be told apart and counted. */
public enum Trait {
    PRODUCT,
    VARIANT,
    /** The batch it was sent from, where the fulfilment told one. */
    LOT,
    /** Which of the shop's descriptions of the product stood when it was ordered. */
    DESCRIPTION;

    /**
     * One of them.
     *
     * @param what the variant's id, the lot, or the number of the description; empty for a product
     */
    public record Value(ProductId product, String what) {}
}
