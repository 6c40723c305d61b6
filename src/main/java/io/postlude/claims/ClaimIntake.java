package io.postlude.claims;

import io.postlude.claims.ClaimAnswer.Denied;
import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimEvent.ClaimMade;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what can be claimed, and takes claims in: judged again under the lock of the order, with what tracking knew. */
final class ClaimIntake {
    private final Parts parts;

    /** What it stands on. */
    record Parts(EventLog log, Ids ids, Faces faces, Desk desk) {}

    /** The modules it asks. */
    record Faces(Stores stores, Orders orders, Tracking tracking, Returns returns) {}

    /** Its own. */
    record Desk(ClaimMoves moves, ClaimPhotos photos, ReplyPromises replies, Warranty warranty) {}

    ClaimIntake(Parts parts) {
        this.parts = parts;
    }

    /** An order that stands, with its parcels. */
    private record Read(Store store, OrderView order, List<ShipmentView> shipments, Instant now) {}

    private Optional<Read> read(Tx tx, StoreId store, OrderId id, Instant now) {
        return parts.faces()
                .orders()
                .order(tx, store, id)
                .filter(order -> order.state() == OrderState.OPEN)
                .map(order -> new Read(
                        parts.faces().stores().get(store),
                        order,
                        parts.faces().tracking().ofOrder(tx, store, id),
                        now));
    }

    Optional<Claimable> claimable(Tx tx, StoreId store, OrderId id, Instant now) {
        return read(tx, store, id, now).map(read -> claimable(tx, read));
    }

    private Claimable claimable(Tx tx, Read read) {
        StoreId store = read.store().id();
        Map<String, Integer> terms = parts.desk().warranty().terms(tx, store);
        Map<LineId, Integer> claimed = ClaimSql.claimed(tx, store, read.order().id());
        Map<LineId, Integer> held = held(tx, store, read.order().id());
        Claimable.Now today = new Claimable.Now(
                read.now().atZone(read.store().zone()).toLocalDate(),
                read.store().zone(),
                ClaimSettings.of(tx, store));
        return new Claimable(
                read.order(),
                read.order().lines().stream()
                        .filter(line -> line.quantity() > 0 && line.needsShipping())
                        .map(line -> Claimable.judge(
                                known(
                                        read,
                                        line,
                                        new Spoken(
                                                held.getOrDefault(line.id(), 0),
                                                claimed.getOrDefault(line.id(), 0),
                                                terms)),
                                today))
                        .toList());
    }

    private record Spoken(int held, int claimed, Map<String, Integer> terms) {}

    private static Claimable.Known known(Read read, OrderView.Line line, Spoken spoken) {
        Evidence evidence = EvidenceReading.read(read.order(), List.of(line.id()), read.shipments(), read.now());
        Instant delivered = delivered(evidence);
        LocalDate received =
                delivered == null ? null : delivered.atZone(read.store().zone()).toLocalDate();
        return new Claimable.Known(
                line,
                spoken.held(),
                spoken.claimed(),
                evidence.dispatched(),
                delivered,
                expected(read, line),
                Warranty.until(spoken.terms(), line, received == null ? sentOn(read, evidence) : received));
    }

    /** Nobody proved that it arrived: its warranty runs from the day it was sent. */
    private static @Nullable LocalDate sentOn(Read read, Evidence evidence) {
        Instant sent = evidence.dispatched();
        return sent == null ? null : sent.atZone(read.store().zone()).toLocalDate();
    }

