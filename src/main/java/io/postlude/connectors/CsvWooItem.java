package io.postlude.connectors;

import io.postlude.kernel.Money;
import io.postlude.orders.OrderSnapshot;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One cell {@code name:Wool throw|product_id:12|sku:WT-1|quantity:2|sub_total:258.00|total:258.00|tax:41.19}. */
record CsvWooItem(Map<String, String> parts) {
    static CsvWooItem parse(String cell) {
        Map<String, String> parts = new HashMap<>();
        for (String part : cell.split("\\|")) {
            int colon = part.indexOf(':');
            if (colon > 0)
                parts.putIfAbsent(
                        part.substring(0, colon)
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .replace(' ', '_'),
                        part.substring(colon + 1).strip());
        }
        return new CsvWooItem(parts);
    }

    /** The unit price is the subtotal shared out; where it does not share evenly the line keeps the cents as a discount. */
    OrderSnapshot.Line line(int number, Currency currency) {
        int quantity = quantity();
        Money subtotal = money(currency, parts.containsKey("sub_total") ? "sub_total" : "total");
        Money total = money(currency, "total");
        long each = -Math.floorDiv(-subtotal.minor(), quantity);
        Money price = new Money(each, currency);
        return new OrderSnapshot.Line(
                "line-" + number,
                new OrderSnapshot.ProductRef(
                        parts.get("product_id"), parts.get("variation_id"), parts.get("sku"), null, null, null, null),
                Objects.requireNonNullElse(parts.get("name"), ""),
                null,
                quantity,
                price,
                price.times(quantity).minus(total),
                money(currency, "tax"),
                true);
    }

    private int quantity() {
        try {
            int quantity = Integer.parseInt(parts.getOrDefault("quantity", "1"));
            if (quantity > 0) return quantity;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ImportFault("a line item has the quantity \"" + parts.get("quantity") + "\"");
    }

    private Money money(Currency currency, String name) {
        String text = parts.get(name);
        if (text == null || text.isEmpty()) return Money.zero(currency);
        try {
            return Money.parse(CsvRow.plainDecimal(text), currency);
        } catch (IllegalArgumentException e) {
            throw new ImportFault("a line item's " + name + " is \"" + text + "\", not an amount in " + currency);
        }
    }
}
