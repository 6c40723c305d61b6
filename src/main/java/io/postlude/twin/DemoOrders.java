package io.postlude.twin;

import io.postlude.kernel.Money;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.RefundSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes some weeks of orders, the same for the same seed, counted back from now. */
final class DemoOrders {
    static final String SOURCE = "api";
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final int DAYS = 42;
    private static final long SHIPPING_CENTS = 490;
    private static final long FREE_SHIPPING_FROM_CENTS = 9_000;

    private final Shop shop;
    private final Instant now;

    DemoOrders(Shop shop, Instant now) {
        this.shop = shop;
        this.now = now;
    }

    /**
     * A store of the demo.
     *
     * @param prefix of its order numbers
     * @param pictures address in front of a product's drawing
     */
    record Shop(String prefix, ZoneId zone, List<DemoProduct> products, int orders, long seed, String pictures) {}

    /** An order, and the scans its parcels have had until now. */
    record Made(OrderSnapshot order, List<DemoTracking> parcels) {}

    List<Made> all() {
        List<Made> all = new ArrayList<>(shop.orders);
        for (int i = 0; i < shop.orders; i++) all.add(order(i));
        return all;
    }

    /** The first orders have each of the stories once, at an age at which it can just have happened; the rest are ordinary. */
    private Made order(int i) {
        SplittableRandom random = new SplittableRandom(shop.seed * 1_000_003 + i);
        DemoParcel[] stories = DemoParcel.values();
        if (i < stories.length) {
            int age = Math.max(
                    20,
                    stories[i].lastHour() + 30 + random.nextInt(6) + (stories[i] == DemoParcel.SILENT ? 24 * 9 : 0));
            return order(i, random, now.minus(Duration.ofHours(age)), stories[i]);
        }
        int minutes = (int) (DAYS * 24L * 60 * (i - stories.length) / (shop.orders - stories.length))
                + random.nextInt(90)
                + 5;
        return order(i, random, now.minus(Duration.ofMinutes(minutes)), ordinary(random));
    }

