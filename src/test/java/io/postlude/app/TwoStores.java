package io.postlude.app;

import io.postlude.connectors.OrderIntake;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Enquiries;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.journeys.Send;
import io.postlude.kernel.Id;
import io.postlude.kernel.Money;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.Pools;
import io.postlude.loyalty.Worth;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Taken;
import io.postlude.promises.NewPromise;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.RiskCause;
import io.postlude.segments.Segments;
import io.postlude.stores.Actor;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Connections;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import io.postlude.stores.Scope;
import io.postlude.stores.SignIn;
import io.postlude.stores.Source;
import io.postlude.stores.Staff;
import io.postlude.stores.StoreDetails;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextEdits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The whole product with two stores of the same kind, so that what one holds can be looked for from the other. */
final class TwoStores implements AutoCloseable {
    /** Stands in everything the other store has, and nowhere else. */
    static final String MARK = "geheimrat";

    private static final String PASSWORD = "nine warm woollen throws";
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final SignIn.Visitor VISITOR = new SignIn.Visitor("198.51.100.7", "test");

    final TestDatabase test = TestDatabase.fresh();
    final Ground ground;
    final Product product;
    final int port;
    private final PlantedRows planted;
    final Side here;
    final Side there;

    /** One store with its owner's session, a key that may do all, and the ids of what it holds by the word before them. */
    record Side(StoreId store, SignIn.Outcome.SignedIn owner, String key, Map<String, List<String>> ids) {}

    TwoStores() {
        this(Map.of());
    }

    /** With settings beside those of every test. */
    TwoStores(Map<String, String> more) {
        String login = test.address().user() + ":" + test.address().password() + "@";
        String url = test.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        Map<String, String> all = new TreeMap<>(more);
        all.putAll(Map.of("DATABASE_URL", url, "POSTLUDE_PORT", "0"));
        Settings settings = Settings.load(all, Path.of("target/nowhere"));
        ground = Ground.open(settings, Events.ALL);
        product = new Product(ground);
        planted = new PlantedRows(ground);
        here = open("here", "plain");
        there = open("there", MARK);
        port = product.start();
    }

