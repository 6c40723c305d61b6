package io.postlude.twin;

import io.postlude.claims.Agreement;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Claimable;
import io.postlude.claims.Claims;
import io.postlude.claims.Outcome;
import io.postlude.claims.Warranty;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.returns.Asker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A claim of each kind, of the latest orders of which it can be made: two answered, one asked back, the others waiting. */
final class FirstClaims {
    private static final int ORDERS_LIMIT = 200;
    private static final String BY = "Maren Holm";
    private static final Map<ClaimKind, String> WORDS = new EnumMap<>(Map.of(
            ClaimKind.DAMAGED, "One of the mugs has a crack right through the handle.",
            ClaimKind.WRONG_ITEM, "I ordered oat, and a grey one came.",
            ClaimKind.MISSING, "There was only the box in the box.",
            ClaimKind.NEVER_ARRIVED, "It says delivered, but nobody here has seen it.",
            ClaimKind.DEFECT, "The seam came loose after a week."));

    private static final Told REPAIRED =
            new Told(ClaimKind.DEFECT, "repair", "The handle has come loose, and the glue does not hold.");
    private static final String MENDED = "We mend it. Send it with this label; it is back with you in two weeks.";

    private final Database database;
    private final Orders orders;
    private final Claims claims;

    FirstClaims(Database database, Orders orders, Claims claims) {
        this.database = database;
        this.orders = orders;
        this.claims = claims;
    }

    /** What is claimed; {@code key}: one key, one claim. */
    private record Told(ClaimKind kind, String key, String words) {
        static Told of(ClaimKind kind) {
            return new Told(kind, kind.word(), WORDS.getOrDefault(kind, kind.word()));
        }
    }

    void make(StoreId store) {
        database.runInStore(store, tx -> {
            claims.warranty().setTerm(tx, store, Warranty.ANY_TYPE, Warranty.USUAL_MONTHS);
            List<OrderSummary> latest = new ArrayList<>(
                    orders.list(tx, store, OrderQuery.newest(ORDERS_LIMIT)).rows());
            for (ClaimKind kind : ClaimKind.values())
                made(tx, store, latest, Told.of(kind)).ifPresent(id -> {
                    answer(tx, store, kind, id);
                    askCarrier(tx, store, id);
                });
            made(tx, store, latest, REPAIRED).ifPresent(id -> {
                var _ = claims.agree(tx, store, id, new Agreement(Outcome.REPAIR, 0, true, MENDED, BY));
            });
        });
    }

    /** Of the first order it can be made of, which then makes no other. */
    private Optional<ClaimId> made(Tx tx, StoreId store, List<OrderSummary> latest, Told told) {
        for (OrderSummary order : List.copyOf(latest)) {
            Optional<Claimable.Thing> thing = claims.claimable(tx, store, order.id()).stream()
                    .flatMap(claimable -> claimable.things().stream())
                    .filter(one -> one.isPossible(told.kind()))
                    .findFirst();
            if (thing.isEmpty()) continue;
            latest.remove(order);
            ClaimAnswer answer = claims.ask(tx, store, ask(order, told, thing.get()));
            return answer instanceof ClaimAnswer.Done done
                    ? Optional.of(done.view().id())
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static ClaimAsk ask(OrderSummary order, Told told, Claimable.Thing thing) {
        return new ClaimAsk(
                order.id(),
                told.kind(),
                List.of(new ClaimAsk.Part(thing.line().id(), 1, null)),
                ClaimWish.ANY,
                told.words(),
                Language.EN,
                List.of(),
                new Asker(Asker.Channel.PORTAL, "demo-" + told.key(), "customer"));
    }

    /** Where the carrier may have done it; one of them is filed. */
    private void askCarrier(Tx tx, StoreId store, ClaimId id) {
        claims.find(tx, store, id)
                .flatMap(claim -> claims.carriers().open(tx, store, claim, BY))
                .filter(asked -> claims.find(tx, store, id).orElseThrow().kind() == ClaimKind.DAMAGED)
                .ifPresent(asked -> {
                    boolean _ = claims.carriers().filed(tx, store, id, "CLM-20417");
                });
    }

    private void answer(Tx tx, StoreId store, ClaimKind kind, ClaimId id) {
        var _ = switch (kind) {
            case DAMAGED ->
                claims.agree(
                        tx, store, id, Agreement.of(Outcome.REPLACE, "We are sorry. A new one is on its way.", BY));
            case WRONG_ITEM ->
                claims.askBack(tx, store, id, new Claims.Word(BY, "Could you tell us the number on the label?"));
            case DEFECT ->
                claims.refuse(tx, store, id, new Claims.Word(BY, "It was washed hot, which wool does not bear."));
            case MISSING, NEVER_ARRIVED -> id;
        };
    }
}
