package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromisedWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that take parcels into the books. */
final class RegistrarSql {

    /** Silence is first looked for a day after the registration. */
    static final Duration FIRST_LOOK = Duration.ofHours(24);

    private static final String BY_REFERENCE = """
            select reference, id from tracking.shipment where store_id = ? and reference = any(?)""";

    private static final String BY_NUMBER = """
            select number, carrier, shipment_id from tracking.leg where store_id = ? and number = any(?)""";

    private static final String INSERT = """
            insert into tracking.shipment (store_id, id, order_id, reference, direction, service, country, detail,
              registered_at, promised_from, promised_by, promised_from_date, promised_by_date)
            select ?::int, u.i, nullif(u.o, 0), u.ref, u.dir, u.serv, u.land, ?::smallint, u.at, u.pf::timestamptz,
              u.pb::timestamptz, u.pfd::date, u.pbd::date
            from unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::timestamptz[],
                        ?::text[], ?::text[], ?::text[], ?::text[]) as u(i, o, ref, dir, serv, land, at, pf, pb, pfd, pbd)
            on conflict on constraint shipment_reference_once do nothing
            returning id""";

    private static final String WATCH = """
            insert into tracking.watch (store_id, shipment_id, check_at)
            select ?::int, * from unnest(?::bigint[], ?::timestamptz[]) on conflict do nothing""";

    private static final String NUMBERS = """
            insert into tracking.leg (store_id, number, carrier, shipment_id, place)
            select ?::int, * from unnest(?::text[], ?::text[], ?::bigint[], ?::smallint[]) on conflict do nothing""";

    private static final String ITEMS = """
            insert into tracking.shipment_item (store_id, shipment_id, line, quantity)
            select ?::int, u.i, u.l, sum(u.q)::int from unnest(?::bigint[], ?::text[], ?::int[]) as u(i, l, q)
            group by u.i, u.l on conflict do nothing""";

    private static final String ATTACH = """
            update tracking.shipment s set order_id = u.o, version = s.version + 1,
              promised_by = coalesce(s.promised_by, u.pb::timestamptz), promised_from = coalesce(s.promised_from, u.pf::timestamptz)
            from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[]) as u(i, o, pf, pb)
            where s.store_id = ? and s.id = u.i and s.order_id is null
            returning s.id""";

    private static final String PROGRESS_ROWS = """
            insert into tracking.order_progress (store_id, order_id, detail)
            select ?::int, o, ?::smallint from unnest(?::bigint[]) as u(o) on conflict do nothing""";

    /** Parcels before their order's progress, as scans lock them: the other way round the two would wait for each other. */
    private static final String LOCK_PARCELS = """
            select id from tracking.shipment where store_id = ? and order_id = any(?)
            order by id for no key update""";

    private static final String LOCK_PROGRESS = """
            select order_id from tracking.order_progress where store_id = ? and order_id = any(?)
            order by order_id for no key update""";

    private static final String PARCELS = """
            select order_id, detail from tracking.shipment
            where store_id = ? and order_id = any(?) and direction = ?""";

    /** The version moves in any case: a lane that remembers the order has to see the new parcel. */
    private static final String SET_PROGRESS = """
            update tracking.order_progress p set detail = u.d, version = p.version + 1
            from unnest(?::bigint[], ?::smallint[]) as u(o, d) where p.store_id = ? and p.order_id = u.o""";

    private static final String LINK = """
            update tracking.shipment s set promise_id = u.p, version = s.version + 1
            from unnest(?::bigint[], ?::bigint[]) as u(i, p) where s.store_id = ? and s.id = u.i""";

    private static final String PROMISES_OF = """
            select promise_id from tracking.shipment
            where store_id = ? and reference = any(?) and promise_id is not null""";

    private RegistrarSql() {}

    static List<PromiseId> promisesOf(Tx tx, StoreId store, Collection<String> references) {
        return references.isEmpty()
                ? List.of()
                : tx.list(PROMISES_OF, row -> new PromiseId(row.getLong(1)), store, references.toArray(String[]::new));
    }

    /** The shipments these registrations mean, by reference: the same reference, or a number known already. */
    static Map<String, ShipmentId> known(Tx tx, StoreId store, List<ShipmentRegistration> wanted) {
        Map<String, ShipmentId> known = new HashMap<>();
        tx.each(
                BY_REFERENCE,
                row -> known.put(row.getString(1), new ShipmentId(row.getLong(2))),
                store,
                texts(wanted, ShipmentRegistration::reference));
        Map<ParcelNumber, ShipmentId> legs = new HashMap<>();
        tx.each(
                BY_NUMBER,
                row -> legs.put(new ParcelNumber(row.getString(2), row.getString(1)), new ShipmentId(row.getLong(3))),
                store,
                wanted.stream()
                        .flatMap(r -> r.numbers().stream().map(ParcelNumber::number))
                        .distinct()
                        .toArray(String[]::new));
        for (ShipmentRegistration registration : wanted) {
            for (ParcelNumber number : registration.numbers()) {
                ShipmentId id = legs.get(number);
                if (id != null) {
                    known.putIfAbsent(registration.reference(), id);
                }
            }
        }
        return known;
    }

