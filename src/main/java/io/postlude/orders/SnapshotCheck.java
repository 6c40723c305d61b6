package io.postlude.orders;

import static io.postlude.kernel.CleanText.orEmpty;
import static io.postlude.kernel.CleanText.orNull;

import io.postlude.kernel.Money;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.orders.OrderSnapshot.Cancellation;
import io.postlude.orders.OrderSnapshot.Context;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.orders.OrderSnapshot.ProductRef;
import io.postlude.orders.OrderSnapshot.Totals;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one snapshot with suspicion. What cannot be true refuses the order, with a pointer to each place; what is only
 * unfit (a NUL, a link that is none, a text too long) is cleaned.
 */
final class SnapshotCheck {
    static final int LINES_LIMIT = 10_000;
    private static final int PARTS_LIMIT = 1_000;
    private static final int QUANTITY_LIMIT = 1_000_000;
    private static final long AMOUNT_MINOR_LIMIT = 1_000_000_000_000L;
    private static final BigDecimal PRICE_LIMIT = new BigDecimal("1000000000");
    private static final int TAGS_LIMIT = 250;
    static final int REFERENCE_SIGNS = 200;
    private static final int TITLE_SIGNS = 500;
    private static final int DESCRIPTION_SIGNS = 100_000;
    private static final int WORD_SIGNS = 200;
    private static final int NOTE_SIGNS = 5_000;
    private static final int LINK_SIGNS = 2_000;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final LocalDate LAST_PROMISE = LocalDate.of(2199, 12, 31);
    /** Clocks are wrong by hours, test shops by weeks; past that a time would block all later news. */
    private static final Duration AHEAD_LIMIT = Duration.ofDays(366);

    private final List<FieldError> errors = new ArrayList<>(0);
    private final List<FieldError> notes = new ArrayList<>(0);
    private final Instant latest;

    SnapshotCheck(Instant now) {
        this.latest = now.plus(AHEAD_LIMIT);
    }

    /** Why the order is refused; empty where it is not. */
    List<FieldError> errors() {
        return errors;
    }

    /** What was left out while the order was taken. */
    List<FieldError> notes() {
        return notes;
    }

    /** The cleaned snapshot; of no use where there are {@link #errors()}. */
    OrderSnapshot check(OrderSnapshot told) {
        if (told.lines().size() > LINES_LIMIT)
            errors.add(new FieldError("/lines", "holds more than " + LINES_LIMIT + " lines"));
        limitParts("/fulfilments", told.fulfilments());
        limitParts("/refunds", told.refunds());
        String source = reference("/source", told.source());
        String reference = reference("/reference", told.reference());
        time("/placedAt", told.placedAt());
        time("/updatedAt", told.updatedAt());
        Currency currency = told.totals().total().currency();
        List<Line> lines = errors.isEmpty() ? lines(told.lines(), currency) : List.of();
        PartCheck parts = new PartCheck(this);
        String number = orEmpty(told.number(), WORD_SIGNS);
        return new OrderSnapshot(
                source,
                reference,
                number.isEmpty() && told.complete() ? reference : number,
                PartCheck.micros(told.placedAt()),
                PartCheck.micros(told.updatedAt()),
                told.customer(),
                lines,
                totals(told.totals(), currency),
                address(told.shipTo()),
                address(told.billTo()),
                promised(told.promised()),
                cancellation(told.cancellation()),
                parts.fulfilments("/fulfilments", told.fulfilments()),
                parts.refunds("/refunds", told.refunds()),
                context(told.context()),
                told.complete());
    }

