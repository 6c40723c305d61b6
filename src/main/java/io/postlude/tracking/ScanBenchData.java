package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Database;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Parcels and their scans for the bench, made from a seed: 20 stores, repeats, late scans, problems. */
final class ScanBenchData {

    private static final int STORES = 20;
    private static final double SCANS_A_PARCEL = 6.0;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<StatusDetail> JOURNEY = List.of(
            StatusDetail.INFO_RECEIVED_LABEL_CREATED,
            StatusDetail.PICKED_UP_ACCEPTED,
            StatusDetail.IN_TRANSIT_DEPARTED_FACILITY,
            StatusDetail.IN_TRANSIT_ARRIVED_FACILITY,
            StatusDetail.OUT_FOR_DELIVERY_ON_VEHICLE,
            StatusDetail.DELIVERED_DOOR);

    private final List<Shipment> shipments = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<byte[]> lines = new ArrayList<>();
    private final Map<String, ParcelState> expected = new HashMap<>();
    private final Map<String, ShipmentId> ids = new HashMap<>();
    private final int round;
    private int unique;
    private long moves;

    /** A parcel to be registered. */
    record Shipment(StoreId store, long order, String number) {}

    private record Told(int shipment, Instant at, StatusDetail detail, Instant arrives) {}

    /** A scan as the control table gets it. */
    record Unique(ShipmentId shipment, long hash, Instant at, StoreId store, StatusDetail detail) {}

    ScanBenchData(int round, int scans) {
        this.round = round;
        SplittableRandom random = new SplittableRandom(20_260_105L + round);
        int parcels = (int) (scans / 1.1 / SCANS_A_PARCEL);
        for (int i = 0; i < parcels; i++) {
            long order = round * 1_000_000_000L + (i - i % 6 + Math.min(i % 6, 4));
            shipments.add(new Shipment(store(order), order, "B" + round + "N" + i));
            tell(random, i);
        }
        told.sort(Comparator.comparing(Told::arrives));
        told.forEach(scan -> lines.add(line(scan)));
        follow();
    }

    private static StoreId store(long order) {
        return new StoreId(1 + (int) (order % STORES));
    }

    private void tell(SplittableRandom random, int shipment) {
        Instant at = START.plusSeconds(random.nextInt(20 * 86_400));
        for (StatusDetail detail : JOURNEY) {
            at = at.plusSeconds(3_600 + random.nextInt(40_000));
            StatusDetail said = random.nextInt(25) == 0 ? StatusDetail.EXCEPTION_DELAY_WEATHER : detail;
            Instant arrives = random.nextInt(20) == 0 ? at.plus(Duration.ofHours(30)) : at;
            told.add(new Told(shipment, at, said, arrives));
            unique++;
            if (random.nextInt(10) == 0) {
                told.add(new Told(shipment, at, said, arrives.plus(Duration.ofHours(2))));
            }
        }
    }

