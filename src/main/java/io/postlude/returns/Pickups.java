package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.BusinessCalendar;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The carrier at the customer's door: days are the store's working days, so many places each, to be chosen, changed and
 * cancelled until the day before. A store that said nothing about places offers none, and agrees on a day its own way.
 */
public final class Pickups {
    /** How many days are shown. */
    private static final int DAYS = 10;

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime EVENING = LocalTime.of(17, 0);

    private final Returns returns;
    private final Stores stores;
    private final InstantSource clock;

    Pickups(Returns returns, Stores stores, InstantSource clock) {
        this.returns = returns;
        this.stores = stores;
        this.clock = clock;
    }

    /** A working day, and how many places are left. */
    public record Slot(LocalDate day, Instant from, Instant to, int left) {
        public boolean isFree() {
            return left > 0;
        }
    }

    /** How many a day; 0 where the store offers none. */
    public int aDay(Tx tx, StoreId store) {
        return tx.first("select a_day from returns.pickup_terms where store_id = ?", row -> row.getInt(1), store)
                .orElse(0);
    }

    /** Fewer than are taken already change nothing about those. */
    public void offer(Tx tx, StoreId store, int aDay, String by) {
        tx.execute("""
                insert into returns.pickup_terms (store_id, a_day, set_by, set_at) values (?, ?, ?, ?)
                on conflict (store_id) do update set a_day = excluded.a_day, set_by = excluded.set_by, set_at = excluded.set_at""", store, aDay, by, clock.instant());
    }

    /** The next working days, the full ones among them; none where the store offers none. */
    public List<Slot> slots(Tx tx, StoreId id) {
        int aDay = aDay(tx, id);
        if (aDay == 0) return List.of();
        Store store = stores.get(id);
        LocalDate first = firstDay(store);
        List<LocalDate> days = Stream.iterate(
                        store.calendar().workingDayFrom(first),
                        day -> store.calendar().workingDayFrom(day.plusDays(1)))
                .limit(DAYS)
                .toList();
        Map<LocalDate, Integer> taken = taken(tx, id, days.getLast());
        return days.stream()
                .map(day ->
                        new Slot(day, from(store, day), to(store, day), Math.max(0, aDay - taken.getOrDefault(day, 0))))
                .toList();
    }

    /** Before the store's cut-off tomorrow, after it the day after: the carrier is told in between. */
    private LocalDate firstDay(Store store) {
        var now = clock.instant().atZone(store.zone());
        boolean inTime = now.toLocalTime().isBefore(store.calendar().cutOff());
        return now.toLocalDate().plusDays(inTime ? 1 : 2);
    }