    /** The same for a product that is told by itself. */
    ProductSnapshot product(ProductSnapshot told) {
        time("/asOf", told.asOf());
        return new ProductSnapshot(
                reference("/source", told.source()),
                reference("/reference", told.reference()),
                orEmpty(told.title(), TITLE_SIGNS),
                orNull(told.vendor(), WORD_SIGNS),
                orNull(told.type(), WORD_SIGNS),
                told.tags() == null ? null : words(told.tags()),
                link("/imageUrl", told.imageUrl()),
                link("/pageUrl", told.pageUrl()),
                orNull(told.description(), DESCRIPTION_SIGNS),
                variants(told.variants()),
                PartCheck.micros(told.asOf()));
    }

    private List<ProductSnapshot.Variant> variants(List<ProductSnapshot.Variant> told) {
        if (told.size() > LINES_LIMIT) errors.add(new FieldError("/variants", "holds more than " + LINES_LIMIT));
        List<ProductSnapshot.Variant> variants = new ArrayList<>();
        for (ProductSnapshot.Variant one : told) {
            String at = "/variants/" + variants.size();
            variants.add(new ProductSnapshot.Variant(
                    reference(at + "/reference", one.reference()),
                    orNull(one.title(), TITLE_SIGNS),
                    orNull(one.sku(), REFERENCE_SIGNS),
                    link(at + "/imageUrl", one.imageUrl()),
                    price(at + "/price", one.price())));
        }
        return variants;
    }

    private @Nullable BigDecimal price(String pointer, @Nullable BigDecimal told) {
        boolean odd = told != null && (told.signum() < 0 || told.compareTo(PRICE_LIMIT) >= 0);
        if (odd) errors.add(new FieldError(pointer, "is no price"));
        return odd ? null : told;
    }

    private void limitParts(String pointer, List<?> parts) {
        if (parts.size() > PARTS_LIMIT) errors.add(new FieldError(pointer, "holds more than " + PARTS_LIMIT));
    }

    /** A key must be what the source says or nothing: cutting it would make two orders one. */
    String reference(String pointer, @Nullable String text) {
        String clean = orEmpty(text, REFERENCE_SIGNS + 1);
        if (clean.isEmpty()) errors.add(new FieldError(pointer, "is empty"));
        if (clean.length() > REFERENCE_SIGNS)
            errors.add(new FieldError(pointer, "is longer than " + REFERENCE_SIGNS + " signs"));
        return clean;
    }

    void time(String pointer, Instant at) {
        if (at.isBefore(EARLIEST)) errors.add(new FieldError(pointer, "is before 1990"));
        if (at.isAfter(latest)) errors.add(new FieldError(pointer, "is more than a year ahead"));
    }

    void amount(String pointer, Money amount, Currency currency) {
        if (!amount.currency().equals(currency))
            errors.add(new FieldError(pointer, "is in " + amount.currency() + ", the order's total in " + currency));
        if (amount.isNegative()) errors.add(new FieldError(pointer, "is negative: " + amount));
        if (amount.minor() > AMOUNT_MINOR_LIMIT) errors.add(new FieldError(pointer, "is too large: " + amount));
    }

    void quantity(String pointer, int quantity) {
        if (quantity < 0) errors.add(new FieldError(pointer, "is negative: " + quantity));
        if (quantity > QUANTITY_LIMIT) errors.add(new FieldError(pointer, "is more than " + QUANTITY_LIMIT));
    }

    private List<Line> lines(List<Line> told, Currency currency) {
        List<Line> lines = new ArrayList<>(told.size());
        Map<String, Integer> seen = HashMap.newHashMap(told.size());
        for (int i = 0; i < told.size(); i++) {
            Line line = told.get(i);
            String at = "/lines/" + i;
            String reference = reference(at + "/reference", line.reference());
            int nth = seen.merge(reference, 1, Integer::sum);
            amount(at + "/unitPrice", line.unitPrice(), currency);
            amount(at + "/discount", line.discount(), currency);
            amount(at + "/tax", line.tax(), currency);
            quantity(at + "/quantity", line.quantity());
            lines.add(new Line(
                    nth == 1 ? reference : reference + "#" + nth,
                    product(at, line.product()),
                    orEmpty(line.title(), TITLE_SIGNS),
                    orNull(line.variantTitle(), TITLE_SIGNS),
                    line.quantity(),
                    line.unitPrice(),
                    line.discount(),
                    line.tax(),
                    line.needsShipping()));
        }
        return lines;
    }

