package io.postlude.connectors;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files orders can be imported from. */
public enum ImportKind {
    OLIST("olist"),
    SHOPIFY_CSV("shopify-csv"),
    WOOCOMMERCE_CSV("woocommerce-csv"),
    CSV("csv");

    private final String word;

    ImportKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Reads the word of the command line; {@code shopify} and {@code woocommerce} alone mean their CSV too. */
    public static Optional<ImportKind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word) || kind.word.equals(word + "-csv"))
                .findFirst();
    }

    public static String words() {
        return Arrays.stream(values()).map(ImportKind::word).collect(Collectors.joining(", "));
    }
}
