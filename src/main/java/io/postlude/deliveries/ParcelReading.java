package io.postlude.deliveries;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Flag;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.OrderView;
import io.postlude.orders.OrderView.Fulfilment;
import io.postlude.tracking.Carriers;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.TimePrecision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings an order's fulfilments and its tracked shipments together into the parcels a customer sees. */
public final class ParcelReading {
    private static final int MOST_INITIALS = 4;

    private final OrderView order;
    private final Carriers carriers;
    private final Map<String, OrderView.Line> lines = new HashMap<>();
    private final Set<String> trackedNumbers = new HashSet<>();

    public ParcelReading(OrderView order, Carriers carriers) {
        this.order = order;
        this.carriers = carriers;
        order.lines().forEach(line -> lines.put(line.reference(), line));
    }

    /** The parcels tracking knows of, both ways. */
    public List<Parcel> tracked(List<ShipmentView> shipments) {
        return shipments.stream().map(this::parcel).toList();
    }

    private Parcel parcel(ShipmentView shipment) {
        shipment.numbers().forEach(number -> trackedNumbers.add(number.number()));
        Optional<Fulfilment> fulfilment = fulfilment(shipment);
        ParcelNumber last =
                shipment.numbers().isEmpty() ? null : shipment.numbers().getLast();
        return new Parcel(
                shipment.id().value(),
                code(shipment),
                shipment.statusAt(),
                last == null ? null : last.number(),
                carrier(last, fulfilment),
                fulfilment.map(Fulfilment::shippedAt).orElse(shipment.registeredAt()),
                items(shipment, fulfilment),
                shipment.scans().stream().map(ParcelReading::scan).toList(),
                estimate(shipment),
                null,
                flags(shipment));
    }

    private static @Nullable Window estimate(ShipmentView shipment) {
        ShipmentView.Estimate said = shipment.estimate();
        return said == null ? null : new Window(said.from(), said.by());
    }

    private static String code(ShipmentView shipment) {
        boolean kept =
                isOpen(shipment, "NOT_HANDED_OVER") && shipment.detail().status() == ShipmentStatus.INFO_RECEIVED;
        return kept ? "INFO_RECEIVED.not_handed_over" : shipment.detail().code();
    }

    private static boolean isOpen(ShipmentView shipment, String problem) {
        return shipment.problems().stream().anyMatch(open -> open.kind().equals(problem));
    }

    private Optional<Fulfilment> fulfilment(ShipmentView shipment) {
        return order.fulfilments().stream()
                .filter(fulfilment -> fulfilment.parcels().stream()
                        .anyMatch(parcel -> shipment.numbers().stream()
                                .anyMatch(number -> number.number().equals(compact(parcel.trackingNumber())))))
                .findFirst();
    }

    private static String compact(String number) {
        return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }

    private Carrier carrier(@Nullable ParcelNumber number, Optional<Fulfilment> fulfilment) {
        if (number == null) {
            return Carrier.UNKNOWN;
        }
        var told = fulfilment.flatMap(f -> f.parcels().stream()
                .filter(parcel -> compact(parcel.trackingNumber()).equals(number.number()))
                .findFirst());
        String code = number.carrier();
        String name = told.flatMap(parcel -> Optional.ofNullable(parcel.carrier()))
                .map(said -> said.equals(said.toLowerCase(Locale.ROOT)) ? nameOf(said) : said)
                .orElse(code == null || code.equals("unknown") ? null : nameOf(code));
        String page = told.flatMap(parcel -> Optional.ofNullable(parcel.url()))
                .filter(url -> url.startsWith("https://"))
                .or(() -> code == null ? Optional.empty() : carriers.trackingUrl(code, number.number()))
                .orElse(null);
        return new Carrier(name, page);
    }

