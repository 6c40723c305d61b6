package io.postlude.console;

import io.postlude.console.OrderPage.Hop;
import io.postlude.console.OrderPage.Item;
import io.postlude.console.OrderPage.Parcel;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.orders.OrderView;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The parcels of an order with what is in them, and what has not been shipped. */
final class ParcelCards {
    private static final int MOST_HOPS = 5;

    private final Words words;
    private final OrderView order;

    ParcelCards(Words words, OrderView order) {
        this.words = words;
        this.order = order;
    }

    List<Parcel> of(List<ShipmentView> shipments) {
        List<Parcel> parcels = new ArrayList<>();
        int number = shipments.size();
        for (ShipmentView shipment : shipments.reversed()) {
            String name = shipment.direction() == Direction.OUTBOUND ? "Parcel " : "Return parcel ";
            parcels.add(parcel(shipment, shipments.size() == 1 ? name.strip() : name + number));
            number--;
        }
        List<Item> open = unshipped();
        if (!open.isEmpty()) {
            boolean cancelled = order.cancellation() != null;
            parcels.add(new Parcel(
                    new Pill(cancelled ? Tone.VOID : Tone.WAIT, cancelled ? "Cancelled" : "Not shipped"),
                    shipments.isEmpty() ? "All items" : "Still to ship",
                    null,
                    null,
                    "",
                    List.of(),
                    open));
        }
        return parcels;
    }

    private Parcel parcel(ShipmentView shipment, String title) {
        Optional<ParcelNumber> number = shipment.numbers().stream().reduce((_, last) -> last);
        return new Parcel(
                StatusWords.pill(shipment),
                title,
                number.map(known ->
                                known.carrier() == null ? "carrier not known" : ForecastWords.carrier(known.carrier()))
                        .orElse(null),
                number.map(ParcelNumber::number).orElse(null),
                end(shipment),
                hops(shipment),
                items(shipment));
    }

    private String end(ShipmentView shipment) {
        Instant delivered = shipment.times().delivered();
        if (shipment.arrived() && delivered != null) {
            return "Delivered " + words.moment(delivered);
        }
        var promised = shipment.promised();
        String ours = promised == null ? "No day promised" : "Promised by " + words.day(promised.by());
        ShipmentView.Estimate said = shipment.estimate();
        return said == null || shipment.detail().terminal() ? ours : ours + " · the carrier says " + days(said);
    }

    private String days(ShipmentView.Estimate said) {
        return said.from() == null ? words.day(said.by()) : words.day(said.from()) + " to " + words.day(said.by());
    }

    /** The last few places, oldest first; a silence is dashed. */
    private List<Hop> hops(ShipmentView shipment) {
        SequencedMap<String, Hop> places = new LinkedHashMap<>();
        for (ShipmentView.Scan scan : shipment.scans()) {
            String place = scan.place().line().isEmpty()
                    ? StatusWords.of(scan.detail())
                    : scan.place().line();
            if (places.size() < MOST_HOPS) {
                places.putIfAbsent(place, new Hop("done", place, words.moment(scan.at())));
            }
        }
        List<Hop> hops = new ArrayList<>(places.sequencedValues().reversed());
        Instant stalled = shipment.times().stalled();
        Instant last = shipment.times().lastScan();
        if (stalled != null && last != null && !shipment.arrived()) {
            String silence = "No scan for " + Words.span(java.time.Duration.between(last, words.now()));
            hops.add(new Hop("now", silence, "since " + words.moment(last)));
        }
        if (!hops.isEmpty() && !shipment.arrived() && !shipment.detail().terminal()) {
            var promised = shipment.promised();
            hops.add(new Hop("", "Delivered", promised == null ? "" : "by " + words.day(promised.by())));
        }
        return hops;
    }

    private List<Item> items(ShipmentView shipment) {
        Map<String, Integer> inside = new LinkedHashMap<>();
        for (ShipmentRegistration.Item item : shipment.items()) {
            inside.merge(item.line(), item.quantity(), Integer::sum);
        }
        Pill state = StatusWords.pill(shipment.detail());
        return order.lines().stream()
                .filter(line -> inside.containsKey(line.reference())
                        || inside.containsKey(line.id().toString()))
                .map(line -> item(
                        line,
                        inside.getOrDefault(
                                line.reference(), inside.getOrDefault(line.id().toString(), 0)),
                        state))
                .toList();
    }

    private List<Item> unshipped() {
        return order.lines().stream()
                .filter(line -> line.quantity() > line.shipped() + line.refunded())
                .map(line -> item(
                        line,
                        line.quantity() - line.shipped() - line.refunded(),
                        line.needsShipping()
                                ? new Pill(Tone.WAIT, "Not shipped")
                                : new Pill(Tone.INFO, "Needs no shipping")))
                .toList();
    }

    private static Item item(OrderView.Line line, int quantity, Pill state) {
        return new Item(
                line.title(),
                line.variantTitle(),
                line.sku(),
                picture(line.imageUrl()),
                state,
                Words.count(quantity),
                Words.money(
                        Math.multiplyExact(line.unitPrice().minor(), quantity),
                        line.unitPrice().currency().getCurrencyCode()));
    }

    private static @Nullable String picture(@Nullable String url) {
        return url != null && url.startsWith("https://") ? url : null;
    }
}