    /** Writes new shipments; returns those written: another registration may have been faster with a reference. */
    static Set<Long> insert(Tx tx, StoreId store, List<Registrar.Entry> fresh) {
        if (fresh.isEmpty()) {
            return Set.of();
        }
        List<ShipmentRegistration> rows =
                fresh.stream().map(Registrar.Entry::registration).toList();
        long[] ids = fresh.stream().mapToLong(entry -> entry.id().value()).toArray();
        short[] directions = new short[rows.size()];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = rows.get(i).direction().number();
        }
        Set<Long> written = new HashSet<>(tx.list(
                INSERT,
                row -> row.getLong(1),
                store,
                StatusDetail.PENDING_NOT_FOUND.number(),
                ids,
                rows.stream()
                        .mapToLong(r -> r.order() == null ? 0 : r.order().value())
                        .toArray(),
                texts(rows, ShipmentRegistration::reference),
                directions,
                texts(rows, r -> r.lane().service()),
                texts(rows, r -> r.lane().country()),
                rows.stream().map(ShipmentRegistration::registeredAt).toArray(Instant[]::new),
                texts(rows, r -> text(r, PromisedWindow::from)),
                texts(rows, r -> text(r, PromisedWindow::by)),
                texts(rows, r -> text(r, PromisedWindow::fromDate)),
                texts(rows, r -> text(r, PromisedWindow::byDate))));
        return written;
    }

    static void watch(Tx tx, StoreId store, List<Registrar.Entry> fresh) {
        tx.execute(
                WATCH,
                store,
                fresh.stream().mapToLong(entry -> entry.id().value()).toArray(),
                fresh.stream()
                        .map(entry -> entry.registration().registeredAt().plus(FIRST_LOOK))
                        .toArray(Instant[]::new));
    }

    static void addNumbers(Tx tx, StoreId store, List<Registrar.Entry> entries) {
        List<Registrar.Entry> owners = new ArrayList<>();
        List<ParcelNumber> numbers = new ArrayList<>();
        for (Registrar.Entry entry : entries) {
            for (ParcelNumber number : entry.registration().numbers()) {
                owners.add(entry);
                numbers.add(number);
            }
        }
        if (numbers.isEmpty()) {
            return;
        }
        short[] places = new short[numbers.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = (short) owners.get(i).registration().numbers().indexOf(numbers.get(i));
        }
        tx.execute(
                NUMBERS,
                store,
                texts(numbers, ParcelNumber::number),
                texts(numbers, ParcelNumber::carrier),
                owners.stream().mapToLong(entry -> entry.id().value()).toArray(),
                places);
    }

    static void addItems(Tx tx, StoreId store, List<Registrar.Entry> entries) {
        List<Registrar.Entry> owners = new ArrayList<>();
        List<ShipmentRegistration.Item> items = new ArrayList<>();
        for (Registrar.Entry entry : entries) {
            for (ShipmentRegistration.Item item : entry.registration().items()) {
                owners.add(entry);
                items.add(item);
            }
        }
        if (!items.isEmpty()) {
            tx.execute(
                    ITEMS,
                    store,
                    owners.stream().mapToLong(entry -> entry.id().value()).toArray(),
                    texts(items, ShipmentRegistration.Item::line),
                    items.stream().mapToInt(ShipmentRegistration.Item::quantity).toArray());
        }
    }

    /** Gives known parcels the order they lacked; returns those that got one. */
    static List<Registrar.Entry> attachOrders(Tx tx, StoreId store, List<Registrar.Entry> known) {
        List<Registrar.Entry> withOrder = known.stream()
                .filter(entry -> entry.registration().order() != null)
                .toList();
        if (withOrder.isEmpty()) {
            return List.of();
        }
        List<ShipmentRegistration> rows =
                withOrder.stream().map(Registrar.Entry::registration).toList();
        Set<Long> attached = new HashSet<>(tx.list(
                ATTACH,
                row -> row.getLong(1),
                withOrder.stream().mapToLong(entry -> entry.id().value()).toArray(),
                rows.stream()
                        .mapToLong(r -> Objects.requireNonNull(r.order()).value())
                        .toArray(),
                texts(rows, r -> text(r, PromisedWindow::from)),
                texts(rows, r -> text(r, PromisedWindow::by)),
                store));
        return withOrder.stream()
                .filter(entry -> attached.contains(entry.id().value()))
                .toList();
    }

    static void refreshProgress(Tx tx, StoreId store, SortedSet<Long> orders) {
        if (orders.isEmpty()) {
            return;
        }
        long[] numbers = orders.stream().mapToLong(Long::longValue).toArray();
        tx.execute(LOCK_PARCELS, store, numbers);
        tx.execute(PROGRESS_ROWS, store, StatusDetail.PENDING_NOT_FOUND.number(), numbers);
        tx.execute(LOCK_PROGRESS, store, numbers);
        Map<Long, Collection<StatusDetail>> parcels = new HashMap<>();
        tx.each(
                PARCELS,
                row -> parcels.computeIfAbsent(row.getLong(1), order -> new ArrayList<>())
                        .add(StatusDetail.ofNumber(row.getInt(2))),
                store,
                numbers,
                Direction.OUTBOUND.number());
        short[] details = new short[numbers.length];
        for (int i = 0; i < details.length; i++) {
            details[i] = OrderProgress.of(parcels.getOrDefault(numbers[i], List.of()))
                    .orElse(StatusDetail.PENDING_NOT_FOUND)
                    .number();
        }
        tx.execute(SET_PROGRESS, numbers, details, store);
    }

    static void linkPromises(Tx tx, StoreId store, List<ShipmentId> shipments, List<PromiseId> made) {
        if (!shipments.isEmpty()) {
            tx.execute(
                    LINK,
                    shipments.stream().mapToLong(ShipmentId::value).toArray(),
                    made.stream().mapToLong(PromiseId::value).toArray(),
                    store);
        }
    }

    private static @Nullable String text(ShipmentRegistration r, Function<PromisedWindow, @Nullable Object> part) {
        Object value = r.promised() == null ? null : part.apply(r.promised());
        return value == null ? null : value.toString();
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        Arrays.setAll(values, i -> column.apply(rows.get(i)));
        return values;
    }
}