    private byte[] line(Told scan) {
        String json = "{\"n\":\"" + shipments.get(scan.shipment()).number() + "\",\"s\":\""
                + scan.detail().code() + "\",\"t\":\"" + scan.at() + "\",\"city\":\"Kenly\",\"country\":\"US\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** What the rules say, so that order and storage can be checked against it. */
    private void follow() {
        for (Told scan : told) {
            String number = shipments.get(scan.shipment()).number();
            ParcelState before = expected.getOrDefault(number, ParcelState.unseen(Direction.OUTBOUND));
            ParcelMachine.Step step = ParcelMachine.accept(before, Sighting.of(scan.at(), scan.detail()));
            expected.put(number, step.state());
            moves += step.outcomes().stream()
                    .filter(Outcome.Moved.class::isInstance)
                    .count();
        }
    }

    List<Shipment> shipments() {
        return shipments;
    }

    int size() {
        return told.size();
    }

    int unique() {
        return unique;
    }

    long moves() {
        return moves;
    }

    void register(Database database, Tracking tracking, int from, int to) {
        Map<StoreId, List<ShipmentRegistration>> byStore = new HashMap<>();
        for (Shipment shipment : shipments.subList(from, to)) {
            byStore.computeIfAbsent(shipment.store(), store -> new ArrayList<>())
                    .add(ShipmentRegistration.outbound(
                                    shipment.number(),
                                    new OrderId(shipment.order()),
                                    new ParcelNumber("usps", shipment.number()),
                                    START)
                            .with(PromisedWindow.by(START.plus(Duration.ofDays(24)))));
        }
        database.runAcrossStores(tx -> byStore.forEach((store, registrations) -> {
            List<ShipmentId> made = tracking.register(tx, store, registrations);
            for (int i = 0; i < made.size(); i++) {
                ids.put(registrations.get(i).reference(), made.get(i));
            }
        }));
    }

    List<ScanReport> parsed(int from, int to) {
        List<ScanReport> reports = new ArrayList<>(to - from);
        for (byte[] line : lines.subList(from, to)) {
            reports.add(parsed(line));
        }
        return reports;
    }

    private static ScanReport parsed(byte[] line) {
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            return new ScanReport(
                    "api",
                    "usps",
                    json.path("n").asText(),
                    RawCode.of(json.path("s").asText()),
                    ScanTime.exact(OffsetDateTime.parse(json.path("t").asText())),
                    new ScanPlace(
                            json.path("city").asText(),
                            null,
                            json.path("country").asText()),
                    null,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<StoreScan> ofStores(List<ScanReport> reports) {
        return reports.stream()
                .map(report -> new StoreScan(storeOf(report.number()), report))
                .toList();
    }

    private StoreId storeOf(String number) {
        return shipments
                .get(Integer.parseInt(number, number.indexOf('N') + 1, number.length(), 10))
                .store();
    }

    List<Unique> uniqueScans() {
        Map<Long, Unique> seen = new HashMap<>();
        List<Unique> scans = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Told scan = told.get(i);
            long hash = parsed(lines.get(i)).hash();
            Shipment shipment = shipments.get(scan.shipment());
            ShipmentId id = Objects.requireNonNull(ids.get(shipment.number()));
            Unique one = new Unique(id, hash, scan.at(), shipment.store(), scan.detail());
            if (seen.putIfAbsent(hash, one) == null) {
                scans.add(one);
            }
        }
        return scans;
    }

    /** Parcels whose stored state is another than the rules say. */
    long wrongStates(Database database) {
        Map<Long, Integer> stored = new HashMap<>();
        database.runAcrossStores(tx -> each(tx, stored));
        return expected.entrySet().stream()
                .filter(entry -> stored.getOrDefault(
                                Objects.requireNonNull(ids.get(entry.getKey())).value(), 0)
                        != Standing.of(entry.getValue()).detail().number())
                .count();
    }

    private static void each(Tx tx, Map<Long, Integer> stored) {
        tx.each("select id, detail from tracking.shipment", row -> stored.put(row.getLong(1), row.getInt(2)));
    }

    /** Orders of this round whose stored progress is not that of their worst open parcel. */
    long wrongOrders(Database database) {
        Map<Long, List<StatusDetail>> parcels = new HashMap<>();
        for (Shipment shipment : shipments) {
            parcels.computeIfAbsent(shipment.order(), order -> new ArrayList<>())
                    .add(Standing.of(expected.getOrDefault(shipment.number(), ParcelState.unseen(Direction.OUTBOUND)))
                            .detail());
        }
        Map<Long, Integer> stored = new HashMap<>();
        database.runAcrossStores(tx -> tx.each(
                "select order_id, detail from tracking.order_progress where order_id between ? and ?",
                row -> stored.put(row.getLong(1), row.getInt(2)),
                round * 1_000_000_000L,
                round * 1_000_000_000L + 999_999_999L));
        return parcels.entrySet().stream()
                .filter(entry -> stored.getOrDefault(entry.getKey(), 0)
                        != OrderProgress.of(entry.getValue()).orElseThrow().number())
                .count();
    }
}