    private Side open(String slug, String word) {
        StoreId store = product.stores
                .stores()
                .open(
                        StoreDetails.of(slug, word + " shop", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                        new Actor.Program("test"))
                .orThrow()
                .id();
        String email = "owner@" + word + ".example";
        PersonId person = product.stores
                .staff()
                .addDirectly(store, Role.OWNER, new Staff.NewPerson(email, word + " owner", "en", PASSWORD));
        if (!(product.stores.signIn().signIn(email, PASSWORD, VISITOR) instanceof SignIn.Outcome.SignedIn owner))
            throw new IllegalStateException("the owner cannot sign in");
        Actor.Staff actor = new Actor.Staff(person, word + " owner", "");
        var key = (ApiKeys.Issued.Made) product.stores
                .apiKeys()
                .issue(store, new ApiKeys.Wanted(word + " key", Set.of(Scope.values()), null), actor);
        var connection = product.stores
                .connections()
                .connect(
                        store,
                        new Connections.Wanted(Source.SHOPIFY, word + ".myshopify.com", "hush-" + word, Map.of()),
                        actor)
                .orThrow();
        var invited = (Staff.Invited.Sent)
                product.stores.staff().invite(store, "new@" + word + ".example", Role.AGENT, actor);
        Taken taken = buy(store, word);
        return new Side(
                store,
                owner,
                key.token(),
                Map.ofEntries(
                        Map.entry("orders", List.of(taken.order() + "", word + "-1")),
                        Map.entry("products", List.of("p-" + word)),
                        Map.entry("fulfilments", List.of(word + "-f1")),
                        Map.entry("customers", List.of(one(store, "cus", "customers.customer"), "cust-" + word)),
                        Map.entry("shipments", List.of(one(store, "shp", "tracking.shipment"))),
                        Map.entry("api-keys", List.of(key.key().id().toString())),
                        Map.entry("connections", List.of(connection.id().toString())),
                        Map.entry("staff", List.of(person.toString())),
                        Map.entry(
                                "invitations", List.of(invited.invitation().id().toString())),
                        Map.entry("inbox", List.of(planted.delivery(store, word))),
                        Map.entry("messages", List.of(planted.message(store, word))),
                        Map.entry("at-risk", List.of(risk(store, taken))),
                        Map.entry("enquiries", List.of(enquiry(store, taken, person))),
                        Map.entry("requests", List.of(planted.request(store, word))),
                        Map.entry("journeys", List.of(journey(store, word), word + "-thanks")),
                        Map.entry("segments", List.of(segment(store, word), word + "-few")),
                        Map.entry("rewards", List.of(pool(store, word))),
                        Map.entry("sends", List.of(send(store, word))),
                        Map.entry("versions", List.of("1")),
                        Map.entry("steps", List.of("thank", word + "-step")),
                        Map.entry("texts", List.of(text(store, word))),
                        Map.entry("touchpoints", List.of(planted.touchpoint(store, taken))),
                        Map.entry("returns", List.of(planted.returned(store, taken))),
                        Map.entry("shop", List.of(planted.returnedInShop(store, taken))),
                        Map.entry("claims", List.of(planted.claimed(store, taken))),
                        Map.entry("payouts", List.of("pay_1")),
                        Map.entry("photos", List.of("1")),
                        Map.entry("channels", List.of(planted.provider(store, word))),
                        Map.entry("suppressions", List.of(planted.suppression(store, word))),
                        Map.entry("webhooks", List.of(planted.endpoint(store, word))),
                        Map.entry("signing", List.of(planted.signingKey(store, word))),
                        Map.entry("contacts", List.of(contact(store, word), word + "-ticket")),
                        Map.entry("poison", List.of(planted.poison(store))),
                        Map.entry("sessions", List.of(owner.session().id().toString())),
                        Map.entry("merges", List.of("1"))));
    }

    private String pool(StoreId store, String word) {
        String key = word + "-codes";
        Pools.Wanted wanted = new Pools.Wanted(key, word, null, new Worth.Percent(10), Pool.Validity.FOR_EVER, 0, word);
        var made = ground.database.inStore(store, tx -> product.loyalty.pools().make(tx, store, wanted));
        if (!(made instanceof Pools.Kept)) throw new IllegalStateException(made.toString());
        return key;
    }

    /** Beside the segment it is meant for. */
    private String send(StoreId store, String word) {
        Send.Said said = new Send.Said(
                word + " news", word + "-few", "new-content", Purpose.MARKETING, null, LocalTime.of(10, 0), 0);
        Send.Made made = ground.database.<Send.Made>inStore(
                store, tx -> product.journeys.journeys().sends().make(tx, store, new Send.Wish(said, "test")));
        if (!(made instanceof Send.Kept(var id))) throw new IllegalStateException(made.toString());
        return id.toString();
    }

    private String segment(StoreId store, String word) {
        var saved = ground.database.inStore(
                store,
                tx -> product.segments
                        .segments()
                        .add(tx, store, new Segments.Wish(word + "-few", word, "", "orders >= 1", 0, word)));
        return ((Segments.Kept) saved).id().toString();
    }

    /** A question somebody asked by mail. */
    private String contact(StoreId store, String word) {
        Contact asked = new Contact(
                "api " + word + "-ticket",
                null,
                null,
                Contact.Cause.OTHER,
                Contact.Channel.EMAIL,
                word,
                ground.clock.instant());
        return ground.database.inStore(
                store,
                tx -> product.deliveries
                        .contacts()
                        .record(tx, store, asked)
                        .id()
                        .toString());
    }

    /** A promise on the order that will hardly be kept. */
    private String risk(StoreId store, Taken taken) {
        return ground.database.inStore(store, tx -> {
            PromiseId promise = product.promises
                    .make(
                            tx,
                            List.of(new NewPromise(
                                    store,
                                    taken.order(),
                                    null,
                                    PromiseKind.DELIVERY,
                                    PromisedWindow.by(Instant.now().plus(Duration.ofDays(2))),
                                    "api",
                                    null,
                                    NOON)))
                    .getFirst();
            Instant now = Instant.now();
            product.outlooks.foresee(
                    tx, List.of(new Outlook(store, promise, 0.8, null, null, RiskCause.SILENT, now, false)));
            return promise.toString();
        });
    }

    private String enquiry(StoreId store, Taken taken, PersonId person) {
        var about = new Enquiries.About(taken.order(), null, null, "DHL", null);
        var asked = new Enquiries.Question("key", about, "Where is it?", person, null, LocalDate.of(2027, 1, 4));
        return ground.database.inStore(
                store,
                tx -> product.deliveries
                        .enquiries()
                        .open(tx, store, asked)
                        .orElseThrow()
                        .toString());
    }

    private Taken buy(StoreId store, String word) {
        OrderSnapshot order = order(word);
        return ground.database.inStore(store, tx -> {
            Taken taken = product.orders.take(tx, store, List.of(order)).getFirst();
            new OrderIntake(product.orders, product.promises, product.tracking, id -> java.time.ZoneOffset.UTC)
                    .follow(tx, store, List.of(taken));
            return taken;
        });
    }

    private static OrderSnapshot order(String word) {
        Money ten = Money.of(1_000, "EUR");
        Money none = Money.of(0, "EUR");
        CustomerDetails customer = new CustomerDetails(
                "api",
                "cust-" + word,
                "buyer@" + word + ".example",
                null,
                "Ada",
                word,
                "de",
                null,
                "DE",
                null,
                List.of(),
                List.of(),
                NOON);
        Address address =
                new Address("Ada " + word, null, word + " street 1", null, "10115", "Berlin", null, "DE", null);
        var line = new OrderSnapshot.Line(
                "l1", OrderSnapshot.ProductRef.NONE, word + " throw", null, 1, ten, none, none, true);
        var parcel = new FulfilmentSnapshot.Parcel("DHL", "JJD" + word.toUpperCase(java.util.Locale.ROOT), null);
        var shipped = new FulfilmentSnapshot(
                word + "-f1",
                NOON,
                NOON,
                List.of(parcel),
                List.of(new FulfilmentSnapshot.LineQuantity("l1", 1)),
                false,
                null);
        return new OrderSnapshot(
                "api",
                word + "-1",
                "#" + word,
                NOON,
                NOON,
                customer,
                List.of(line),
                new OrderSnapshot.Totals(ten, none, none, none, ten, true, List.of(), null),
                address,
                null,
                null,
                null,
                List.of(shipped),
                List.of(),
                new OrderSnapshot.Context("web", null, List.of(word), null, null, "paid", "de"),
                true);
    }

    private String one(StoreId store, String prefix, String table) {
        return ground.database.acrossStores(
                tx -> print(tx, prefix, "select id from " + table + " where store_id = ?", store));
    }

    private static String print(Tx tx, String prefix, String sql, StoreId store) {
        long id = tx.number(sql, store);
        if (id == 0) throw new IllegalStateException("nothing found by " + sql);
        return PublicId.print(prefix, (Id) () -> id);
    }

    private String journey(StoreId store, String word) {
        String document = Ready.documents()
                .get("thank-you")
                .replace("Thank you after", word + " after")
                .replace("\"key\": \"thank-you\"", "\"key\": \"" + word + "-thanks\"");
        return ground.database.inStore(
                store,
                tx -> product.flows.save(tx, store, document, word) instanceof Flows.Kept kept
                        ? kept.id().toString()
                        : "");
    }

    private String text(StoreId store, String word) {
        var text = TextEdits.fresh(word + "-text", word + " text", TextDocument.About.ORDER);
        var _ = ground.database.inStore(store, tx -> product.texts.save(tx, store, text.document(), word));
        return word + "-text";
    }

    @Override
    public void close() {
        product.close();
        ground.close();
        test.close();
    }
}
