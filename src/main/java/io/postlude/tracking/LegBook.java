package io.postlude.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose parcel a tracking number is. A number once registered stays its parcel's, so what was found is remembered. */
final class LegBook {

    private static final int REMEMBERED_LIMIT = 400_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    private static final String FIND = """
            select l.store_id, l.number, l.carrier, l.shipment_id, coalesce(s.order_id, s.id) as parcels_of
            from unnest(?::int[], ?::text[]) as u(s, n)
            join tracking.leg l on l.store_id = u.s and l.number = u.n
            join tracking.shipment s on s.store_id = l.store_id and s.id = l.shipment_id""";

    private final Cache<StoreNumber, List<Leg>> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_LIMIT)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    /** A number of a store. */
    record StoreNumber(int store, String number) {
        static StoreNumber of(StoreId store, ScanReport report) {
            return new StoreNumber(store.value(), report.number());
        }
    }

    /** @param group the order's number, or the parcel's own where no order is known */
    record Leg(String carrier, ShipmentId shipment, long group) {}

    /** Reads the numbers that are not remembered. */
    void learn(Tx tx, Collection<StoreNumber> numbers) {
        Set<StoreNumber> missing = new HashSet<>();
        for (StoreNumber number : numbers) {
            if (remembered.getIfPresent(number) == null) {
                missing.add(number);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        remembered.putAll(read(tx, missing));
    }

    private static Map<StoreNumber, List<Leg>> read(Tx tx, Set<StoreNumber> missing) {
        Map<StoreNumber, List<Leg>> found = new HashMap<>();
        tx.each(
                FIND,
                row -> found.computeIfAbsent(new StoreNumber(row.getInt(1), row.getString(2)), n -> new ArrayList<>())
                        .add(new Leg(row.getString(3), new ShipmentId(row.getLong(4)), row.getLong(5))),
                missing.stream().mapToInt(StoreNumber::store).toArray(),
                missing.stream().map(StoreNumber::number).toArray(String[]::new));
        return found;
    }

    /** The parcel meant: the only one of the number, else the carrier's own, else the one registered last. */
    Optional<Leg> find(StoreId store, ScanReport report) {
        List<Leg> legs = remembered.getIfPresent(StoreNumber.of(store, report));
        if (legs == null) {
            return Optional.empty();
        }
        return Optional.of(legs.size() == 1 ? legs.getFirst() : choose(legs, report.carrier()));
    }

    private static Leg choose(List<Leg> legs, @Nullable String carrier) {
        Leg last = legs.getFirst();
        for (Leg leg : legs) {
            if (leg.carrier().equals(carrier)) {
                return leg;
            }
            if (leg.shipment().value() > last.shipment().value()) {
                last = leg;
            }
        }
        return last;
    }

    void forget(Collection<StoreNumber> numbers) {
        remembered.invalidateAll(numbers);
    }
}
