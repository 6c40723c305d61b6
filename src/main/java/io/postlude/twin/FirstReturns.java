package io.postlude.twin;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductQuery;
import io.postlude.orders.VariantId;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Disposition;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.Grade;
import io.postlude.returns.Method;
import io.postlude.returns.Offering;
import io.postlude.returns.Pickups;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnQuery;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.Travel;
import io.postlude.returns.Wish;
import io.postlude.returns.Withdrawal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first returns over the API leave out: a day for the carrier, another thing altogether, a gift, a thing given away, a
 * withdrawal, somebody who sends back far more than others and disagrees with what that leads to, and who has troubles in hand.
 */
final class FirstReturns {
    private static final int ORDERS_LIMIT = 200;
    private static final int TROUBLES_LIMIT = 5;
    private static final int PICKUPS_A_DAY = 6;
    private static final String BY = "Maren Holm";

    private static final String DISAGREES = """
            I furnish flats for other people and order two or three things to see which one fits. What goes back is as it \
            came, with its labels. Please look again.""";

    private final Faces faces;
    private final Returns returns;

    /** What it asks. */
    record Faces(Database database, Orders orders, ReturnsModule returns) {}

    FirstReturns(Faces faces) {
        this.faces = faces;
        this.returns = faces.returns().returns();
    }

    /** {@code often}: the address of the one who sends much back. */
    void make(StoreId store, String often) {
        faces.database().runInStore(store, tx -> {
            List<OrderSummary> latest = faces.orders()
                    .list(tx, store, OrderQuery.newest(ORDERS_LIMIT))
                    .rows();
            List<OrderSummary> others = new ArrayList<>(latest);
            others.removeIf(order -> often.equals(order.email()));
            oftenBack(
                    tx,
                    store,
                    latest.stream()
                            .filter(order -> often.equals(order.email()))
                            .toList()
                            .reversed());
            asked(tx, store, others, new Case("pickup", Reason.CHANGED_MIND, Remedy.Kind.REFUND, Method.PICKUP))
                    .ifPresent(fetched -> choose(tx, store, fetched));
            var _ = asked(tx, store, others, new Case("shop", Reason.CHANGED_MIND, Remedy.Kind.SHOP, Method.DROP_OFF));
            var _ = asked(tx, store, others, new Case("gift", Reason.CHANGED_MIND, Remedy.Kind.CREDIT, Method.LABEL));
            asked(tx, store, others, new Case("donated", Reason.DEFECTIVE, Remedy.Kind.REFUND, Method.IN_STORE))
                    .ifPresent(here -> giveAway(tx, store, here));
            withdraw(tx, store, others);
            takeInHand(tx, store);
        });
    }

    /** How one thing is asked for. */
    private record Case(String key, Reason reason, Remedy.Kind remedy, Method method) {
        boolean gift() {
            return key.equals("gift");
        }

        Asker asker() {
            GiftRecipient recipient = gift() ? new GiftRecipient("jule.sommer@example.com", "Jule Sommer") : null;
            return new Asker(Asker.Channel.PORTAL, "demo-first-" + key, "customer", null, recipient);
        }
    }

    /** Of the latest order of which it can be; that order is used for nothing else. */
    private Optional<ReturnView> asked(Tx tx, StoreId store, List<OrderSummary> from, Case one) {
        for (OrderSummary order : List.copyOf(from)) {
            Optional<Offering> offering = returns.offering(tx, store, order.id());
            for (Offering.Thing thing : offering.map(Offering::things).orElse(List.of())) {
                if (!allows(thing, one)) continue;
                from.remove(order);
                VariantId instead = one.remedy() == Remedy.Kind.SHOP ? other(tx, store, offering.get(), thing) : null;
                Ask ask = new Ask(order.id(), List.of(wish(thing, 1, one, instead)), one.method(), one.gift());
                Optional<ReturnView> made = done(returns.request(tx, store, ask, one.asker()));
                if (made.isPresent()) return made;
                break;
            }
        }
        return Optional.empty();
    }

    private static boolean allows(Offering.Thing thing, Case one) {
        return thing.free() > 0
                && thing.reasons().stream()
                        .anyMatch(answered -> answered.reason() == one.reason()
                                && answered.decision().isAllowed());
    }

    private static Wish wish(Offering.Thing thing, int pieces, Case one, @Nullable VariantId instead) {
        return new Wish(thing.line().id(), pieces, one.reason(), "", null, one.remedy(), instead);
    }

    private static Optional<ReturnView> done(Answer answer) {
        return answer instanceof Answer.Done(ReturnView view, boolean _) ? Optional.of(view) : Optional.empty();
    }