    /** Where it came in several parcels, the last one counts; one that is still under way means that it has not come. */
    private static @Nullable Instant delivered(Evidence evidence) {
        if (evidence.parcels().stream().anyMatch(parcel -> parcel.delivered() == null)) return null;
        return evidence.parcels().stream()
                .map(Evidence.Parcel::delivered)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable LocalDate expected(Read read, OrderView.Line line) {
        LocalDate promised =
                read.order().promised() == null ? null : read.order().promised().by();
        return read.shipments().stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                .filter(parcel -> EvidenceReading.holds(parcel, Set.of(line.reference())))
                .map(ShipmentView::estimate)
                .filter(Objects::nonNull)
                .map(ShipmentView.Estimate::by)
                .max(Comparator.naturalOrder())
                .orElse(promised);
    }

    private Map<LineId, Integer> held(Tx tx, StoreId store, OrderId order) {
        Map<LineId, Integer> held = new HashMap<>();
        for (ReturnView view : parts.faces().returns().ofOrder(tx, store, order))
            for (ReturnView.Piece piece : view.pieces())
                if (piece.verdict().holds()) held.merge(piece.line(), 1, Integer::sum);
        return held;
    }

    /** The id of what was made, or of what this very request made before, or why not. */
    sealed interface Taken {}

    record Made(ClaimId id, boolean fresh) implements Taken {}

    record Not(Denied why) implements Taken {}

    Taken take(Tx tx, StoreId store, ClaimAsk ask, Instant now) {
        Optional<ClaimId> before = ClaimSql.byKey(tx, store, ask.asker().key());
        if (before.isPresent()) return new Made(before.get(), false);
        Optional<Read> read = read(tx, store, ask.order(), now);
        if (read.isEmpty()) return not(Why.NO_SUCH_ORDER);
        ClaimSql.lock(tx, store, ask.order());
        Optional<ClaimId> meanwhile = ClaimSql.byKey(tx, store, ask.asker().key());
        if (meanwhile.isPresent()) return new Made(meanwhile.get(), false);
        Claimable can = claimable(tx, read.get());
        Optional<Denied> hurdle = hurdle(can, ask);
        return hurdle.<Taken>map(Not::new).orElseGet(() -> new Made(write(tx, read.get(), ask, can), true));
    }

    private static Not not(Why why) {
        return new Not(new Denied(why, "", null));
    }

    private static Optional<Denied> hurdle(Claimable can, ClaimAsk ask) {
        if (ask.parts().isEmpty()) return Optional.of(new Denied(Why.NOTHING_CHOSEN, "", null));
        if (ask.words().isBlank()) return Optional.of(new Denied(Why.NO_WORDS, "/words", null));
        if (ask.photos().size() > ClaimPhotos.LIMIT_COUNT
                || !new ClaimPhotos.Taken(ask.photos(), "", Instant.EPOCH).isGood())
            return Optional.of(new Denied(Why.NO_PICTURE, "/photos", null));
        Set<LineId> seen = new HashSet<>();
        for (int i = 0; i < ask.parts().size(); i++) {
            ClaimAsk.Part part = ask.parts().get(i);
            String at = "/items/" + i;
            Optional<Claimable.Thing> thing = can.thing(part.line());
            if (thing.isEmpty() || !seen.add(part.line())) return Optional.of(new Denied(Why.NO_SUCH_LINE, at, null));
            Denied hurdle = thing.get().hurdles().get(ask.kind());
            if (hurdle != null) return Optional.of(new Denied(hurdle.why(), at, hurdle.day()));
            if (part.quantity() < 1 || part.quantity() > thing.get().free())
                return Optional.of(new Denied(Why.TOO_MANY, at, null));
        }
        return Optional.empty();
    }

    private ClaimId write(Tx tx, Read read, ClaimAsk ask, Claimable can) {
        StoreId store = read.store().id();
        ClaimId id = new ClaimId(parts.ids().next());
        List<LineId> lines = ask.parts().stream().map(ClaimAsk.Part::line).toList();
        Evidence evidence = EvidenceReading.read(read.order(), lines, read.shipments(), read.now());
        tx.execute(
                ClaimSql.ADD,
                store,
                id,
                code(tx, store, id),
                read.order().id(),
                read.order().customer(),
                ask.kind(),
                ask.kind().leavesThing() ? Place.CUSTOMER : Place.STAYS,
                ask.wish(),
                ask.words(),
                ask.language().code(),
                ask.asker().channel(),
                ask.asker().key(),
                warranty(can, lines),
                Json.write(evidence),
                read.now(),
                read.now());
        BulkRows rows = new BulkRows(ClaimSql.LINE);
        for (ClaimAsk.Part part : ask.parts())
            rows.add(store, id, part.line(), read.order().id(), part.quantity(), part.serial());
        rows.appendTo(tx, "claims.claim_line");
        String by = ask.asker().by();
        boolean kept = ask.photos().isEmpty()
                || parts.desk().photos().add(tx, store, id, new ClaimPhotos.Taken(ask.photos(), by, read.now()));
        if (!kept) throw new IllegalStateException("pictures were looked at before");
        var word = new ClaimMoves.Word(by, ask.words(), read.now());
        parts.desk().moves().note(tx, store, id, new ClaimMoves.Line("ASKED", null, null, word));
        Instant replyBy = parts.desk()
                .replies()
                .promise(tx, new ReplyPromises.Turn(store, id, read.order().id(), 1), read.now());
        parts.log()
                .append(
                        tx,
                        new ClaimMade(
                                store,
                                id,
                                read.order().id(),
                                read.order().customer(),
                                ask.kind(),
                                replyBy,
                                read.now()));
        return id;
    }

    private static @Nullable LocalDate warranty(Claimable can, List<LineId> lines) {
        List<LocalDate> ends = new ArrayList<>();
        for (LineId line : lines)
            can.thing(line).map(Claimable.Thing::warrantyUntil).ifPresent(ends::add);
        return ends.stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private static String code(Tx tx, StoreId store, ClaimId id) {
        for (int salt = 0; ; salt++) {
            String code = ClaimCode.of(id, salt);
            if (ClaimSql.byCode(tx, store, code).isEmpty()) return code;
        }
    }
}
