package io.postlude.tracking;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.NewPromise;
import io.postlude.promises.OldPromise;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.promises.Way;
import io.postlude.tracking.TrackingEvent.ShipmentRegistered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes parcels into the books: once each, however often and in whatever order their parts become known. */
final class Registrar {

    /** From so many on, new parcels travel by COPY; a few are not worth its steps. */
    private static final int BULK_FROM = 100;

    private final Ids ids;
    private final EventLog log;
    private final Promises promises;
    private final Carriers carriers;
    private final Lane.Scans rules;

    Registrar(Ids ids, EventLog log, Promises promises, Carriers carriers, Lane.Scans rules) {
        this.ids = ids;
        this.log = log;
        this.promises = promises;
        this.carriers = carriers;
        this.rules = rules;
    }

    /** A registration with the shipment it turned out to be. */
    record Entry(ShipmentId id, boolean fresh, ShipmentRegistration registration) {}

    /** The entries in the order given, how many scans were taken with them, and those that were not. */
    record Registered(List<Entry> entries, int scans, List<StoreScan> left) {}

    /** Registers; scans of parcels nobody knew are taken in the same go where there are many. */
    Registered register(Tx tx, StoreId store, List<ShipmentRegistration> given, List<StoreScan> scans) {
        Map<String, ShipmentRegistration> byReference = new LinkedHashMap<>();
        given.forEach(registration -> byReference.merge(registration.reference(), registration, Registrar::joined));
        List<ShipmentRegistration> wanted =
                byReference.values().stream().map(this::withCarriers).toList();
        Map<String, Entry> entries = entries(wanted, RegistrarSql.known(tx, store, wanted));
        List<Entry> fresh = entries.values().stream().filter(Entry::fresh).toList();
        if (tx.store().isEmpty() && fresh.size() >= BULK_FROM) {
            History history = writeNew(tx, store, fresh, scans);
            write(
                    tx,
                    store,
                    entries.values().stream().filter(entry -> !entry.fresh()).toList());
            return new Registered(inOrder(given, entries), history.taken(), history.left());
        }
        writeFew(tx, store, wanted, entries);
        return new Registered(inOrder(given, entries), 0, scans);
    }

    private static List<Entry> inOrder(List<ShipmentRegistration> given, Map<String, Entry> entries) {
        return given.stream()
                .map(registration -> Objects.requireNonNull(entries.get(registration.reference())))
                .toList();
    }

    /** Parcels nobody knew, with what is known to have happened to them. */
    private History writeNew(Tx tx, StoreId store, List<Entry> fresh, List<StoreScan> scans) {
        List<NewParcels.Newborn> newborn = fresh.stream()
                .map(entry -> new NewParcels.Newborn(newborn(store, entry), entry.registration()))
                .toList();
        TreeSet<Long> orders = new TreeSet<>();
        fresh.stream()
                .map(entry -> entry.registration().order())
                .filter(Objects::nonNull)
                .forEach(order -> orders.add(order.value()));
        orders.retainAll(NewParcels.ordersKnown(tx, store, orders));
        History history = new History(tx, store, newborn, orders, rules);
        history.take(scans);
        promises.makeOld(
                tx,
                newborn.stream()
                        .filter(one -> one.parcel().promise() != 0)
                        .map(one -> promise(store, one, history))
                        .toList());
        NewParcels.write(
                tx,
                store,
                newborn.stream()
                        .map(one -> new NewParcels.Newborn(history.after(one.parcel()), one.told()))
                        .toList());
        NewParcels.progress(tx, history.orders());
        RegistrarSql.refreshProgress(tx, store, orders);
        log.append(tx, fresh.stream().map(entry -> registered(store, entry)).toList());
        rules.writer().write(tx, history.rest(), rules.clock().instant());
        return history;
    }

    private Parcel newborn(StoreId store, Entry entry) {
        ShipmentRegistration told = entry.registration();
        return new Parcel(
                store,
                entry.id(),
                told.order(),
                ParcelState.unseen(told.direction()),
                ParcelTimes.NONE,
                promised(told) ? promises.reserve().value() : 0,
                0,
                Hashes.NONE);
    }

    private static OldPromise promise(StoreId store, NewParcels.Newborn one, History history) {
        PromiseId id = new PromiseId(one.parcel().promise());
        return new OldPromise(id, promise(store, one.parcel().id(), one.told()), history.fulfilledAt(store, id));
    }

    private void writeFew(Tx tx, StoreId store, List<ShipmentRegistration> wanted, Map<String, Entry> entries) {
        Set<Long> written = RegistrarSql.insert(
                tx, store, entries.values().stream().filter(Entry::fresh).toList());
        if (entries.values().stream()
                .anyMatch(entry -> entry.fresh() && !written.contains(entry.id().value()))) {
            Map<String, ShipmentId> knownNow = RegistrarSql.known(tx, store, wanted);
            entries.replaceAll((reference, entry) -> written.contains(entry.id().value())
                    ? entry
                    : new Entry(Objects.requireNonNull(knownNow.get(reference)), false, entry.registration()));
        }
        write(tx, store, List.copyOf(entries.values()));
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

    private void write(Tx tx, StoreId store, List<Entry> all) {
        if (all.isEmpty()) {
            return;
        }
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
            if (promised(entry.registration())) {
                wanted.add(promise(store, entry.id(), entry.registration()));
                shipments.add(entry.id());
            }
        }
        List<PromiseId> made = promises.deliveries().ofParcels(tx, store, wanted);
        RegistrarSql.linkPromises(tx, store, shipments, made);
    }

    private static boolean promised(ShipmentRegistration told) {
        return told.order() != null && told.promised() != null && told.direction() == Direction.OUTBOUND;
    }

    private static NewPromise promise(StoreId store, ShipmentId shipment, ShipmentRegistration told) {
        return new NewPromise(
                store,
                Objects.requireNonNull(told.order()),
                shipment.value(),
                PromiseKind.DELIVERY,
                Objects.requireNonNull(told.promised()),
                "shipment",
                null,
                told.registeredAt(),
                way(told));
    }

    private static Way way(ShipmentRegistration told) {
        ShipmentRegistration.Lane lane = told.lane();
        String carrier =
                told.numbers().isEmpty() ? null : told.numbers().getFirst().carrier();
        String words = Stream.of(lane.service(), lane.country())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return new Way(carrier, words.isEmpty() ? null : words);
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
