package io.postlude.orders;

import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What a shop said of its products, as versions: the same words again make none, and markup is no word. */
final class Wordings {
    private static final int SAID_CHARS = 2_000;

    private Wordings() {}

    /** What was said of one product. */
    record Told(ProductId product, String title, String description, Instant asOf) {
        String words() {
            return description
                    .replaceAll("<[^>]*>", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    private record Newest(int number, Instant since, String fingerprint) {}

    /** Writes down what is new and newer than the last; what is older and comes late makes no version. */
    static void tell(Tx tx, StoreId store, Collection<Told> told) {
        if (told.isEmpty()) return;
        List<Told> sorted = new ArrayList<>(told);
        sorted.sort(
                Comparator.comparingLong((Told one) -> one.product().value()).thenComparing(Told::asOf));
        Map<ProductId, Newest> newest = newest(tx, store, sorted);
        for (Told one : sorted) {
            Newest last = newest.get(one.product());
            String words = one.words();
            String fingerprint = fingerprint(one.title() + "\n" + words);
            if (last != null
                    && (last.fingerprint().equals(fingerprint) || !one.asOf().isAfter(last.since()))) continue;
            int number = last == null ? 1 : last.number() + 1;
            tx.execute(
                    """
                    insert into orders.wording (store_id, product_id, number, since, fingerprint, title, said)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict (store_id, product_id, number) do nothing""",
                    store,
                    one.product(),
                    number,
                    one.asOf(),
                    fingerprint,
                    one.title(),
                    words.length() > SAID_CHARS ? words.substring(0, SAID_CHARS) : words);
            newest.put(one.product(), new Newest(number, one.asOf(), fingerprint));
        }
    }

    private static Map<ProductId, Newest> newest(Tx tx, StoreId store, List<Told> told) {
        Map<ProductId, Newest> newest = new HashMap<>();
        tx.each(
                """
                select distinct on (product_id) product_id, number, since, fingerprint from orders.wording
                where store_id = ? and product_id = any(?) order by product_id, number desc""",
                row -> newest.put(
                        new ProductId(row.getLong("product_id")),
                        new Newest(
                                row.getInt("number"), Tx.instantNotNull(row, "since"), row.getString("fingerprint"))),
                store,
                told.stream().mapToLong(one -> one.product().value()).distinct().toArray());
        return newest;
    }

    private static String fingerprint(String words) {
        return HexFormat.of().formatHex(Secrets.sha256(words.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    static Map<Trait.Value, Orders.Wording> of(Tx tx, StoreId store, Collection<ProductId> products) {
        Map<Trait.Value, Orders.Wording> all = new HashMap<>();
        tx.each(
                "select * from orders.wording where store_id = ? and product_id = any(?)",
                row -> {
                    ProductId product = new ProductId(row.getLong("product_id"));
                    all.put(
                            new Trait.Value(product, Integer.toString(row.getInt("number"))),
                            new Orders.Wording(
                                    row.getInt("number"),
                                    Tx.instantNotNull(row, "since"),
                                    row.getString("title"),
                                    row.getString("said")));
                },
                store,
                products.stream().mapToLong(ProductId::value).toArray());
        return all;
    }
}
