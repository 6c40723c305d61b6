package io.postlude.portal;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductQuery;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import io.postlude.returns.Answer;
import io.postlude.returns.Appeal;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Credits;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.LabelPaper;
import io.postlude.returns.Labels;
import io.postlude.returns.Method;
import io.postlude.returns.Offering;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Pickup;
import io.postlude.returns.PickupCall;
import io.postlude.returns.Pickups;
import io.postlude.returns.Policy;
import io.postlude.returns.Quote;
import io.postlude.returns.RequestGate;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.SizeAdvice;
import io.postlude.returns.Wish;
import io.postlude.stores.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes what pages about sending things back need, each in one transaction of the store. */
final class ReturnReading {
    /** Who did something, as the history names customers. */
    static final String CUSTOMER = "customer";

    static final String RECIPIENT = "gift recipient";

    private final Database database;
    private final Faces faces;
    private final boolean gift;

    /** The modules it asks. */
    record Faces(Stores stores, Orders orders, ReturnNews news, Returns returns, Credits credits, RequestGate gate) {}

    /** {@code gift}: for those who were given something; neither they nor the buyer sees what is the other's. */
    ReturnReading(Database database, Faces faces, boolean gift) {
        this.database = database;
        this.faces = faces;
        this.gift = gift;
    }

    /** Everything the form shows; {@code key} is for a request that was not made yet. */
    record Form(
            Offering offering,
            Map<Long, List<ProductView.Variant>> variants,
            Quote shown,
            @Nullable Quote chosen,
            List<ReturnView> others,
            Policy policy,
            List<SizeAdvice.Advice> advice,
            Map<VariantId, String> picked) {}

    Optional<Form> form(Target target, ReturnForm filled) {
        OrderId order = new OrderId(target.order());
        StoreId store = target.store();
        return database.inStore(
                store,
                tx -> faces.returns().offering(tx, store, order).map(offering -> {
                    Quote shown = quote(tx, store, new Ask(order, shown(offering, filled), filled.method(), gift));
                    List<Wish> wishes = filled.wishes();
                    Quote chosen =
                            wishes.isEmpty() ? null : quote(tx, store, new Ask(order, wishes, filled.method(), gift));
                    return new Form(
                            offering,
                            variants(tx, store, offering.order()),
                            shown,
                            chosen,
                            faces.returns().ofOrder(tx, store, order).stream()
                                    .filter(view -> !gift && !view.isGift())
                                    .toList(),
                            faces.returns().policies().live(tx, store),
                            faces.returns()
                                    .learnt()
                                    .sizes()
                                    .of(
                                            tx,
                                            store,
                                            offering.order().lines().stream()
                                                    .map(OrderView.Line::variant)
                                                    .toList()),
                            picked(tx, store, filled));
                }));
    }

    private Map<VariantId, String> picked(Tx tx, StoreId store, ReturnForm filled) {
        List<VariantId> some = filled.chosen().values().stream()
                .flatMap(choice -> Stream.ofNullable(choice.shop()))
                .toList();
        Map<VariantId, String> names = new HashMap<>();
        if (!some.isEmpty())
            faces.orders().variantNames(tx, store, some).forEach((variant, name) -> names.put(variant, name.title()));
        return names;
    }

    /** A page of what the store sells, without what is known to be sold out; {@code order} says in which currency. */
    Optional<Shelf> shelf(Target target, ProductQuery query) {
        StoreId store = target.store();
        return database.inStore(
                store,
                tx -> faces.orders()
                        .order(tx, store, new OrderId(target.order()))
                        .map(order -> {
                            var in = new Orders.PriceIn(
                                    order.totals().total().currency(),
                                    faces.stores().get(store).currency());
                            Page<Orders.Good> goods = faces.orders().goods(tx, store, query, in);
                            List<VariantId> all = goods.rows().stream()
                                    .flatMap(good -> good.choices().stream())
                                    .map(Orders.Good.Choice::variant)
                                    .toList();
                            return new Shelf(
                                    order, goods, faces.returns().stock().free(tx, store, all));
                        }));
    }

    /** What there is; {@code left} holds how many of those that are counted. */
    record Shelf(OrderView order, Page<Orders.Good> goods, Map<VariantId, Integer> left) {}

    private Quote quote(Tx tx, StoreId store, Ask ask) {
        return faces.returns().quote(tx, store, ask).orElseThrow();
    }

    /** Every thing that may come back, with what was chosen for it or its first reason. */
    private static List<Wish> shown(Offering offering, ReturnForm filled) {
        List<Wish> wishes = new ArrayList<>();
        for (Offering.Thing thing : offering.things()) {
            if (!thing.isPossible()) continue;
            ReturnForm.Choice choice = filled.chosen().get(thing.line().id());
            wishes.add(new Wish(
                    thing.line().id(),
                    choice == null ? 1 : Math.clamp(choice.quantity(), 1, thing.free()),
                    ReturnFormWriter.reason(thing, choice),
                    "",
                    null,
                    choice == null ? null : choice.wear(),
                    null,
                    null));
        }
        return wishes;
    }

    private Map<Long, List<ProductView.Variant>> variants(Tx tx, StoreId store, OrderView order) {
        Map<Long, List<ProductView.Variant>> all = new HashMap<>();
        for (OrderView.Line line : order.lines())
            all.computeIfAbsent(
                    line.product().value(),
                    id -> faces.orders()
                            .product(tx, store, line.product())
                            .map(ProductView::variants)
                            .orElse(List.of()));
        return all;
    }

