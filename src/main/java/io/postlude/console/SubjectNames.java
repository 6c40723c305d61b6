package io.postlude.console;

import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.Trait;
import io.postlude.orders.VariantId;
import io.postlude.returns.Dimension;
import io.postlude.returns.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What those whose reasons are looked at are called. */
record SubjectNames(
        Map<ProductId, String> products,
        Map<VariantId, Orders.VariantName> variants,
        Map<Trait.Value, Orders.Wording> wordings,
        Words words) {
    private static final String UNKNOWN = "a thing no longer known";
    private static final int SAID_CHARS = 90;

    static SubjectNames of(Tx tx, Visit visit, Orders orders, List<Subject> subjects) {
        Set<ProductId> products = new HashSet<>();
        Set<VariantId> variants = new HashSet<>();
        boolean described = false;
        for (Subject one : subjects) {
            if (one.product() != null) products.add(one.product());
            if (one.dimension() == Dimension.VARIANT) variants.add(variant(one));
            described |= one.dimension() == Dimension.DESCRIPTION;
        }
        Map<ProductId, String> titles = new HashMap<>();
        for (ProductId product : products)
            orders.product(tx, visit.store(), product).ifPresent(view -> titles.put(product, view.title()));
        return new SubjectNames(
                titles,
                orders.variantNames(tx, visit.store(), variants),
                described ? orders.wordings(tx, visit.store(), products) : Map.of(),
                visit.words());
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
        if (subject.dimension() != Dimension.DESCRIPTION || product == null) return "";
        Orders.Wording wording = wordings.get(new Trait.Value(product, subject.what()));
        if (wording == null) return "";
        String said = wording.said().isEmpty() ? wording.title() : wording.said();
        return "since " + words.day(wording.since()) + ": "
                + (said.length() > SAID_CHARS ? said.substring(0, SAID_CHARS) + "…" : said);
    }
}