    /** How carriers write themselves where their code does not tell. */
    private static final Map<String, String> WRITTEN = Map.of(
            "postnord", "PostNord",
            "postnl", "PostNL",
            "fedex", "FedEx",
            "ontrac", "OnTrac",
            "inpost", "InPost",
            "lasership", "LaserShip",
            "yunexpress", "YunExpress",
            "canadapost", "Canada Post");

    /** A carrier's code as a name: "dhl" is DHL, "royal_mail" is Royal Mail. */
    public static String nameOf(String code) {
        String written = WRITTEN.get(code.toLowerCase(Locale.ROOT));
        if (written != null) {
            return written;
        }
        String spaced = code.replace('_', ' ').replace('-', ' ').strip();
        if (spaced.length() <= MOST_INITIALS && !spaced.contains(" ")) {
            return spaced.toUpperCase(Locale.ROOT);
        }
        var name = new StringBuilder();
        for (String word : spaced.split(" +")) {
            name.append(name.isEmpty() ? "" : " ")
                    .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
        }
        return name.toString();
    }

    private List<Item> items(ShipmentView shipment, Optional<Fulfilment> fulfilment) {
        var items = new ArrayList<Item>();
        shipment.items().forEach(item -> add(items, item.line(), item.quantity()));
        if (items.isEmpty()) {
            fulfilment.ifPresent(f -> f.items().forEach(item -> add(items, item.lineReference(), item.quantity())));
        }
        if (items.isEmpty() && order.fulfilments().size() <= 1) {
            order.lines().stream()
                    .filter(OrderView.Line::needsShipping)
                    .forEach(line -> items.add(Deliveries.item(line, line.quantity())));
        }
        return items;
    }

    private void add(List<Item> items, String reference, int quantity) {
        OrderView.Line line = lines.get(reference);
        if (line != null) {
            items.add(Deliveries.item(line, quantity));
        }
    }

    private static Scan scan(ShipmentView.Scan scan) {
        Precision precision = scan.precision() == TimePrecision.DAY ? Precision.DAY : Precision.TIME;
        return new Scan(scan.detail().code(), scan.at(), precision, scan.place().city());
    }

    private static Set<Flag> flags(ShipmentView shipment) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (shipment.direction() == Direction.INBOUND) {
            flags.add(Flag.INBOUND);
        }
        if (isOpen(shipment, "STALLED")) {
            flags.add(Flag.STALLED);
        }
        if (shipment.deliveryDoubtful()) {
            flags.add(Flag.IMPLAUSIBLE_DELIVERY);
        }
        boolean saidDelivered =
                shipment.scans().stream().anyMatch(scan -> scan.detail().status() == ShipmentStatus.DELIVERED);
        if (saidDelivered && shipment.detail().status() != ShipmentStatus.DELIVERED) {
            flags.add(Flag.FALSE_DELIVERY);
        }
        return flags;
    }

    /** Fulfilments without a parcel that is followed: packed, their way not known yet. Call after {@link #tracked}. */
    public List<Parcel> untracked() {
        var parcels = new ArrayList<Parcel>();
        for (Fulfilment fulfilment : order.fulfilments()) {
            boolean followed = fulfilment.parcels().stream()
                    .anyMatch(parcel -> trackedNumbers.contains(compact(parcel.trackingNumber())));
            if (!fulfilment.cancelled() && !followed) {
                var items = new ArrayList<Item>();
                for (LineQuantity item : fulfilment.items()) {
                    add(items, item.lineReference(), item.quantity());
                }
                parcels.add(new Parcel(
                        null, null, null, Carrier.UNKNOWN, fulfilment.shippedAt(), items, List.of(), null, Set.of()));
            }
        }
        return parcels;
    }

    /** What no fulfilment holds and nobody took back. */
    public List<Item> unsent() {
        return order.lines().stream()
                .filter(OrderView.Line::needsShipping)
                .filter(line -> line.quantity() - line.shipped() - line.refunded() > 0)
                .map(line -> Deliveries.item(line, line.quantity() - line.shipped() - line.refunded()))
                .toList();
    }
}