    Answer request(Target target, ReturnForm filled, Said said) {
        Ask ask = new Ask(new OrderId(target.order()), filled.wishes(), filled.method(), gift);
        Asker asker = new Asker(
                Asker.Channel.PORTAL,
                (gift ? "gift " : "page ") + target.order() + " " + filled.key(),
                gift ? RECIPIENT : CUSTOMER,
                said.language(),
                said.recipient());
        return faces.gate().request(target.store(), ask, asker);
    }

    /** In which language it is read, and who they are where they were given it. */
    record Said(@Nullable Language language, @Nullable GiftRecipient recipient) {}

    /** One return of this very order, with what its page shows. */
    record One(
            ReturnNews.Stand stand,
            OrderView order,
            @Nullable String number,
            long photos,
            Map<PayoutId, OrderView> exchanges,
            boolean held,
            @Nullable Appeal appeal,
            Fetching fetching,
            @Nullable Held credit) {}

    /**
     * Store credit that is held here.
     *
     * @param payouts of the return that added to it
     * @param balance what the customer has now, in the return's currency
     */
    record Held(Set<PayoutId> payouts, Money added, Money balance) {}

    private @Nullable Held held(Tx tx, StoreId store, ReturnView view) {
        CustomerId customer = view.customer();
        if (customer == null) return null;
        Map<PayoutId, Money> given = faces.credits()
                .given(tx, store, view.payouts().stream().map(Payout::id).toList());
        if (given.isEmpty()) return null;
        Money none = Money.zero(view.currency());
        Money balance = faces.credits().balances(tx, store, customer).stream()
                .filter(one -> one.currency().equals(view.currency()))
                .findFirst()
                .orElse(none);
        return new Held(given.keySet(), given.values().stream().reduce(none, Money::plus), balance);
    }

    /** When the carrier comes, and when else it could. */
    record Fetching(@Nullable Pickup pickup, @Nullable String number, boolean open, List<Pickups.Slot> slots) {
        static final Fetching NONE = new Fetching(null, null, false, List.of());
    }

    Optional<One> one(Target target, String code) {
        StoreId store = target.store();
        return database.inStore(
                store,
                tx -> mine(tx, target, code)
                        .flatMap(view -> faces.orders()
                                .order(tx, store, view.order())
                                .map(order -> new One(
                                        faces.news().of(tx, store, view.id()).orElseThrow(),
                                        order,
                                        faces.returns().parcel(tx, store, view).orElse(null),
                                        faces.returns().photoCount(tx, store, view.id()),
                                        exchanges(tx, store, view, order),
                                        faces.returns().learnt().fairness().isHeld(tx, store, view.id()),
                                        faces.returns()
                                                .learnt()
                                                .fairness()
                                                .appeal(tx, store, view.id())
                                                .orElse(null),
                                        fetching(tx, store, view),
                                        held(tx, store, view)))));
    }

    private Fetching fetching(Tx tx, StoreId store, ReturnView view) {
        if (view.method() != Method.PICKUP) return Fetching.NONE;
        Pickups pickups = faces.returns().pickups();
        Pickup pickup = pickups.of(tx, store, view.id()).orElse(null);
        boolean fixed = pickup != null && pickup.isBooked() && !pickups.isOpen(store, pickup);
        boolean waits = view.actions().contains(ReturnView.Action.GET_LABEL);
        String number = PickupCall.numberOf(pickup, pickups.call(tx, store, view.id()));
        return new Fetching(
                pickup, number, pickup != null && !fixed, waits && !fixed ? pickups.slots(tx, store) : List.of());
    }

    /** The orders that exchanges were placed as, where the shop told of them under the name staff or the shop gave. */
    private Map<PayoutId, OrderView> exchanges(Tx tx, StoreId store, ReturnView view, OrderView order) {
        Map<PayoutId, OrderView> all = new HashMap<>();
        for (Payout payout : view.payouts()) {
            String reference = payout.reference();
            if (payout.kind() != Payout.Kind.EXCHANGE || reference == null) continue;
            faces.orders()
                    .byReference(tx, store, order.source(), reference)
                    .flatMap(found -> faces.orders().order(tx, store, found))
                    .ifPresent(found -> all.put(payout.id(), found));
        }
        return all;
    }

    private Optional<ReturnView> mine(Tx tx, Target target, String code) {
        return faces.returns()
                .byCode(tx, target.store(), code)
                .filter(view -> view.order().value() == target.order() && view.isGift() == gift);
    }

    Optional<LabelPaper> label(Target target, String code) {
        return database.inStore(
                target.store(),
                tx -> faces.returns()
                        .labels()
                        .there(tx, target.store(), new Labels.Ticket(new OrderId(target.order()), code, gift))
                        .or(() -> mine(tx, target, code)
                                .flatMap(view -> faces.returns().labels().paper(tx, target.store(), view.id()))));
    }

    /** What the customer does with their return. */
    interface Deed {
        Answer run(Tx tx, StoreId store, ReturnView view);
    }

    /** Empty for a return that is not of this order. */
    Optional<Answer> change(Target target, String code, Deed deed) {
        return database.inStore(
                target.store(), tx -> mine(tx, target, code).map(view -> deed.run(tx, target.store(), view)));
    }

    Returns returns() {
        return faces.returns();
    }
}