    private static Map<LocalDate, Integer> taken(Tx tx, StoreId store, LocalDate until) {
        return tx
                .list(
                        "select day, taken from returns.pickup_day where store_id = ? and day <= ? order by day desc limit ?",
                        row -> Map.entry(row.getObject(1, LocalDate.class), row.getInt(2)),
                        store,
                        until,
                        2 * DAYS)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Chooses a day, or another one; denied where it is full, too near, or nothing is to be fetched. */
    public Answer book(Tx tx, StoreId id, ReturnId of, LocalDate day) {
        return returns.change(tx, id, of, opened -> {
            Optional<Pickup> before = of(tx, id, of).filter(Pickup::isBooked);
            if (before.isPresent() && before.get().day().equals(day)) return Optional.empty();
            boolean offered = slots(tx, id).stream().anyMatch(slot -> slot.day().equals(day));
            if (!offered
                    || !mayBeFetched(opened)
                    || before.filter(one -> !isOpen(id, one)).isPresent()) return Optional.of(Denial.Kind.NOT_NOW);
            List<LocalDate> days = new ArrayList<>(List.of(day));
            before.ifPresent(one -> days.add(one.day()));
            lock(tx, id, days.stream().sorted().toList());
            if (!take(tx, id, day)) return Optional.of(Denial.Kind.NOT_NOW);
            before.ifPresent(one -> free(tx, id, one.day()));
            write(tx, opened, day);
            return Optional.empty();
        });
    }

    private static boolean mayBeFetched(Opened opened) {
        return opened.head().method() == Method.PICKUP
                && !opened.where(piece -> piece.travel() == Travel.AWAITED && piece.verdict() == Verdict.APPROVED)
                        .isEmpty();
    }

    /** In the order of the days, so that two who swap their days do not wait for each other. */
    private static void lock(Tx tx, StoreId store, List<LocalDate> days) {
        for (LocalDate day : days)
            tx.execute(
                    "insert into returns.pickup_day (store_id, day, taken) values (?, ?, 0) on conflict do nothing",
                    store,
                    day);
        List<Integer> _ = tx.list(
                "select taken from returns.pickup_day where store_id = ? and day = any(?) order by day for update",
                row -> row.getInt(1),
                store,
                days.toArray(LocalDate[]::new));
    }

    private boolean take(Tx tx, StoreId store, LocalDate day) {
        return tx.update(
                        "update returns.pickup_day set taken = taken + 1 where store_id = ? and day = ? and taken < ?",
                        store,
                        day,
                        aDay(tx, store))
                == 1;
    }

    private static void free(Tx tx, StoreId store, LocalDate day) {
        tx.execute("update returns.pickup_day set taken = taken - 1 where store_id = ? and day = ?", store, day);
    }

    private static void write(Tx tx, Opened opened, LocalDate day) {
        tx.execute("""
                insert into returns.pickup (store_id, return_id, day, state, changed_at) values (?, ?, ?, 'BOOKED', ?)
                on conflict (store_id, return_id) do update set day = excluded.day, state = 'BOOKED',
                  sequence = pickup.sequence + 1, changed_at = excluded.changed_at""", opened.store(), opened.head().id(), day, opened.now());
    }

    /** Nobody has to come; denied on the day itself. */
    public Answer cancel(Tx tx, StoreId id, ReturnId of) {
        return returns.change(tx, id, of, opened -> {
            Optional<Pickup> booked = of(tx, id, of).filter(Pickup::isBooked);
            if (booked.isEmpty() || !isOpen(id, booked.get())) return Optional.of(Denial.Kind.NOT_NOW);
            letGo(tx, opened, stores.zone(id));
            return Optional.empty();
        });
    }

    /** Of a return that is not to be fetched any more; its place is somebody else's unless the day is over where the store is. */
    static void letGo(Tx tx, Opened opened, ZoneId zone) {
        List<LocalDate> days = tx.list(
                """
                update returns.pickup set state = 'CANCELLED', sequence = sequence + 1, changed_at = ?
                where store_id = ? and return_id = ? and state = 'BOOKED' and day >= ? returning day""",
                row -> row.getObject(1, LocalDate.class),
                opened.now(),
                opened.store(),
                opened.head().id(),
                opened.now().atZone(zone).toLocalDate());
        for (LocalDate day : days) free(tx, opened.store(), day);
    }

    /** Whether it can still be changed or cancelled: until the day before. */
    public boolean isOpen(StoreId store, Pickup pickup) {
        return clock.instant()
                .isBefore(pickup.day().atStartOfDay(stores.zone(store)).toInstant());
    }

    /** What was agreed for a return, cancelled or not. */
    public Optional<Pickup> of(Tx tx, StoreId id, ReturnId of) {
        Store store = stores.get(id);
        return tx.first(
                "select * from returns.pickup where store_id = ? and return_id = ?", row -> pickup(store, row), id, of);
    }

    /** What the carrier was told of it; empty where nobody is to be told. */
    public Optional<PickupCall> call(Tx tx, StoreId store, ReturnId of) {
        return PickupCalls.of(tx, store, of);
    }

    /** From today on those a person has to settle with the carrier; the nearest first. */
    public List<PickupCall> toSettle(Tx tx, StoreId id, int limit) {
        LocalDate today = clock.instant().atZone(stores.zone(id)).toLocalDate();
        return PickupCalls.troubled(tx, id, today, limit);
    }

    /** All of a day, in the order they were asked for. */
    public List<Pickup> on(Tx tx, StoreId id, LocalDate day) {
        Store store = stores.get(id);
        return tx.list(
                "select * from returns.pickup where store_id = ? and day = ? and state = 'BOOKED' order by return_id",
                row -> pickup(store, row),
                id,
                day);
    }

    private static Pickup pickup(Store store, ResultSet row) throws SQLException {
        LocalDate day = row.getObject("day", LocalDate.class);
        return new Pickup(
                new ReturnId(row.getLong("return_id")),
                day,
                from(store, day),
                to(store, day),
                row.getInt("sequence"),
                Pickup.State.valueOf(row.getString("state")),
                Tx.instantNotNull(row, "changed_at"));
    }

    static Instant from(Store store, LocalDate day) {
        LocalTime at =
                store.calendar().hours(day).map(BusinessCalendar.Hours::from).orElse(MORNING);
        return day.atTime(at).atZone(store.zone()).toInstant();
    }

    static Instant to(Store store, LocalDate day) {
        LocalTime at =
                store.calendar().hours(day).map(BusinessCalendar.Hours::to).orElse(EVENING);
        return day.atTime(at).atZone(store.zone()).toInstant();
    }
}
