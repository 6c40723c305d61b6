package io.postlude.stores;

import java.util.Arrays;
import java.util.Optional;

/** The outside systems a store can be tied to. */
public enum Source {
    SHOPIFY("shopify"),
    WOOCOMMERCE("woocommerce"),
    AFTERSHIP("aftership"),
    EASYPOST("easypost"),
    SHIPPO("shippo"),
    SEVENTEENTRACK("17track");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** As it stands in addresses and in an order's source. */
    public String word() {
        return word;
    }

    public static Optional<Source> of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }
}
