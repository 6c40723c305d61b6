package io.postlude.orders;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Turns what orders say was bought into products and variants, made or brought up to date on the way. */
final class Catalogue {
    private final Ids ids;

    Catalogue(Ids ids) {
        this.ids = ids;
    }

    /** By what a product is known: the source's id where it tells one, else its variant, its SKU, at last its title. */
    record ProductKey(String source, String key) implements Comparable<ProductKey> {
        static ProductKey of(String source, Line line) {
            ProductRef product = line.product();
            if (product.productReference() != null) return new ProductKey(source, "p:" + product.productReference());
            if (product.variantReference() != null) return new ProductKey(source, "v:" + product.variantReference());
            if (product.sku() != null) return new ProductKey(source, "s:" + product.sku());
            return new ProductKey(source, "t:" + line.title().toLowerCase(Locale.ROOT));
        }

        @Override
        public int compareTo(ProductKey other) {
            int order = source.compareTo(other.source);
            return order != 0 ? order : key.compareTo(other.key);
        }
    }

    record ProductRow(
            ProductId id,
            ProductKey key,
            String title,
            @Nullable String vendor,
            @Nullable String type,
            @Nullable List<String> tags,
            @Nullable String imageUrl,
            @Nullable String pageUrl,
            Instant asOf) {

        static ProductRow of(ProductKey key, Line line, Instant asOf) {
            ProductRef told = line.product();
            return new ProductRow(
                    new ProductId(0),
                    key,
                    line.title(),
                    told.vendor(),
                    told.type(),
                    null,
                    told.imageUrl(),
                    told.pageUrl(),
                    asOf);
        }

        ProductRow withId(ProductId known) {
            return new ProductRow(known, key, title, vendor, type, tags, imageUrl, pageUrl, asOf);
        }

        /** The newer word, holes filled from the older one; the id is the same or not known yet. */
        ProductRow and(ProductRow other) {
            if (other.asOf.isAfter(asOf)) return other.over(this);
            return over(other);
        }

        private ProductRow over(ProductRow older) {
            return new ProductRow(
                    id.value() == 0 ? older.id : id,
                    key,
                    title.isEmpty() ? older.title : title,
                    vendor == null ? older.vendor : vendor,
                    type == null ? older.type : type,
                    tags == null ? older.tags : tags,
                    imageUrl == null ? older.imageUrl : imageUrl,
                    pageUrl == null ? older.pageUrl : pageUrl,
                    asOf);
        }

        /** From an order the date alone is no news: writing it would rewrite every best-seller with every order. */
        boolean saysMoreThan(ProductRow other) {
            return !title.equals(other.title)
                    || !Objects.equals(vendor, other.vendor)
                    || !Objects.equals(type, other.type)
                    || !Objects.equals(tags, other.tags)
                    || !Objects.equals(imageUrl, other.imageUrl)
                    || !Objects.equals(pageUrl, other.pageUrl);
        }

        /** From the shop's own page of it the date counts: older news that comes later must be known as older. */
        boolean isNewsAfter(ProductRow other) {
            return asOf.isAfter(other.asOf) || saysMoreThan(other);
        }
    }

    /**
     * What a shop says of a product without anybody having bought it. News of a variant alone is as old as can be for the
     * product, so that it never stands in the way of what the product says of itself.
     */
    private static ProductRow row(ProductSnapshot told) {
        return new ProductRow(
                new ProductId(0),
                new ProductKey(told.source(), "p:" + told.reference()),
                told.title(),
                told.vendor(),
                told.type(),
                told.tags(),
                told.imageUrl(),
                told.pageUrl(),
                told.title().isEmpty() ? Instant.EPOCH : told.asOf());
    }

