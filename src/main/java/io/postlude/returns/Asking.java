package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.VariantId;
import io.postlude.returns.Quote.QuotedPiece;
import io.postlude.returns.ReturnEvent.ReturnApproved;
import io.postlude.returns.ReturnEvent.ReturnRequested;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commits what was quoted: the same judgement again, under the lock of the order's book, and written down. */
final class Asking {
    private final Parts parts;

    /** What it stands on. */
    record Parts(Ids ids, EventLog log, Situations situations, Moves moves) {}

    Asking(Parts parts) {
        this.parts = parts;
    }

    /** What came of it: the return, or why not. {@code before} is the one this very request made earlier. */
    sealed interface Committed {}

    /**
     * {@code dueAtOnce}: something is to be given, or paid on top, before anything is sent; {@code comes}: it may be sent now.
     */
    record Made(ReturnId id, String code, Method method, boolean dueAtOnce, boolean comes) implements Committed {}

    record Before(ReturnId id) implements Committed {}

    record Denied(List<Denial> denials) implements Committed {}

    /** Of different orders, under different keys; what became of each, in the order asked. */
    List<Committed> commit(Tx tx, StoreId store, List<Request> requests, Instant now) {
        Map<OrderId, Situation> locked = parts.situations()
                .lock(
                        tx,
                        store,
                        requests.stream().map(request -> request.ask().order()).toList(),
                        now);
        Map<String, Known> before = before(tx, store, requests);
        List<Judged> all = new ArrayList<>();
        for (Request request : requests) {
            Situation there = locked.get(request.ask().order());
            all.add(
                    there == null
                            ? new Over(new Denied(List.of(Denial.whole(Denial.Kind.NO_SUCH_ORDER))))
                            : judge(tx, there, request, before));
        }
        Iterator<Made> made = write(
                        tx,
                        store,
                        all.stream()
                                .filter(Draft.class::isInstance)
                                .map(Draft.class::cast)
                                .toList())
                .iterator();
        return all.stream()
                .map(one -> switch (one) {
                    case Over over -> over.committed();
                    case Draft _ -> made.next();
                })
                .toList();
    }

    /** A draft that may be written down, or what came of it without. */
    private sealed interface Judged {}

    private record Over(Committed committed) implements Judged {}

    private Judged judge(Tx tx, Situation now, Request request, Map<String, Known> before) {
        byte[] hash = Secrets.sha256(Json.write(request.ask()).getBytes(StandardCharsets.UTF_8));
        Known known = before.get(request.asker().key());
        if (known != null) return new Over(known.committed(hash));
        Quote quote = parts.situations().quote(tx, now, request.ask());
        if (!quote.isPossible()) return new Over(new Denied(quote.denials()));
        if (request.ask().gift() != (request.asker().gift() != null))
            throw new IllegalArgumentException("a gift is sent back by whoever was given it, and by nobody else");
        if (!Shelf.take(tx, now.store().id(), quote.pieces())) return new Over(new Denied(soldOut(quote)));
        return new Draft(now, request, quote, hash);
    }

    private static boolean isDueAtOnce(Quote quote) {
        if (quote.needsPerson()) return false;
        return quote.items().stream()
                .anyMatch(item -> pays(item) == Rule.PayWhen.REQUEST
                        || item.pieces().stream()
                                .map(QuotedPiece::sums)
                                .anyMatch(sums ->
                                        sums.kind().stays() || sums.difference().charge() > 0));
    }

    private static boolean comes(Quote quote) {
        return !quote.needsPerson()
                && quote.items().stream()
                        .flatMap(item -> item.pieces().stream())
                        .anyMatch(piece -> !piece.sums().kind().stays());
    }

    private static Rule.PayWhen pays(Quote.Item item) {
        return item.decision().then() instanceof Rule.Allow allow ? allow.pays() : Rule.PayWhen.INSPECTION;
    }

    /** Somebody was quicker: what else there is, a new quote says. */
    private static List<Denial> soldOut(Quote quote) {
        List<Denial> all = new ArrayList<>();
        for (int i = 0; i < quote.items().size(); i++)
            if (Shelf.isThing(quote.items().get(i).wish()))
                all.add(Denial.of("/items/" + i + "/variant", Denial.Kind.OUT_OF_STOCK));
        return all;
    }

