package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Facts.Delivery;
import io.postlude.returns.Facts.Proof;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together what a policy is asked with, from an order, its parcels and its customer. */
final class FactsReading {
    private final OrderView order;
    private final OrderWorth worth;
    private final List<ShipmentView> parcels;
    private final Facts.Customer customer;
    private final ZoneId zone;
    private final LocalDate today;

    /** Who asks, where and when. */
    record Moment(Facts.Customer customer, ZoneId zone, Instant now) {}

    FactsReading(OrderView order, OrderWorth worth, List<ShipmentView> shipments, Moment moment) {
        this.order = order;
        this.worth = worth;
        this.parcels = shipments.stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                .toList();
        this.customer = moment.customer();
        this.zone = moment.zone();
        this.today = moment.now().atZone(zone).toLocalDate();
    }

    /** Of each line; the reason is one that says nothing, until a customer gives theirs. */
    Map<LineId, Facts> read() {
        Facts.Order bought = order();
        Map<LineId, Facts> all = new HashMap<>();
        for (OrderView.Line line : order.lines()) {
            if (line.quantity() > 0)
                all.put(
                        line.id(),
                        new Facts(customer, bought, line(line), delivery(line), Reason.OTHER, "", null, zone, today));
        }
        return all;
    }

    private Facts.Order order() {
        return new Facts.Order(
                order.source(),
                order.shipTo() == null ? "" : text(order.shipTo().country()),
                text(order.context().channel()),
                worth.currency().getCurrencyCode(),
                compared(order.totals().total()),
                order.totals().discount().minor() > 0,
                order.context().tags(),
                order.totals().discountCodes(),
                order.placedAt().atZone(zone).toLocalDate());
    }

    private Facts.Line line(OrderView.Line line) {
        OrderWorth.LineWorth paid = worth.line(line.id());
        long ofOne = (paid.goods() + paid.tax()) / line.quantity();
        return new Facts.Line(
                text(line.sku()),
                line.title(),
                text(line.type()),
                text(line.vendor()),
                line.tags(),
                compared(line.unitPrice()),
                compared(new Money(ofOne, worth.currency())),
                line.discount().minor() > 0 || order.totals().discount().minor() > 0,
                line.quantity(),
                line.needsShipping());
    }

    /** Only for conditions to compare with: no sum is made of it. */
    private static double compared(Money money) {
        return Double.parseDouble(money.decimal());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Where a line came in several parcels, the last one counts. */
    private Delivery delivery(OrderView.Line line) {
        List<ShipmentView> mine =
                parcels.stream().filter(parcel -> holds(parcel, line)).toList();
        List<ShipmentView> came = mine.stream().filter(ShipmentView::arrived).toList();
        boolean claimed = mine.stream().anyMatch(ShipmentView::deliveryDoubtful);
        LocalDate delivered =
                latest(came.stream().map(parcel -> parcel.times().delivered()).toList());
        Proof proof = delivered != null ? Proof.PROVED : claimed ? Proof.CLAIMED : Proof.NONE;
        boolean damaged = mine.stream()
                .anyMatch(parcel -> parcel.problems().stream()
                        .anyMatch(problem -> problem.kind().endsWith("damaged")));
        return new Delivery(dispatched(line), delivered, proof, daysLate(delivered), damaged);
    }

    private static boolean holds(ShipmentView parcel, OrderView.Line line) {
        return parcel.items().isEmpty()
                || parcel.items().stream().anyMatch(item -> item.line().equals(line.reference()));
    }

    private @Nullable LocalDate dispatched(OrderView.Line line) {
        return latest(order.fulfilments().stream()
                .filter(part -> !part.cancelled())
                .filter(part -> part.items().stream()
                        .anyMatch(item -> item.lineReference().equals(line.reference())))
                .map(OrderView.Fulfilment::shippedAt)
                .toList());
    }

    private @Nullable LocalDate latest(List<? extends @Nullable Instant> times) {
        return times.stream()
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(at -> at.atZone(zone).toLocalDate())
                .orElse(null);
    }

    private int daysLate(@Nullable LocalDate delivered) {
        if (delivered == null || order.promised() == null) return 0;
        return (int) Math.max(0, ChronoUnit.DAYS.between(order.promised().by(), delivered));
    }
}
