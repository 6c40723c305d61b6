package io.postlude.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes conditions of a return policy for those who know no CEL: rows of what, how and which value. */
final class ConditionRows {
    private ConditionRows() {}

    /** What kind of value a word has; {@code AMOUNT} is a decimal. */
    enum Kind {
        TEXT,
        WHOLE,
        AMOUNT,
        FLAG,
        LIST
    }

    /** The words there are, as people call them. */
    enum Subject {
        ORDER_VALUE("order.value", "Value of the order", Kind.AMOUNT),
        ORDER_COUNTRY("order.country", "Country it was sent to", Kind.TEXT),
        ORDER_CHANNEL("order.channel", "Channel of the order", Kind.TEXT),
        ORDER_DISCOUNTED("order.discounted", "The order had a discount", Kind.FLAG),
        ORDER_TAGS("order.tags", "Tags of the order", Kind.LIST),
        ORDER_CODES("order.codes", "Discount codes", Kind.LIST),
        LINE_TYPE("line.type", "Type of the product", Kind.TEXT),
        LINE_TITLE("line.title", "Title of the product", Kind.TEXT),
        LINE_SKU("line.sku", "SKU", Kind.TEXT),
        LINE_VENDOR("line.vendor", "Vendor", Kind.TEXT),
        LINE_TAGS("line.tags", "Tags of the product", Kind.LIST),
        LINE_FINAL_SALE("line.final_sale", "Final sale (by its tag)", Kind.FLAG),
        LINE_HYGIENE("line.hygiene", "Hygiene article (by its tag)", Kind.FLAG),
        LINE_MADE_TO_ORDER("line.made_to_order", "Made to order (by its tag)", Kind.FLAG),
        LINE_DIGITAL("line.digital", "Digital: nothing is sent", Kind.FLAG),
        LINE_PRICE("line.price", "Price of one", Kind.AMOUNT),
        LINE_PAID("line.paid", "Paid for one", Kind.AMOUNT),
        LINE_DISCOUNTED("line.discounted", "It was sold at a discount", Kind.FLAG),
        LINE_QUANTITY("line.quantity", "How many were bought", Kind.WHOLE),
        LINE_SHIPS("line.ships", "It is sent by parcel", Kind.FLAG),
        CUSTOMER_ORDERS("customer.orders", "Orders of the customer", Kind.WHOLE),
        CUSTOMER_BOUGHT("customer.bought", "Pieces the customer bought", Kind.WHOLE),
        CUSTOMER_RETURNED("customer.returned", "Pieces the customer sent back", Kind.WHOLE),
        CUSTOMER_CLAIMS("customer.claims", "Pieces claims gave something for", Kind.WHOLE),
        CUSTOMER_TAGS("customer.tags", "Tags of the customer", Kind.LIST),
        CUSTOMER_TIER("customer.tier", "Tier (from a tag like tier:gold)", Kind.TEXT),
        DELIVERY_PROOF("delivery.proof", "Proof of delivery (proved, claimed, none)", Kind.TEXT),
        DELIVERY_LATE("delivery.days_late", "Days it came late", Kind.WHOLE),
        DELIVERY_DAMAGED("delivery.damaged", "The carrier reports damage", Kind.FLAG),
        DAYS_ORDER("days.order", "Days since the order", Kind.WHOLE),
        DAYS_DELIVERY("days.delivery", "Days since delivery", Kind.WHOLE),
        CONDITION("condition", "State of the thing (unopened, unused, used, broken)", Kind.TEXT),
        DETAIL("detail", "The finer reason", Kind.TEXT);

        private final String word;
        private final String label;
        private final Kind kind;

        Subject(String word, String label, Kind kind) {
            this.word = word;
            this.label = label;
            this.kind = kind;
        }

        String word() {
            return word;
        }

        String label() {
            return label;
        }

        static Optional<Subject> of(String word) {
            return Arrays.stream(values())
                    .filter(subject -> subject.word.equals(word))
                    .findFirst();
        }
    }

    /** How a word is held against a value. */
    enum Comparison {
        IS("is"),
        IS_NOT("is not"),
        ONE_OF("is one of (with commas)"),
        CONTAINS("contains"),
        AT_LEAST("is at least"),
        AT_MOST("is at most");

        private final String label;

        Comparison(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        static Optional<Comparison> of(String name) {
            return Arrays.stream(values())
                    .filter(comparison -> comparison.name().equals(name))
                    .findFirst();
        }
    }

    record Row(Subject subject, Comparison comparison, String value) {}

    /** Empty where a row cannot be said: another comparison, or another value, is needed. */
    static Optional<String> condition(List<Row> rows, boolean all) {
        List<Optional<String>> parts = rows.stream().map(ConditionRows::part).toList();
        if (parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        return Optional.of(parts.stream().map(Optional::get).collect(Collectors.joining(all ? " && " : " || ")));
    }

    private static Optional<String> part(Row row) {
        return switch (row.subject().kind) {
            case FLAG -> flag(row);
            case TEXT -> text(row);
            case LIST -> list(row);
            case WHOLE -> number(row, "[0-9]{1,9}", "");
            case AMOUNT -> number(row, "[0-9]{1,9}([.,][0-9]{1,3})?", ".0");
        };
    }

    private static Optional<String> flag(Row row) {
        boolean yes = !row.value().toLowerCase(java.util.Locale.ROOT).matches("no|false|0");
        return switch (row.comparison()) {
            case IS -> Optional.of((yes ? "" : "!") + row.subject().word);
            case IS_NOT -> Optional.of((yes ? "!" : "") + row.subject().word);
            case ONE_OF, CONTAINS, AT_LEAST, AT_MOST -> Optional.empty();
        };
    }

    private static Optional<String> text(Row row) {
        String word = row.subject().word;
        return switch (row.comparison()) {
            case IS -> Optional.of(word + " == " + quoted(row.value()));
            case IS_NOT -> Optional.of(word + " != " + quoted(row.value()));
            case ONE_OF -> Optional.of(word + " in [" + several(row.value()) + "]");
            case CONTAINS -> Optional.of(word + ".contains(" + quoted(row.value()) + ")");
            case AT_LEAST, AT_MOST -> Optional.empty();
        };
    }

    private static Optional<String> list(Row row) {
        String word = row.subject().word;
        return switch (row.comparison()) {
            case IS, CONTAINS -> Optional.of(quoted(row.value()) + " in " + word);
            case IS_NOT -> Optional.of("!(" + quoted(row.value()) + " in " + word + ")");
            case ONE_OF -> Optional.of(word + ".exists(one, one in [" + several(row.value()) + "])");
            case AT_LEAST, AT_MOST -> Optional.empty();
        };
    }

    private static Optional<String> number(Row row, String form, String tail) {
        if (!row.value().matches(form)) return Optional.empty();
        String plain = row.value().replace(',', '.');
        String value = plain.contains(".") ? plain : plain + tail;
        String word = row.subject().word;
        return switch (row.comparison()) {
            case IS -> Optional.of(word + " == " + value);
            case IS_NOT -> Optional.of(word + " != " + value);
            case AT_LEAST -> Optional.of(word + " >= " + value);
            case AT_MOST -> Optional.of(word + " <= " + value);
            case ONE_OF, CONTAINS -> Optional.empty();
        };
    }

    private static String several(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(ConditionRows::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