    /** What the store sells most cheaply: it costs no more than what comes back, so nothing is to be paid on top. */
    private @Nullable VariantId other(Tx tx, StoreId store, Offering offering, Offering.Thing thing) {
        var currency = offering.order().totals().total().currency();
        VariantId own = thing.line().variant();
        return faces
                .orders()
                .goods(tx, store, new ProductQuery(null, null, ORDERS_LIMIT), new Orders.PriceIn(currency, currency))
                .rows()
                .stream()
                .flatMap(good -> good.choices().stream())
                .filter(choice -> !choice.variant().equals(own))
                .min(Comparator.comparingLong(
                        (Orders.Good.Choice choice) -> choice.price().minor()))
                .map(Orders.Good.Choice::variant)
                .orElse(null);
    }

    /** The second day there is a place. */
    private void choose(Tx tx, StoreId store, ReturnView fetched) {
        if (returns.pickups().aDay(tx, store) == 0) returns.pickups().offer(tx, store, PICKUPS_A_DAY, BY);
        returns.pickups().slots(tx, store).stream()
                .filter(Pickups.Slot::isFree)
                .skip(1)
                .findFirst()
                .ifPresent(slot -> {
                    var _ = returns.pickups().book(tx, store, fetched.id(), slot.day());
                });
    }

    /** Too worn to sell, too good to throw away. */
    private void giveAway(Tx tx, StoreId store, ReturnView brought) {
        done(returns.receive(tx, store, brought.id(), Returns.Word.all(BY)))
                .flatMap(here -> here.pieces().stream()
                        .filter(piece -> piece.travel() == Travel.RECEIVED)
                        .findFirst())
                .ifPresent(piece -> {
                    var _ = returns.grade(
                            tx,
                            store,
                            brought.id(),
                            new Returns.Finding(
                                    piece.id(), Grade.C, Disposition.DONATE, true, 0, Optional.empty(), BY));
                });
    }

    /** Under the law, without a reason and apart from every return. */
    private void withdraw(Tx tx, StoreId store, List<OrderSummary> latest) {
        for (OrderSummary order : latest) {
            Optional<OrderView> view = faces.orders().order(tx, store, order.id());
            String email = order.email();
            if (view.isEmpty() || email == null || order.buyer() == null) continue;
            var words = new Withdrawal.Words(order.buyer(), email, "Everything of order " + order.number());
            if (faces.returns()
                    .withdrawals()
                    .declare(tx, store, view.get(), words)
                    .isPresent()) return;
        }
    }

    /** All but their last order goes back; of the last they hear that a person looks first, and say what they think of it. */
    private void oftenBack(Tx tx, StoreId store, List<OrderSummary> orders) {
        List<Ask> asks = orders.stream()
                .map(order -> whole(tx, store, order))
                .filter(ask -> !ask.wishes().isEmpty())
                .toList();
        if (asks.isEmpty()) return;
        for (Ask ask : asks.subList(0, asks.size() - 1)) {
            var _ = sentBack(tx, store, ask);
        }
        faces.returns().fairness().weigh(tx, store);
        sentBack(tx, store, asks.getLast()).ifPresent(held -> {
            var _ = faces.returns().fairness().appeal(tx, store, held, DISAGREES);
        });
    }

    /** All of an order that may come back. */
    private Ask whole(Tx tx, StoreId store, OrderSummary order) {
        var one = new Case("often", Reason.CHANGED_MIND, Remedy.Kind.REFUND, Method.DROP_OFF);
        List<Wish> wishes = returns.offering(tx, store, order.id()).map(Offering::things).orElse(List.of()).stream()
                .filter(thing -> allows(thing, one))
                .map(thing -> wish(thing, thing.free(), one, null))
                .toList();
        return new Ask(order.id(), wishes, one.method());
    }

    private Optional<ReturnView> sentBack(Tx tx, StoreId store, Ask ask) {
        var asker = new Asker(Asker.Channel.PORTAL, "demo-often-" + ask.order().value(), "customer");
        return done(returns.request(tx, store, ask, asker));
    }

    /** The older half of what went wrong is in somebody's hands. */
    private void takeInHand(Tx tx, StoreId store) {
        var troubled = new ReturnQuery(Set.of(), new ReturnQuery.Only(null, null, true), null, TROUBLES_LIMIT);
        List<ReturnView> all = returns.list(tx, store, troubled).rows();
        all.subList(all.size() / 2, all.size())
                .forEach(view -> faces.returns().records().own(tx, store, view.id(), BY));
        faces.returns().strays().open(tx, store).stream().limit(1).forEach(stray -> {
            boolean _ = faces.returns().strays().take(tx, store, stray.id(), BY);
        });
    }
}
