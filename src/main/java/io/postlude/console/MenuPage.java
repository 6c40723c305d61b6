package io.postlude.console;

import java.util.List;

/** All pages, or all keys. */
public record MenuPage(Shell shell, List<Key> keys) {
    /** One key or sequence and its deed. */
    public record Key(List<String> keys, String does) {}

    static final List<Key> KEYS = List.of(
            new Key(List.of("/"), "search this list, or the whole store"),
            new Key(List.of("J"), "next row"),
            new Key(List.of("K"), "previous row"),
            new Key(List.of("Enter"), "open the row"),
            new Key(List.of("X"), "choose the row"),
            new Key(List.of("G", "T"), "go to Today"),
            new Key(List.of("G", "O"), "go to Orders"),
            new Key(List.of("G", "C"), "go to Customers"),
            new Key(List.of("G", "S"), "go to Shipments with trouble"),
            new Key(List.of("G", "I"), "go to the Inbox"),
            new Key(List.of("G", "M"), "go to Mapping"),
            new Key(List.of("?"), "this page"),
            new Key(List.of("Esc"), "leave a field, close a menu"));
}
