package io.postlude.orders;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Resolved;
import io.postlude.kernel.CleanText;
import io.postlude.orders.OrderSnapshot.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a checked snapshot together with the people and products it names. */
final class Assembly {
    private static final int NAME_SIGNS_LIMIT = 200;

    private final Catalogue.@Nullable Found catalogue;

    Assembly(Catalogue.@Nullable Found catalogue) {
        this.catalogue = catalogue;
    }

    Whole whole(News.OfOrder news, @Nullable Resolved who) {
        OrderSnapshot told = news.snapshot();
        OrderContent content = new OrderContent(
                told.number(),
                told.placedAt(),
                who == null ? null : who.customer(),
                who == null ? null : who.email(),
                buyer(told),
                told.totals(),
                told.shipTo(),
                told.billTo(),
                told.promised(),
                told.cancellation(),
                told.context());
        if (who != null && who.erased())
            return new Whole(withoutReasons(told), news.hash(), content.anonymous(), lines(told));
        return new Whole(told, news.hash(), content, lines(told));
    }

    /** Why money went back is free text, and may name the person. */
    private static OrderSnapshot withoutReasons(OrderSnapshot told) {
        return told.withRefunds(told.refunds().stream()
                .map(r -> new RefundSnapshot(r.reference(), r.at(), r.amount(), r.lines(), null))
                .toList());
    }

    private static @Nullable String buyer(OrderSnapshot told) {
        CustomerDetails customer = told.customer();
        String name = customer == null
                ? ""
                : Stream.of(customer.givenName(), customer.familyName())
                        .filter(Objects::nonNull)
                        .map(n -> CleanText.orEmpty(n, NAME_SIGNS_LIMIT))
                        .collect(Collectors.joining(" "))
                        .strip();
        if (!name.isEmpty()) return name;
        if (told.shipTo() != null && told.shipTo().name() != null)
            return told.shipTo().name();
        return told.billTo() == null ? null : told.billTo().name();
    }

    private List<LineRow> lines(OrderSnapshot told) {
        if (told.lines().isEmpty()) return List.of();
        Catalogue.Found found = Objects.requireNonNull(catalogue);
        List<LineRow> rows = new ArrayList<>(told.lines().size());
        for (int i = 0; i < told.lines().size(); i++) {
            Line line = told.lines().get(i);
            ProductId product = found.product(told.source(), line);
            rows.add(new LineRow(
                    line.reference(),
                    new LineId(0),
                    i,
                    product,
                    found.variant(product, line),
                    line.title(),
                    line.variantTitle(),
                    line.product().sku(),
                    line.quantity(),
                    line.unitPrice().minor(),
                    line.discount().minor(),
                    line.tax().minor(),
                    line.needsShipping(),
                    false));
        }
        return rows;
    }
}