    /** What is asked, by whom, when. */
    record Request(Ask ask, Asker asker, Instant now) {}

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Draft(Situation now, Request request, Quote quote, byte[] hash) implements Judged {}

    /** Writes down what a person of the store granted; the caller holds the order's book. */
    ReturnId granted(Tx tx, Situation now, Request request, Quote quote) {
        return write(tx, now.store().id(), List.of(new Draft(now, request, quote, new byte[0])))
                .getFirst()
                .id();
    }

    /** What was made under a key before. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Known(ReturnId id, byte[] hash) {
        Committed committed(byte[] asked) {
            return Arrays.equals(hash, asked)
                    ? new Before(id)
                    : new Denied(List.of(Denial.whole(Denial.Kind.KEY_USED)));
        }
    }

    private static Map<String, Known> before(Tx tx, StoreId store, List<Request> requests) {
        Map<String, Known> before = new HashMap<>();
        tx.each(
                """
                select request_key, id, request_hash from returns.customer_return
                where store_id = ? and request_key = any(?)""",
                row -> before.put(row.getString(1), new Known(new ReturnId(row.getLong(2)), row.getBytes(3))),
                store,
                requests.stream().map(request -> request.asker().key()).toArray(String[]::new));
        return before;
    }

    private List<Made> write(Tx tx, StoreId store, List<Draft> drafts) {
        if (drafts.isEmpty()) return List.of();
        List<ReturnId> fresh =
                drafts.stream().map(_ -> new ReturnId(parts.ids().next())).toList();
        List<String> codes = codes(tx, store, fresh);
        BulkRows heads = new BulkRows(ReturnSql.HEAD);
        BulkRows pieces = new BulkRows(ReturnSql.PIECE);
        Map<ReturnId, Moves.Note> notes = new LinkedHashMap<>();
        List<Event> events = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Request request = draft.request();
            ReturnId id = fresh.get(i);
            addHead(heads, draft, id, codes.get(i));
            List<PieceId> added = addPieces(tx, draft, id, pieces);
            notes.put(id, new Moves.Note("REQUESTED", request.asker().by(), null, request.now()));
            events.addAll(told(draft, id, added));
            made.add(new Made(
                    id,
                    codes.get(i),
                    Objects.requireNonNull(draft.quote().method()),
                    isDueAtOnce(draft.quote()),
                    comes(draft.quote())));
        }
        heads.appendTo(tx, "returns.customer_return");
        for (int i = 0; i < drafts.size(); i++) {
            GiftRecipient recipient = drafts.get(i).request().asker().gift();
            if (recipient != null) GiftSql.add(tx, store, fresh.get(i), recipient);
        }
        pieces.appendTo(tx, "returns.piece");
        parts.moves().note(tx, store, notes);
        parts.log().append(tx, events);
        return made;
    }

    private static void addHead(BulkRows heads, Draft draft, ReturnId id, String code) {
        Request request = draft.request();
        Asker asker = request.asker();
        Quote quote = draft.quote();
        heads.add(
                draft.now().store().id(),
                id,
                code,
                draft.now().order().id(),
                buyer(draft.now(), request),
                quote.needsPerson() ? Stage.ASKED : Stage.AWAITED,
                Objects.requireNonNull(quote.method()),
                asker.channel(),
                asker.key(),
                draft.hash(),
                quote.policyVersion(),
                quote.currency().getCurrencyCode(),
                request.now(),
                quote.sendBy(),
                asker.language() == null ? null : asker.language().code(),
                asker.gift() != null);
    }

    /** To a gift the buyer is nobody. */
    private static @Nullable CustomerId buyer(Situation now, Request request) {
        return request.asker().gift() == null ? now.order().customer() : null;
    }

