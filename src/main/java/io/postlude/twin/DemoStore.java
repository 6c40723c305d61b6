package io.postlude.twin;

import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Gestures;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.segments.Segments;
import io.postlude.stores.Actor;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Brand;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.DemoBrands;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import io.postlude.stores.Scope;
import io.postlude.stores.Source;
import io.postlude.stores.Staff;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoresModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the two stores of the demo with their faces and their ties to the outside, once, and knows who speaks for each. */
public final class DemoStore {
    public static final String EMAIL = "demo@maren-pine.example";
    public static final String PASSWORD = "sixteen wool throws";
    private static final String SECRET = "demo-webhook-secret";
    private static final String KEY_PURPOSE = "twin-api-key";
    /** What may be given for the wait, and what answering one question costs: so that both show money. */
    private static final Money GOODWILL = Money.of(2_500, "EUR");

    private static final int GOODWILL_DAYS = 365;
    private static final Money COST_OF_A_CONTACT = Money.of(480, "EUR");
    private static final Actor DEMO = new Actor.Program("demo");

    private final Database database;
    private final Secrets secrets;
    private final StoresModule stores;
    private final Deliveries deliveries;
    private final Segments segments;

    DemoStore(Faces faces) {
        this.database = faces.database();
        this.secrets = faces.secrets();
        this.stores = faces.stores();
        this.deliveries = faces.deliveries();
        this.segments = faces.segments();
    }

    /** What a store of the demo is opened with. */
    record Faces(Database database, Secrets secrets, StoresModule stores, Deliveries deliveries, Segments segments) {}

    /** What a world begins with. */
    record Beginning(long seed, Instant began, Instant living) {}

    /** Opens what is missing, true where that is all; a demo that was stopped while it was opened is opened to the end. */
    boolean open(Beginning beginning) {
        boolean fresh = stores.stores().allAcrossStores().isEmpty();
        Store first = store("maren-pine", "Maren & Pine", new Region("de-DE", "Europe/Berlin"), DEMO);
        PersonId owner = owner(first);
        Store second = store(
                "volt-9",
                "VOLT/9",
                new Region("en-NL", "Europe/Amsterdam"),
                owner == null ? DEMO : new Actor.Staff(owner, "Maren Holm", ""));
        faced(first, DemoBrands.marenAndPine());
        faced(second, DemoBrands.volt9());
        connect(first.id(), Source.SHOPIFY, "maren-pine.myshopify.com");
        connect(first.id(), Source.AFTERSHIP, null);
        connect(second.id(), Source.EASYPOST, null);
        world(first.id(), beginning);
        world(second.id(), beginning);
        return fresh;
    }

    private record Region(String locale, String zone) {}

    private Store store(String slug, String name, Region region, Actor actor) {
        return stores.stores()
                .bySlug(slug)
                .orElseGet(() -> stores.stores()
                        .open(
                                StoreDetails.of(slug, name, new StoreDetails.Region(region.locale, region.zone, "EUR")),
                                actor)
                        .orThrow());
    }

    /** Null where the owner was hired at an earlier start: then the second store is there too, or opened without one. */
    private @Nullable PersonId owner(Store first) {
        boolean hired = database.inStore(first.id(), tx -> TwinSql.world(tx, first.id()))
                .isPresent();
        return hired
                ? null
                : stores.staff()
                        .addDirectly(first.id(), Role.OWNER, new Staff.NewPerson(EMAIL, "Maren Holm", "en", PASSWORD));
    }

    private void faced(Store store, Brand brand) {
        if (store.version() > 1) return;
        var _ = stores.stores()
                .saveBrand(store.id(), store.version(), brand, DEMO)
                .orThrow();
    }

    private void connect(StoreId store, Source source, @Nullable String shop) {
        if (connection(store, source) != null) return;
        var _ = stores.connections()
                .connect(store, new Connections.Wanted(source, shop, SECRET, Map.of()), DEMO)
                .orThrow();
    }

    private @Nullable Connection connection(StoreId store, Source source) {
        return stores.connections().list(store).stream()
                .filter(connection -> connection.source() == source)
                .findFirst()
                .orElse(null);
    }

    private void world(StoreId store, Beginning beginning) {
        if (database.inStore(store, tx -> TwinSql.world(tx, store)).isPresent()) return;
        var made = (ApiKeys.Issued.Made) stores.apiKeys()
                .issue(
                        store,
                        new ApiKeys.Wanted(
                                "The demo's own shop",
                                Set.of(
                                        Scope.ORDERS_READ,
                                        Scope.ORDERS_WRITE,
                                        Scope.TRACKING_WRITE,
                                        Scope.CUSTOMERS_WRITE,
                                        Scope.RETURNS_READ,
                                        Scope.RETURNS_WRITE,
                                        Scope.POLICY_WRITE),
                                null),
                        DEMO);
        byte[] sealed = secrets.seal(KEY_PURPOSE, made.token());
        database.runInStore(store, tx -> {
            TwinSql.insert(
                    tx,
                    store,
                    new TwinSql.WorldRow(
                            beginning.seed(),
                            beginning.began(),
                            beginning.living(),
                            beginning.began().minusSeconds(1),
                            sealed));
            deliveries.gestures().setRule(tx, store, new Gestures.Rule(GOODWILL, GOODWILL_DAYS));
            deliveries.contacts().setCost(tx, store, COST_OF_A_CONTACT);
            DemoSegments.WISHES.forEach(wish -> {
                var _ = segments.add(tx, store, wish);
            });
        });
    }

    /** Who tells of a store: its shop's system, its trackers, its own programs. */
    List<Voice> voices(StoreId store, Shop shop, TwinSql.WorldRow world) {
        byte[] sealed = world.apiKey();
        String key = sealed == null ? "" : secrets.unseal(KEY_PURPOSE, sealed);
        ApiVoice api = new ApiVoice(key, Carrier.POSTNL);
        Connection shopify = connection(store, Source.SHOPIFY);
        Connection afterShip = connection(store, Source.AFTERSHIP);
        Connection easyPost = connection(store, Source.EASYPOST);
        if (shopify != null && shopify.shopDomain() != null && afterShip != null)
            return List.of(
                    new ShopifyVoice(Hook.of(shopify), shopify.shopDomain()),
                    new AfterShipVoice(Hook.of(afterShip)),
                    new ReturnsDesk(api),
                    new HelpDesk(api, true));
        if (easyPost == null) throw new IllegalStateException("nobody follows the parcels of " + shop.slug());
        return List.of(api, new EasyPostVoice(Hook.of(easyPost), Carrier.POSTNL), new HelpDesk(api, false));
    }

    /** The staff of a store who work in Shopify's admin; none where it sells elsewhere. */
    Optional<ShopifyAdmin> admin(StoreId store, ShopifyAdmin.Faces faces) {
        Connection shopify = connection(store, Source.SHOPIFY);
        return shopify == null || shopify.shopDomain() == null
                ? Optional.empty()
                : Optional.of(new ShopifyAdmin(Hook.of(shopify), shopify.shopDomain(), faces));
    }

    /** What a store's own program knows how to say. */
    ApiVoice program(StoreId store) {
        byte[] sealed = database.inStore(store, tx -> TwinSql.world(tx, store))
                .map(TwinSql.WorldRow::apiKey)
                .orElse(null);
        return new ApiVoice(sealed == null ? "" : secrets.unseal(KEY_PURPOSE, sealed), Carrier.POSTNL);
    }

    /** Everything the demo knows of a store it opened. */
    StoreId idOf(Shop shop) {
        return stores.stores().bySlug(shop.slug()).orElseThrow().id();
    }
}