    /** Makes these products and their variants known, or brings them up to date. */
    void describe(Tx tx, StoreId store, List<ProductSnapshot> told) {
        Map<ProductKey, ProductRow> rows = new TreeMap<>();
        for (ProductSnapshot one : told) rows.merge(row(one).key(), row(one), ProductRow::and);
        Map<ProductKey, ProductRow> known = products(tx, store, rows, ProductRow::isNewsAfter);
        Map<VariantKey, VariantRow> variants = new TreeMap<>();
        for (ProductSnapshot one : told) {
            ProductId product =
                    Objects.requireNonNull(known.get(row(one).key())).id();
            for (ProductSnapshot.Variant v : one.variants()) {
                VariantKey key = new VariantKey(product, "v:" + v.reference());
                VariantRow row = new VariantRow(new VariantId(0), key, v.title(), v.sku(), v.imageUrl(), one.asOf());
                variants.merge(key, row, VariantRow::and);
            }
        }
        var stored = variants(tx, store, variants, VariantRow::isNewsAfter);
        PriceSql.tell(tx, store, prices(told, known, stored));
        Wordings.tell(tx, store, wordings(told, known));
    }

    private static List<Wordings.Told> wordings(List<ProductSnapshot> told, Map<ProductKey, ProductRow> products) {
        List<Wordings.Told> wordings = new ArrayList<>();
        for (ProductSnapshot one : told) {
            if (one.title().isEmpty()) continue;
            ProductId product =
                    Objects.requireNonNull(products.get(row(one).key())).id();
            wordings.add(new Wordings.Told(
                    product, one.title(), Objects.requireNonNullElse(one.description(), ""), one.asOf()));
        }
        return wordings;
    }

    private static List<PriceSql.Told> prices(
            List<ProductSnapshot> told, Map<ProductKey, ProductRow> products, Map<VariantKey, VariantRow> variants) {
        Map<Long, PriceSql.Told> newest = new TreeMap<>();
        for (ProductSnapshot one : told) {
            ProductId product =
                    Objects.requireNonNull(products.get(row(one).key())).id();
            for (ProductSnapshot.Variant v : one.variants()) {
                if (v.price() == null) continue;
                VariantId id = Objects.requireNonNull(variants.get(new VariantKey(product, "v:" + v.reference())))
                        .id();
                newest.merge(
                        id.value(),
                        new PriceSql.Told(id, v.price(), one.asOf()),
                        (before, after) -> after.asOf().isBefore(before.asOf()) ? before : after);
            }
        }
        return List.copyOf(newest.values());
    }

    record VariantKey(ProductId product, String key) implements Comparable<VariantKey> {
        @Override
        public int compareTo(VariantKey other) {
            int order = Long.compare(product.value(), other.product.value());
            return order != 0 ? order : key.compareTo(other.key);
        }
    }

    record VariantRow(
            VariantId id,
            VariantKey key,
            @Nullable String title,
            @Nullable String sku,
            @Nullable String imageUrl,
            Instant asOf) {
        VariantRow and(VariantRow other) {
            if (other.asOf.isAfter(asOf)) return other.over(this);
            return over(other);
        }

        private VariantRow over(VariantRow older) {
            return new VariantRow(
                    id.value() == 0 ? older.id : id,
                    key,
                    title == null ? older.title : title,
                    sku == null ? older.sku : sku,
                    imageUrl == null ? older.imageUrl : imageUrl,
                    asOf);
        }

        VariantRow withId(VariantId known) {
            return new VariantRow(known, key, title, sku, imageUrl, asOf);
        }

        boolean saysMoreThan(VariantRow other) {
            return !Objects.equals(title, other.title)
                    || !Objects.equals(sku, other.sku)
                    || !Objects.equals(imageUrl, other.imageUrl);
        }

        boolean isNewsAfter(VariantRow other) {
            return asOf.isAfter(other.asOf) || saysMoreThan(other);
        }
    }

    /** Where each line's product and variant are found. */
    record Found(Map<ProductKey, ProductRow> products, Map<VariantKey, VariantRow> variants) {
        ProductId product(String source, Line line) {
            return Objects.requireNonNull(products.get(ProductKey.of(source, line)))
                    .id();
        }