    private ProductRef product(String at, ProductRef told) {
        return new ProductRef(
                orNull(told.productReference(), REFERENCE_SIGNS),
                orNull(told.variantReference(), REFERENCE_SIGNS),
                orNull(told.sku(), REFERENCE_SIGNS),
                orNull(told.vendor(), WORD_SIGNS),
                orNull(told.type(), WORD_SIGNS),
                link(at + "/product/imageUrl", told.imageUrl()),
                link(at + "/product/pageUrl", told.pageUrl()));
    }

    /** Only links a page may carry: https, http for old carriers' pages, or a file this server has itself. */
    @Nullable
    String link(String pointer, @Nullable String told) {
        String text = orNull(told, LINK_SIGNS);
        if (text == null || text.startsWith("/assets/")) return text;
        try {
            URI link = new URI(text);
            String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http")) && link.getHost() != null) return text;
        } catch (java.net.URISyntaxException _) {
            // said below
        }
        notes.add(new FieldError(pointer, "is not a link and was left out"));
        return null;
    }

    private Totals totals(Totals told, Currency currency) {
        amount("/totals/goods", told.goods(), currency);
        amount("/totals/discount", told.discount(), currency);
        amount("/totals/shipping", told.shipping(), currency);
        amount("/totals/tax", told.tax(), currency);
        amount("/totals/total", told.total(), currency);
        return new Totals(
                told.goods(),
                told.discount(),
                told.shipping(),
                told.tax(),
                told.total(),
                told.taxIncluded(),
                words(told.discountCodes()),
                orNull(told.shippingMethod(), WORD_SIGNS));
    }

    static @Nullable Address address(@Nullable Address told) {
        if (told == null) return null;
        return new Address(
                orNull(told.name(), WORD_SIGNS),
                orNull(told.company(), WORD_SIGNS),
                orNull(told.line1(), TITLE_SIGNS),
                orNull(told.line2(), TITLE_SIGNS),
                orNull(told.postcode(), WORD_SIGNS),
                orNull(told.city(), WORD_SIGNS),
                orNull(told.region(), WORD_SIGNS),
                orNull(told.country(), WORD_SIGNS),
                orNull(told.phone(), WORD_SIGNS));
    }

    private OrderSnapshot.@Nullable PromisedWindow promised(OrderSnapshot.@Nullable PromisedWindow told) {
        if (told == null) return null;
        if (!told.by().isAfter(LAST_PROMISE) && told.from().getYear() >= 1990) return told;
        notes.add(new FieldError("/promised", "is out of all bounds and was left out"));
        return null;
    }

    private @Nullable Cancellation cancellation(@Nullable Cancellation told) {
        if (told == null) return null;
        time("/cancellation/at", told.at());
        return new Cancellation(PartCheck.micros(told.at()), orNull(told.reason(), TITLE_SIGNS));
    }

    private static Context context(Context told) {
        return new Context(
                orNull(told.channel(), WORD_SIGNS),
                orNull(told.landing(), LINK_SIGNS),
                words(told.tags()),
                orNull(told.note(), NOTE_SIGNS),
                orNull(told.statusText(), WORD_SIGNS),
                orNull(told.paymentStatus(), WORD_SIGNS),
                orNull(told.locale(), WORD_SIGNS));
    }

    private static List<String> words(List<String> told) {
        if (told.isEmpty()) return List.of();
        return told.stream()
                .map(t -> orEmpty(t, WORD_SIGNS))
                .filter(t -> !t.isEmpty())
                .distinct()
                .limit(TAGS_LIMIT)
                .toList();
    }
}