    private static DemoParcel ordinary(SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 70) return DemoParcel.DELIVERED;
        if (dice < 78) return DemoParcel.DELIVERED_SIGNED;
        if (dice < 84) return DemoParcel.DELIVERED_TO_NEIGHBOUR;
        if (dice < 92) return DemoParcel.DELIVERED_LATE;
        return DemoParcel.COLLECTED;
    }

    private Made order(int i, SplittableRandom random, Instant placed, DemoParcel story) {
        String reference = String.valueOf(10_000 + shop.orders - i);
        DemoPerson person = DemoPerson.of(random.nextInt(Math.max(20, shop.orders * 3 / 5)), shop.seed);
        List<OrderSnapshot.Line> lines = lines(random, i % 9 == 4 ? 3 : 1 + random.nextInt(2));
        boolean cancelled = i % 41 == 30;
        Instant handedOver = placed.plus(Duration.ofHours(18 + random.nextInt(8)));
        DemoTracking first = new DemoTracking(shop.prefix + reference, 0, story, handedOver, person.home());
        List<DemoTracking> parcels = cancelled ? List.of() : parcels(first, i % 9 == 4);
        List<FulfilmentSnapshot> fulfilments = new ArrayList<>();
        for (int p = 0; p < parcels.size(); p++) fulfilments.add(fulfilment(reference, parcels, p, lines));
        Instant updated =
                fulfilments.stream().map(FulfilmentSnapshot::updatedAt).reduce(placed, (a, b) -> a.isAfter(b) ? a : b);
        OrderSnapshot.Totals totals = totals(lines, i % 53 == 35);
        return new Made(
                new OrderSnapshot(
                        SOURCE,
                        reference,
                        shop.prefix + reference,
                        placed,
                        updated,
                        DemoBuyer.details(person, placed),
                        lines,
                        totals,
                        DemoBuyer.address(person),
                        DemoBuyer.address(person),
                        promised(placed),
                        cancelled ? new OrderSnapshot.Cancellation(placed.plus(Duration.ofHours(3)), "customer") : null,
                        fulfilments,
                        i % 29 == 25 ? List.of(refund(reference, lines.getFirst(), updated)) : List.of(),
                        new OrderSnapshot.Context(
                                "web",
                                null,
                                List.of(),
                                null,
                                null,
                                "paid",
                                person.home().locale()),
                        true),
                parcels);
    }

    private List<OrderSnapshot.Line> lines(SplittableRandom random, int count) {
        List<OrderSnapshot.Line> lines = new ArrayList<>();
        int first = random.nextInt(shop.products.size());
        for (int i = 0; i < Math.min(count, shop.products.size()); i++) {
            DemoProduct product = shop.products.get((first + i) % shop.products.size());
            lines.add(new OrderSnapshot.Line(
                    "line-" + (i + 1),
                    new OrderSnapshot.ProductRef(
                            product.sku(),
                            product.sku(),
                            product.sku(),
                            null,
                            product.type(),
                            shop.pictures + product.art(),
                            null),
                    product.title(),
                    product.variant(),
                    random.nextInt(8) == 0 ? 2 : 1,
                    new Money(product.cents(), EURO),
                    Money.zero(EURO),
                    Money.zero(EURO),
                    true));
        }
        return lines;
    }

    /** A shop's book that does not add up happens; the demo has some, so that one sees how it is shown. */
    private static OrderSnapshot.Totals totals(List<OrderSnapshot.Line> lines, boolean wrong) {
        long goods = lines.stream()
                .mapToLong(line -> line.unitPrice().minor() * line.quantity())
                .sum();
        long shipping = goods >= FREE_SHIPPING_FROM_CENTS ? 0 : SHIPPING_CENTS;
        return new OrderSnapshot.Totals(
                new Money(goods, EURO),
                Money.zero(EURO),
                new Money(shipping, EURO),
                Money.zero(EURO),
                new Money(goods + shipping + (wrong ? 100 : 0), EURO),
                true,
                List.of(),
                "Standard");
    }

    private OrderSnapshot.PromisedWindow promised(Instant placed) {
        LocalDate day = placed.atZone(shop.zone).toLocalDate();
        return new OrderSnapshot.PromisedWindow(day.plusDays(3), day.plusDays(5));
    }

    private static RefundSnapshot refund(String reference, OrderSnapshot.Line line, Instant at) {
        return new RefundSnapshot(
                reference + "-refund",
                at,
                line.unitPrice(),
                List.of(new FulfilmentSnapshot.LineQuantity(line.reference(), 1)),
                "came with a scratch");
    }

    /** Most orders are one parcel; where it is two the second is still on its way. */
    private List<DemoTracking> parcels(DemoTracking first, boolean two) {
        List<DemoTracking> parcels = new ArrayList<>();
        if (first.known(now)) parcels.add(first);
        if (two && !parcels.isEmpty())
            parcels.add(new DemoTracking(
                    first.order(), 1, DemoParcel.ON_ITS_WAY, now.minus(Duration.ofHours(30)), first.to()));
        return parcels;
    }

    /** Of two parcels the first holds the first line, the second the next; a third line is still to be sent. */
    private FulfilmentSnapshot fulfilment(
            String reference, List<DemoTracking> parcels, int p, List<OrderSnapshot.Line> lines) {
        DemoTracking parcel = parcels.get(p);
        List<FulfilmentSnapshot.LineQuantity> held =
                parcels.size() == 1 ? List.of() : lineOf(lines.size() > p ? lines.get(p) : null);
        return new FulfilmentSnapshot(
                reference + "-" + (p + 1),
                parcel.shippedAt(),
                parcel.shippedAt(),
                List.of(new FulfilmentSnapshot.Parcel(parcel.carrier(), parcel.number(), null)),
                held,
                false,
                null);
    }

    private static List<FulfilmentSnapshot.LineQuantity> lineOf(OrderSnapshot.@Nullable Line line) {
        return line == null
                ? List.of()
                : List.of(new FulfilmentSnapshot.LineQuantity(line.reference(), line.quantity()));
    }
}