    private static List<Event> told(Draft draft, ReturnId id, List<PieceId> pieces) {
        Situation now = draft.now();
        Request request = draft.request();
        StoreId store = now.store().id();
        boolean needsPerson = draft.quote().needsPerson();
        List<Event> events = new ArrayList<>(List.of(new ReturnRequested(
                store,
                id,
                now.order().id(),
                buyer(now, request),
                pieces,
                Objects.requireNonNull(draft.quote().method()),
                needsPerson,
                request.now())));
        if (!needsPerson) events.add(new ReturnApproved(store, id, now.order().id(), pieces, request.now()));
        return events;
    }

    /** Where one piece needs a person, the whole return waits for them. */
    private List<PieceId> addPieces(Tx tx, Draft draft, ReturnId of, BulkRows rows) {
        Situation now = draft.now();
        Request request = draft.request();
        List<PieceId> ids = new ArrayList<>();
        Map<PieceId, VariantId> exchanges = new HashMap<>();
        Verdict verdict = draft.quote().needsPerson() ? Verdict.ASKED : Verdict.APPROVED;
        for (Quote.Item item : draft.quote().items()) {
            String decision = Json.write(new Recorded(item.decision(), facts(now, item.wish())));
            for (QuotedPiece piece : item.pieces()) {
                PieceId pieceId = new PieceId(parts.ids().next());
                ids.add(pieceId);
                if (piece.remedy().kind().isThing() && piece.variant() != null) exchanges.put(pieceId, piece.variant());
                addRow(
                        rows,
                        new Row(
                                now,
                                item,
                                piece,
                                of,
                                pieceId,
                                decision,
                                verdict,
                                request.ask().gift()),
                        request.now());
            }
        }
        Shelf.hold(
                tx,
                now.store().id(),
                exchanges,
                new Shelf.Term(of, request.now(), now.policy().keptDays()));
        return ids;
    }

    /** What was decided, and all it was decided by: enough to decide it again. */
    record Recorded(Decision decision, Facts facts) {}

    private static Facts facts(Situation now, Wish wish) {
        return Objects.requireNonNull(now.facts().get(wish.line())).because(wish);
    }

    private record Row(
            Situation now,
            Quote.Item item,
            QuotedPiece piece,
            ReturnId of,
            PieceId id,
            String decision,
            Verdict verdict,
            boolean gift) {}

    private static void addRow(BulkRows rows, Row row, Instant at) {
        Wish wish = row.item().wish();
        PieceSums sums = row.piece().sums();
        rows.add(
                row.now().store().id(),
                row.id(),
                row.of(),
                row.now().order().id(),
                wish.line(),
                row.piece().number(),
                variant(row.now().order(), wish.line()),
                wish.reason(),
                wish.detail(),
                wish.words(),
                wish.wear(),
                sums.kind(),
                row.item().decision().rule(),
                row.decision(),
                row.gift() ? Rule.PayWhen.INSPECTION : pays(row.item()),
                wish.variant(),
                Travel.AWAITED,
                row.verdict(),
                sums.goods(),
                sums.tax(),
                sums.shipping(),
                sums.bonus(),
                sums.restocking(),
                sums.fee(),
                sums.difference().charge(),
                sums.difference().used(),
                sums.difference().back(),
                sums.difference().rest(),
                at);
    }

    private static VariantId variant(OrderView order, LineId line) {
        return order.lines().stream()
                .filter(one -> one.id().equals(line))
                .findFirst()
                .orElseThrow()
                .variant();
    }

    /** One for each, none of them somebody's. */
    private static List<String> codes(Tx tx, StoreId store, List<ReturnId> ids) {
        List<String> codes =
                new ArrayList<>(ids.stream().map(id -> ReturnCode.of(id, 0)).toList());
        for (int salt = 1; ; salt++) {
            Set<String> taken = new HashSet<>(ReturnSql.taken(tx, store, codes));
            Set<String> own = new HashSet<>();
            boolean changed = false;
            for (int i = 0; i < codes.size(); i++)
                if (taken.contains(codes.get(i)) || !own.add(codes.get(i))) {
                    codes.set(i, ReturnCode.of(ids.get(i), salt));
                    changed = true;
                }
            if (!changed) return codes;
        }
    }
}
