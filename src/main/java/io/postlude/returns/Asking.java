package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** {@code dueAtOnce}: something is to be given, or paid on top, before anything is sent; {@code comes}: it may be sent now. */
    record Made(ReturnId id, boolean dueAtOnce, boolean comes) implements Committed {}

    record Before(ReturnId id) implements Committed {}

    record Denied(List<Denial> denials) implements Committed {}

    Committed commit(Tx tx, StoreId store, Request request) {
        byte[] hash = Secrets.sha256(Json.write(request.ask()).getBytes(StandardCharsets.UTF_8));
        Optional<Situation> locked =
                parts.situations().lock(tx, store, request.ask().order(), request.now());
        if (locked.isEmpty()) return new Denied(List.of(Denial.whole(Denial.Kind.NO_SUCH_ORDER)));
        Optional<Committed> before = before(tx, store, request.asker(), hash);
        if (before.isPresent()) return before.get();
        Quote quote = parts.situations().quote(tx, locked.get(), request.ask());
        if (!quote.isPossible()) return new Denied(quote.denials());
        if (request.ask().gift() != (request.asker().gift() != null))
            throw new IllegalArgumentException("a gift is sent back by whoever was given it, and by nobody else");
        if (!Shelf.take(tx, store, quote.pieces())) return new Denied(soldOut(quote));
        return new Made(write(tx, locked.get(), request, new Draft(quote, hash)), isDueAtOnce(quote), comes(quote));
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
    private record Draft(Quote quote, byte[] hash) {}

    /** Writes down what a person of the store granted; the caller holds the order's book. */
    ReturnId granted(Tx tx, Situation now, Request request, Quote quote) {
        return write(tx, now, request, new Draft(quote, new byte[0]));
    }

    private static Optional<Committed> before(Tx tx, StoreId store, Asker asker, byte[] hash) {
        return tx.first(
                "select id, request_hash from returns.customer_return where store_id = ? and request_key = ?",
                row -> Arrays.equals(row.getBytes(2), hash)
                        ? new Before(new ReturnId(row.getLong(1)))
                        : new Denied(List.of(Denial.whole(Denial.Kind.KEY_USED))),
                store,
                asker.key());
    }

    private ReturnId write(Tx tx, Situation now, Request request, Draft draft) {
        StoreId store = now.store().id();
        ReturnId id = new ReturnId(parts.ids().next());
        Quote quote = draft.quote();
        List<PieceId> pieces = writePieces(tx, now, request, new Fresh(quote, id));
        Stage stage = quote.needsPerson() ? Stage.ASKED : Stage.AWAITED;
        tx.execute(
                ReturnSql.ADD,
                store,
                id,
                code(tx, store, id),
                now.order().id(),
                buyer(now, request),
                stage,
                Objects.requireNonNull(quote.method()),
                request.asker().channel(),
                request.asker().key(),
                draft.hash(),
                quote.policyVersion(),
                quote.currency().getCurrencyCode(),
                request.now(),
                quote.sendBy(),
                request.asker().language() == null
                        ? null
                        : request.asker().language().code(),
                request.asker().gift() != null);
        if (request.asker().gift() != null)
            GiftSql.add(tx, store, id, request.asker().gift());
        parts.moves()
                .note(tx, store, id, new Moves.Note("REQUESTED", request.asker().by(), null, request.now()));
        tell(tx, now, request, new Told(id, pieces, quote));
        return id;
    }

    /** To a gift the buyer is nobody. */
    private static @Nullable CustomerId buyer(Situation now, Request request) {
        return request.asker().gift() == null ? now.order().customer() : null;
    }

    private record Fresh(Quote quote, ReturnId id) {}

    private record Told(ReturnId id, List<PieceId> pieces, Quote quote) {}

    private void tell(Tx tx, Situation now, Request request, Told told) {
        StoreId store = now.store().id();
        parts.log()
                .append(
                        tx,
                        new ReturnRequested(
                                store,
                                told.id(),
                                now.order().id(),
                                buyer(now, request),
                                told.pieces(),
                                Objects.requireNonNull(told.quote().method()),
                                told.quote().needsPerson(),
                                request.now()));
        if (!told.quote().needsPerson())
            parts.log()
                    .append(tx, new ReturnApproved(store, told.id(), now.order().id(), told.pieces(), request.now()));
    }

    /** Where one piece needs a person, the whole return waits for them. */
    private List<PieceId> writePieces(Tx tx, Situation now, Request request, Fresh fresh) {
        Quote quote = fresh.quote();
        BulkRows rows = new BulkRows(ReturnSql.PIECE);
        List<PieceId> ids = new ArrayList<>();
        Map<PieceId, VariantId> exchanges = new HashMap<>();
        Verdict verdict = quote.needsPerson() ? Verdict.ASKED : Verdict.APPROVED;
        for (Quote.Item item : quote.items()) {
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
                                fresh.id(),
                                pieceId,
                                decision,
                                verdict,
                                request.ask().gift()),
                        request.now());
            }
        }
        rows.appendTo(tx, "returns.piece");
        Shelf.hold(
                tx,
                now.store().id(),
                exchanges,
                new Shelf.Term(fresh.id(), request.now(), now.policy().keptDays()));
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

    private static String code(Tx tx, StoreId store, ReturnId id) {
        for (int salt = 0; ; salt++) {
            String code = ReturnCode.of(id, salt);
            if (ReturnSql.byCode(tx, store, code).isEmpty()) return code;
        }
    }
}
