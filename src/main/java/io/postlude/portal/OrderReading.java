package io.postlude.portal;

import io.postlude.claims.ClaimView;
import io.postlude.claims.Claimable;
import io.postlude.claims.Claims;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Manner;
import io.postlude.journeys.Blocks;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Offering;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturns;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.texts.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a page from the faces of stores, orders and deliveries. */
final class OrderReading implements PageFacts {
    private final Database database;
    private final Stores stores;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Returns returns;
    private final Claims claims;
    private final Blocks blocks;
    private final SizeReading sizes;
    private final ShopReturns shopReturns;

    OrderReading(Database database, Portal.Faces faces) {
        this.database = database;
        this.stores = faces.stores();
        this.orders = faces.orders();
        this.deliveries = faces.deliveries();
        this.returns = faces.back().returns();
        this.claims = faces.back().claims();
        this.blocks = faces.blocks();
        this.shopReturns = faces.back().module().shopReturns();
        this.sizes = new SizeReading(faces.orders(), faces.back().returns());
    }

    @Override
    public Optional<Shop> shop(StoreId store) {
        return stores.find(store).map(OrderReading::shop);
    }

    @Override
    public Optional<Shop> shop(String slug) {
        return stores.bySlug(slug).map(OrderReading::shop);
    }

    private static Shop shop(Store store) {
        Language language = Language.of(store.locale().toLanguageTag());
        return new Shop(store.id(), store.slug(), store.brand(), language, store.zone());
    }

    @Override
    public Optional<Deliveries.Known> order(StoreId store, long order) {
        return database.inStore(store, tx -> deliveries.order(tx, store, new OrderId(order)));
    }

    @Override
    public Optional<Manner> manner(StoreId store, long order) {
        return database.inStore(
                store,
                tx -> orders.order(tx, store, new OrderId(order)).map(found -> deliveries.manner(tx, store, found)));
    }

    @Override
    public Backs backs(StoreId store, long order) {
        OrderId id = new OrderId(order);
        return database.inStore(store, tx -> {
            List<String> codes = returns.ofOrder(tx, store, id).stream()
                    .filter(view -> !view.isGift())
                    .map(ReturnView::code)
                    .toList();
            Troubles troubles = new Troubles(
                    claims.claimable(tx, store, id).map(Claimable::isPossible).orElse(false),
                    claims.ofOrder(tx, store, id).stream().map(ClaimView::code).toList());
            return returns.offering(tx, store, id)
                    .filter(Offering::isPossible)
                    .map(offering -> new Backs(true, offering.until(), codes, troubles))
                    .orElse(new Backs(false, null, codes, troubles));
        });
    }

    @Override
    public List<InShop> inShop(StoreId store, long order) {
        OrderId id = new OrderId(order);
        return database.inStore(store, tx -> {
            List<ShopReturn> all = shopReturns.ofOrder(tx, store, id);
            if (all.isEmpty()) return List.of();
            OrderView view = orders.order(tx, store, id).orElseThrow();
            Map<String, String> titles = new HashMap<>();
            view.lines().forEach(line -> titles.put(line.reference(), line.title()));
            var refunded = shopReturns.refunded(tx, store, view);
            return all.stream()
                    .map(one -> new InShop(one, titles, isPaid(one, refunded.getOrDefault(one.id(), Map.of()))))
                    .toList();
        });
    }

    private static boolean isPaid(ShopReturn one, Map<String, Integer> refunded) {
        int pieces = one.items().stream().mapToInt(ShopReturn.Item::pieces).sum();
        return pieces > 0
                && refunded.values().stream().mapToInt(Integer::intValue).sum() >= pieces;
    }

    @Override
    public Map<LineId, Fit> sizes(StoreId store, long order, boolean came) {
        OrderId id = new OrderId(order);
        return database.inStore(
                store,
                tx -> orders.order(tx, store, id)
                        .map(found -> sizes.of(tx, store, found, came))
                        .orElse(Map.of()));
    }

    @Override
    public Optional<TrackingPage.Block> block(StoreId store, long order, @Nullable Language language) {
        return database.inStore(
                store,
                tx -> blocks.of(tx, store, new OrderId(order), language == null ? null : language.locale())
                        .map(shown -> {
                            blocks.seen(tx, store, shown.id());
                            Texts.Block words = shown.words();
                            return new TrackingPage.Block(
                                    words.locale().getLanguage(),
                                    words.heading(),
                                    words.text(),
                                    words.button(),
                                    words.link());
                        }));
    }

    @Override
    public Optional<Long> find(StoreId store, String number, String email) {
        return database.inStore(
                store, tx -> orders.find(tx, store, number, email).map(OrderId::value));
    }
}
