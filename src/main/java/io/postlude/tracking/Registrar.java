package io.postlude.tracking;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.NewPromise;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.tracking.TrackingEvent.ShipmentRegistered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Takes parcels into the books: once each, however often and in whatever order their parts become known. */
final class Registrar {

    private final Ids ids;
    private final EventLog log;
    private final Promises promises;
    private final Carriers carriers;

    Registrar(Ids ids, EventLog log, Promises promises, Carriers carriers) {
        this.ids = ids;
        this.log = log;
        this.promises = promises;
        this.carriers = carriers;
    }

    /** A registration with the shipment it turned out to be. */
    record Entry(ShipmentId id, boolean fresh, ShipmentRegistration registration) {}

    /** Registers; the entries come back in the order given. */
    List<Entry> register(Tx tx, StoreId store, List<ShipmentRegistration> given) {
        Map<String, ShipmentRegistration> byReference = new LinkedHashMap<>();
        given.forEach(registration -> byReference.merge(registration.reference(), registration, Registrar::joined));
        List<ShipmentRegistration> wanted =
                byReference.values().stream().map(this::withCarriers).toList();
        Map<String, Entry> entries = entries(wanted, RegistrarSql.known(tx, store, wanted));
        Set<Long> written = RegistrarSql.insert(
                tx, store, entries.values().stream().filter(Entry::fresh).toList());
        if (entries.values().stream()
                .anyMatch(entry -> entry.fresh() && !written.contains(entry.id().value()))) {
            Map<String, ShipmentId> knownNow = RegistrarSql.known(tx, store, wanted);
            entries.replaceAll((reference, entry) -> written.contains(entry.id().value())
                    ? entry
                    : new Entry(Objects.requireNonNull(knownNow.get(reference)), false, entry.registration()));
        }
        write(tx, store, entries);
        return given.stream()
                .map(registration -> Objects.requireNonNull(entries.get(registration.reference())))
                .toList();
    }

    private Map<String, Entry> entries(List<ShipmentRegistration> wanted, Map<String, ShipmentId> known) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (ShipmentRegistration registration : wanted) {
            ShipmentId id = known.get(registration.reference());
            entries.put(
                    registration.reference(),
                    new Entry(id == null ? new ShipmentId(ids.next()) : id, id == null, registration));
        }
        return entries;
    }

    private void write(Tx tx, StoreId store, Map<String, Entry> entries) {
        List<Entry> all = List.copyOf(entries.values());
        List<Entry> fresh = all.stream().filter(Entry::fresh).toList();
        RegistrarSql.watch(tx, store, fresh);
        RegistrarSql.addNumbers(tx, store, all);
        RegistrarSql.addItems(tx, store, all);
        TreeSet<Long> orders = new TreeSet<>();
        fresh.stream()
                .map(entry -> entry.registration().order())
                .filter(Objects::nonNull)
                .forEach(order -> orders.add(order.value()));
        List<Entry> attached = RegistrarSql.attachOrders(
                tx, store, all.stream().filter(entry -> !entry.fresh()).toList());
        attached.forEach(entry ->
                orders.add(Objects.requireNonNull(entry.registration().order()).value()));
        RegistrarSql.refreshProgress(tx, store, orders);
        List<Entry> told = new ArrayList<>(fresh);
        told.addAll(attached);
        promise(tx, store, told);
        log.append(tx, fresh.stream().map(entry -> registered(store, entry)).toList());
    }

    private void promise(Tx tx, StoreId store, List<Entry> entries) {
        List<NewPromise> wanted = new ArrayList<>();
        List<ShipmentId> shipments = new ArrayList<>();
        for (Entry entry : entries) {
            OrderId order = entry.registration().order();
            PromisedWindow window = entry.registration().promised();
            if (order != null && window != null && entry.registration().direction() == Direction.OUTBOUND) {
                wanted.add(new NewPromise(
                        store,
                        order,
                        entry.id().value(),
                        PromiseKind.DELIVERY,
                        window,
                        "shipment",
                        null,
                        entry.registration().registeredAt()));
                shipments.add(entry.id());
            }
        }
        List<PromiseId> made = promises.make(tx, wanted);
        RegistrarSql.linkPromises(tx, store, shipments, made);
    }

    private static ShipmentRegistered registered(StoreId store, Entry entry) {
        ShipmentRegistration registration = entry.registration();
        PromisedWindow window = registration.promised();
        return new ShipmentRegistered(
                store,
                entry.id(),
                registration.order(),
                registration.direction(),
                window == null ? null : window.by(),
                registration.registeredAt());
    }

    private ShipmentRegistration withCarriers(ShipmentRegistration r) {
        List<ParcelNumber> named = r.numbers().stream().map(this::withCarrier).toList();
        return new ShipmentRegistration(
                r.reference(), r.order(), r.direction(), named, r.items(), r.lane(), r.promised(), r.registeredAt());
    }

    /** Only a proven recognition names the carrier: a guess from the mere length of a number is often wrong. */
    private ParcelNumber withCarrier(ParcelNumber number) {
        if (number.carrier() != null) {
            return number;
        }
        String carrier = carriers.recognise(number.number()).stream()
                .filter(CarrierCandidate::proven)
                .map(CarrierCandidate::carrier)
                .findFirst()
                .orElse(ParcelNumber.UNKNOWN_CARRIER);
        return new ParcelNumber(carrier, number.number());
    }

    /** One reference told twice in one call: what the second adds is kept. */
    private static ShipmentRegistration joined(ShipmentRegistration first, ShipmentRegistration second) {
        List<ParcelNumber> numbers = new ArrayList<>(first.numbers());
        second.numbers().stream().filter(number -> !numbers.contains(number)).forEach(numbers::add);
        return new ShipmentRegistration(
                first.reference(),
                first.order() == null ? second.order() : first.order(),
                first.direction(),
                numbers,
                first.items().isEmpty() ? second.items() : first.items(),
                first.lane(),
                first.promised() == null ? second.promised() : first.promised(),
                first.registeredAt());
    }
}
