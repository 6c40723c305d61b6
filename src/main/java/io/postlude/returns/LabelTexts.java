package io.postlude.returns;

import io.postlude.deliveries.Deliveries;
import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Store;
import io.postlude.stores.StoreAddress;
import io.postlude.stores.StoreAddress.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands on labels: on our own, and on those that are bought. */
final class LabelTexts {
    private LabelTexts() {}

    /** What is sent: of which order, by which code, and how many pieces. */
    record Parcel(Store store, Orders.Destination customer, String code, long pieces) {}

    static LabelText text(Parcel parcel) {
        return new LabelText(
                parcel.code(),
                from(parcel.customer().shipTo()),
                to(parcel.store()),
                parcel.customer().number() + "  /  " + parcel.pieces() + (parcel.pieces() == 1 ? " piece" : " pieces"));
    }

    private static List<String> from(@Nullable Address address) {
        if (address == null) return List.of();
        String name = Deliveries.recipient(address);
        return Stream.of(
                        name,
                        address.line1(),
                        (text(address.postcode()) + " " + text(address.city())).strip(),
                        address.country())
                .filter(line -> line != null && !line.isBlank())
                .toList();
    }

    /** Where returns go; without such a place, to the warehouse, and without one to the seat. */
    private static List<String> to(Store store) {
        List<String> lines = new ArrayList<>(List.of(store.name()));
        home(store).ifPresent(place -> lines.addAll(lines(place)));
        return lines;
    }

    private static Optional<StoreAddress> home(Store store) {
        return store.profile().addresses().stream()
                .min(Comparator.comparingInt(
                        place -> List.of(Use.RETURNS, Use.WAREHOUSE, Use.SEAT).indexOf(place.use())));
    }

    /** What a carrier is told of a parcel; empty where one of the two ends has no address. */
    static Optional<Postage.Wanted> wanted(Store store, OrderView order, ReturnView view, long label) {
        Address at = order.shipTo();
        Optional<StoreAddress> home = home(store);
        if (at == null || at.line1() == null || at.country() == null || home.isEmpty()) return Optional.empty();
        Postage.Place customer = new Postage.Place(
                text(at.name()),
                text(at.line1()),
                text(at.line2()),
                text(at.postcode()),
                text(at.city()),
                text(at.region()),
                text(at.country()),
                text(at.phone()),
                text(order.email()));
        List<String> lines = home.get().lines();
        Postage.Place shop = new Postage.Place(
                store.name(),
                lines.getFirst(),
                lines.size() > 1 ? lines.get(1) : "",
                home.get().postalCode(),
                home.get().city(),
                "",
                home.get().country(),
                "",
                "");
        return Optional.of(
                new Postage.Wanted(store.id(), "label-" + label, view.code(), order.number(), customer, shop));
    }

    private static List<String> lines(StoreAddress place) {
        return Stream.concat(
                        place.lines().stream(), Stream.of(place.postalCode() + " " + place.city(), place.country()))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
