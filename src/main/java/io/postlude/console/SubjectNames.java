package io.postlude.console;

import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.ProductView;
import io.postlude.orders.Trait;
import io.postlude.orders.VariantId;
import io.postlude.returns.Dimension;
import io.postlude.returns.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What those whose reasons are looked at are called. */
record SubjectNames(
        Map<ProductId, String> products,
        Map<ProductId, String> apart,
        Map<VariantId, Orders.VariantName> variants,
        Map<Trait.Value, Orders.Wording> wordings,
        Words words) {
    private static final String UNKNOWN = "a thing no longer known";
    private static final int SAID_CHARS = 90;
    private static final int SKUS = 3;

    static SubjectNames of(Tx tx, Visit visit, Orders orders, List<Subject> subjects) {
        Set<ProductId> products = new HashSet<>();
        Set<VariantId> variants = new HashSet<>();
        boolean described = false;
        for (Subject one : subjects) {
            if (one.product() != null) products.add(one.product());
            if (one.dimension() == Dimension.VARIANT) variants.add(variant(one));
            described |= one.dimension() == Dimension.DESCRIPTION;
        }
        List<ProductView> known = products.stream()
                .flatMap(product -> orders.product(tx, visit.store(), product).stream())
                .toList();
        Map<ProductId, String> titles = new HashMap<>();
        known.forEach(view -> titles.put(view.id(), view.title()));
        return new SubjectNames(
                titles,
                apart(known),
                orders.variantNames(tx, visit.store(), variants),
                described ? orders.wordings(tx, visit.store(), products) : Map.of(),
                visit.words());
    }

    /** Beside the title of products that share it: the vendor where that tells them apart, else what it is kept in stock by. */
    static Map<ProductId, String> apart(List<ProductView> products) {
        Map<ProductId, String> apart = new HashMap<>();
        products.stream()
                .collect(Collectors.groupingBy(view -> view.title().strip().toLowerCase(Locale.ROOT)))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> {
                    boolean vendors = same.stream()
                                    .map(ProductView::vendor)
                                    .filter(Objects::nonNull)
                                    .distinct()
                                    .count()
                            == same.size();
                    same.forEach(view -> apart.put(view.id(), vendors ? String.valueOf(view.vendor()) : stock(view)));
                });
        return apart;
    }

    private static String stock(ProductView view) {
        String skus = view.variants().stream()
                .map(ProductView.Variant::sku)
                .filter(Objects::nonNull)
                .sorted()
                .limit(SKUS)
                .collect(Collectors.joining(", "));
        return skus.isEmpty()
                ? Objects.requireNonNullElse(view.vendor(), view.id().toString())
                : skus;
    }

    private static VariantId variant(Subject one) {
        return new VariantId(Long.parseLong(one.what()));
    }

    String name(Subject subject) {
        return switch (subject.dimension()) {
            case CARRIER -> subject.what().toUpperCase(Locale.ROOT);
            case LOT -> product(subject) + ", lot " + subject.what();
            case DESCRIPTION -> product(subject) + ", text " + subject.what();
            case PRODUCT -> product(subject);
            case VARIANT -> {
                Orders.VariantName name = variants.get(variant(subject));
                yield name == null ? UNKNOWN : name.title();
            }
        };
    }

    private String product(Subject subject) {
        ProductId product = subject.product();
        return product == null ? UNKNOWN : products.getOrDefault(product, UNKNOWN);
    }

    /** What tells it from others of its name; may be empty. */
    String small(Subject subject) {
        if (subject.dimension() == Dimension.VARIANT) {
            Orders.VariantName name = variants.get(variant(subject));
            return name == null || name.sku() == null ? "" : name.sku();
        }
        ProductId product = subject.product();
        if (product == null) return "";
        String which = apart.getOrDefault(product, "");
        Orders.Wording wording = subject.dimension() == Dimension.DESCRIPTION
                ? wordings.get(new Trait.Value(product, subject.what()))
                : null;
        if (wording == null) return which;
        return which.isEmpty() ? since(wording) : which + ", " + since(wording);
    }

    private String since(Orders.Wording wording) {
        String said = wording.said().isEmpty() ? wording.title() : wording.said();
        return "since " + words.day(wording.since()) + ": "
                + (said.length() > SAID_CHARS ? said.substring(0, SAID_CHARS) + "…" : said);
    }
}
