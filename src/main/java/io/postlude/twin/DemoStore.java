package io.postlude.twin;

import io.postlude.connectors.OrderIntake;
import io.postlude.kernel.Database;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.stores.Actor;
import io.postlude.stores.Brand;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.DemoBrands;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import io.postlude.stores.Source;
import io.postlude.stores.Staff;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoresModule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Two stores with a name and a face, some weeks of orders and parcels in every state. The same seed and hour give the same
 * stores; times are counted back from now, so that today has something to show.
 */
public final class DemoStore {
    public static final String EMAIL = "demo@maren-pine.example";
    public static final String PASSWORD = "sixteen wool throws";
    private static final long SEED = 20_260_301;
    private static final int ORDERS = 440;
    private static final int ORDERS_OF_SECOND = 60;
    private static final String SECRET = "demo-webhook-secret";
    private static final Actor DEMO = new Actor.Program("demo");

    private final Parts parts;

    public DemoStore(Parts parts) {
        this.parts = parts;
    }

    /** {@code server} is the address under which people reach this program, for the pictures of products. */
    public record Parts(
            Database database,
            InstantSource clock,
            StoresModule stores,
            Orders orders,
            OrderIntake intake,
            String server) {}

    /** Opens and fills the stores of the demo, once: where they are there already nothing happens. */
    public void fill(DemoDoor door) {
        if (parts.stores.stores().bySlug("maren-pine").isPresent()) return;
        Store first = branded(
                parts.stores
                        .stores()
                        .open(details("maren-pine", "Maren & Pine", "de-DE", "Europe/Berlin"), DEMO)
                        .orThrow(),
                DemoBrands.marenAndPine());
        PersonId owner = parts.stores
                .staff()
                .addDirectly(first.id(), Role.OWNER, new Staff.NewPerson(EMAIL, "Maren Holm", "en", PASSWORD));
        Store second = branded(
                parts.stores
                        .stores()
                        .open(
                                details("volt-9", "VOLT/9", "en-NL", "Europe/Amsterdam"),
                                new Actor.Staff(owner, "Maren Holm", ""))
                        .orThrow(),
                DemoBrands.volt9());
        fill(
                first,
                new DemoOrders.Shop("MP-", first.zone(), DemoProduct.MAREN_AND_PINE, ORDERS, SEED, pictures()),
                door);
        fill(
                second,
                new DemoOrders.Shop("V9-", second.zone(), DemoProduct.VOLT_9, ORDERS_OF_SECOND, SEED + 1, pictures()),
                door);
    }

    private static StoreDetails details(String slug, String name, String locale, String zone) {
        return StoreDetails.of(slug, name, new StoreDetails.Region(locale, zone, "EUR"));
    }

    private Store branded(Store store, Brand brand) {
        return parts.stores
                .stores()
                .saveBrand(store.id(), store.version(), brand, DEMO)
                .orThrow();
    }

    private String pictures() {
        return "/assets/portal/art/";
    }

    /** Orders at the entry all connectors share, scans by webhook. */
    private void fill(Store store, DemoOrders.Shop shop, DemoDoor door) {
        Instant now = parts.clock.instant();
        List<DemoOrders.Made> all = new DemoOrders(shop, now.truncatedTo(ChronoUnit.HOURS)).all();
        List<OrderSnapshot> snapshots = all.stream().map(DemoOrders.Made::order).toList();
        parts.database.runSpine(
                tx -> parts.intake.follow(tx, store.id(), parts.orders.take(tx, store.id(), snapshots)));
        Connection connection = parts.stores
                .connections()
                .connect(store.id(), new Connections.Wanted(Source.AFTERSHIP, null, SECRET, Map.of()), DEMO)
                .orThrow();
        door.deliver(
                connection,
                all.stream()
                        .flatMap(made -> made.parcels().stream())
                        .map(parcel -> parcel.webhook(now))
                        .filter(body -> body.length > 0)
                        .toList());
    }
}