        VariantId variant(ProductId product, Line line) {
            return Objects.requireNonNull(variants.get(new VariantKey(product, variantKey(line))))
                    .id();
        }
    }

    private static String variantKey(Line line) {
        if (line.product().variantReference() != null)
            return "v:" + line.product().variantReference();
        if (line.product().sku() != null) return "s:" + line.product().sku();
        return line.variantTitle() == null ? "-" : "t:" + line.variantTitle().toLowerCase(Locale.ROOT);
    }

    Found find(Tx tx, StoreId store, List<OrderSnapshot> orders) {
        Map<ProductKey, ProductRow> told = new TreeMap<>();
        for (OrderSnapshot order : orders)
            for (Line line : order.lines()) {
                ProductKey key = ProductKey.of(order.source(), line);
                told.merge(key, ProductRow.of(key, line, order.placedAt()), ProductRow::and);
            }
        Map<ProductKey, ProductRow> products = products(tx, store, told, ProductRow::saysMoreThan);
        Map<VariantKey, VariantRow> toldVariants = new TreeMap<>();
        for (OrderSnapshot order : orders)
            for (Line line : order.lines()) {
                ProductRow product = Objects.requireNonNull(products.get(ProductKey.of(order.source(), line)));
                VariantKey key = new VariantKey(product.id(), variantKey(line));
                VariantRow row = new VariantRow(
                        new VariantId(0),
                        key,
                        line.variantTitle(),
                        line.product().sku(),
                        null,
                        order.placedAt());
                toldVariants.merge(key, row, VariantRow::and);
            }
        return new Found(products, variants(tx, store, toldVariants, VariantRow::saysMoreThan));
    }

    private Map<ProductKey, ProductRow> products(
            Tx tx, StoreId store, Map<ProductKey, ProductRow> told, BiPredicate<ProductRow, ProductRow> isNews) {
        Map<ProductKey, ProductRow> known = ProductSql.find(tx, store, told.keySet());
        Collection<ProductRow> missing = told.values().stream()
                .filter(p -> !known.containsKey(p.key()))
                .map(p -> p.withId(new ProductId(ids.next())))
                .toList();
        if (!missing.isEmpty()) {
            ProductSql.insert(tx, store, missing);
            // Another transaction may have been faster with some: theirs count.
            known.putAll(ProductSql.find(
                    tx, store, missing.stream().map(ProductRow::key).toList()));
        }
        Map<ProductKey, ProductRow> changed = new HashMap<>();
        told.forEach((key, row) -> {
            ProductRow before = Objects.requireNonNull(known.get(key));
            ProductRow after = before.and(row);
            if (isNews.test(after, before)) changed.put(key, after);
        });
        ProductSql.update(tx, store, changed.values());
        return known;
    }

    private Map<VariantKey, VariantRow> variants(
            Tx tx, StoreId store, Map<VariantKey, VariantRow> told, BiPredicate<VariantRow, VariantRow> isNews) {
        Map<VariantKey, VariantRow> known = VariantSql.find(tx, store, told.keySet());
        List<VariantRow> missing = told.values().stream()
                .filter(v -> !known.containsKey(v.key()))
                .map(v -> v.withId(new VariantId(ids.next())))
                .toList();
        if (!missing.isEmpty()) {
            VariantSql.insert(tx, store, missing);
            known.putAll(VariantSql.find(
                    tx, store, missing.stream().map(VariantRow::key).toList()));
        }
        Map<VariantKey, VariantRow> changed = new HashMap<>();
        told.forEach((key, row) -> {
            VariantRow before = Objects.requireNonNull(known.get(key));
            VariantRow after = before.and(row);
            if (isNews.test(after, before)) changed.put(key, after);
        });
        VariantSql.update(tx, store, changed.values());
        return known;
    }
}
