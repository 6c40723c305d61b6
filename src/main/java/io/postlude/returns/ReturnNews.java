package io.postlude.returns;

import io.postlude.deliveries.Language;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promise;
import io.postlude.promises.Promises;
import io.postlude.returns.ReturnView.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what there is to tell about returns: how they stand, until when money is promised, and what was said about pieces. */
public final class ReturnNews {
    private final Promises promises;
    private final ShopReturns inShop;

    public ReturnNews(Promises promises, ShopReturns inShop) {
        this.promises = promises;
        this.inShop = inShop;
    }

    /** Those that were made in the shop. */
    public ShopReturns inShop() {
        return inShop;
    }

    /**
     * One return as it is told.
     *
     * @param refundBy until when the money is promised to be on its way; null where nothing is promised
     * @param whys what staff said where they did not take a piece
     * @param language the one it was asked for in; null where nobody said
     * @param recipient who sends a gift back; null for everything else
     */
    public record Stand(
            ReturnView view,
            @Nullable Instant refundBy,
            Map<PieceId, String> whys,
            @Nullable Language language,
            @Nullable GiftRecipient recipient) {
        public Stand {
            whys = Map.copyOf(whys);
        }

        /** The same return as it stood at another moment. */
        public Stand standing(ReturnView then) {
            return new Stand(then, refundBy, whys, language, recipient);
        }

        /** What the store found, and why it did not take it. */
        @Nullable
        String why(Piece piece) {
            String why = piece.verdict() == Verdict.DECLINED || piece.verdict() == Verdict.REFUSED
                    ? whys.get(piece.id())
                    : null;
            String said = Stream.of(piece.finding(), why)
                    .filter(Objects::nonNull)
                    .distinct()
                    .collect(Collectors.joining(" "));
            return said.isEmpty() ? null : said;
        }

        /** A claim gave it, and tells of it itself. */
        public boolean isTelling() {
            return view.pieces().stream().noneMatch(piece -> piece.rule().equals(Grants.RULE));
        }
    }

    /** Which of these are sent back by somebody else than the buyer, who must not hear of them. */
    public Set<ReturnId> gifts(Tx tx, StoreId store, Collection<ReturnId> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(tx.list(
                        "select id from returns.customer_return where store_id = ? and id = any(?) and gift",
                        row -> new ReturnId(row.getLong(1)),
                        store,
                        ReturnSql.longs(ids)));
    }

    public Optional<Stand> of(Tx tx, StoreId store, ReturnId id) {
        return Optional.ofNullable(of(tx, store, List.of(id)).get(id));
    }

    /** By their ids; those that are not there are left out. */
    public Map<ReturnId, Stand> of(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Stand> all = new HashMap<>();
        if (ids.isEmpty()) return all;
        Map<ReturnId, Map<PieceId, String>> whys = whys(tx, store, ids);
        Map<ReturnId, Language> languages = ReturnSql.languages(tx, store, ids);
        Map<ReturnId, GiftRecipient> recipients = GiftSql.recipients(tx, store, ids);
        for (ReturnView view : ReturnViews.of(tx, store, ids))
            all.put(
                    view.id(),
                    new Stand(
                            view,
                            refundBy(tx, store, view),
                            whys.getOrDefault(view.id(), Map.of()),
                            languages.get(view.id()),
                            recipients.get(view.id())));
        return all;
    }

    /** How they moved, so that they can be seen as they were. */
    public Map<ReturnId, ReturnOverTime> overTime(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, List<ReturnOverTime.Moved>> moves = new HashMap<>();
        if (ids.isEmpty()) return Map.of();
        tx.each(
                """
                select return_id, piece_id, was, at from returns.history
                where store_id = ? and return_id = any(?) and what = 'MOVED' and piece_id is not null order by at, id""",
                row -> moves.computeIfAbsent(new ReturnId(row.getLong(1)), id -> new ArrayList<>())
                        .add(new ReturnOverTime.Moved(
                                new PieceId(row.getLong(2)), row.getString(3), Tx.instantNotNull(row, "at"))),
                store,
                ReturnSql.longs(ids));
        Map<ReturnId, ReturnOverTime> all = new HashMap<>();
        moves.forEach((id, of) -> all.put(id, new ReturnOverTime(of)));
        return all;
    }

    private @Nullable Instant refundBy(Tx tx, StoreId store, ReturnView view) {
        if (view.promise() == null) return null;
        return promises.ofOrder(tx, store, view.order()).stream()
                .filter(promise -> promise.id().equals(view.promise()))
                .findFirst()
                .map(Promise::window)
                .map(window -> window.by())
                .orElse(null);
    }

    private static Map<ReturnId, Map<PieceId, String>> whys(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Map<PieceId, String>> all = new HashMap<>();
        tx.each(
                """
                select return_id, piece_id, why from returns.history
                where store_id = ? and return_id = any(?) and became in ('DECLINED', 'REFUSED') and why is not null
                order by id""",
                row -> all.computeIfAbsent(new ReturnId(row.getLong(1)), id -> new HashMap<>())
                        .put(new PieceId(row.getLong(2)), row.getString(3)),
                store,
                ReturnSql.longs(ids));
        return all;
    }
}
