package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.RefundPeer.Behaviour;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderId;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Refunds;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money back through the shops and Stripe: once, whatever becomes of the answer; what is refused goes to a person. */
class RefundsOutTest {
    private static final Actor TEST = new Actor.Program("test");
    private static final Ids IDS = new Ids(3);

    private static TestDatabase test;
    private static RefundsModule module;
    private static StoreId store;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        MovableClock clock = MovableClock.standingAt(Instant.parse("2031-03-03T09:00:00Z"));
        Secrets secrets = new Secrets(test.database());
        EventLog log = new EventLog(IDS, EventTypes.register(test.database(), List.of(StoreEvent.class)));
        StoresModule stores =
                StoresModule.wire(new StoresModule.Needs(test.database(), log, IDS, secrets, clock, clock));
        store = stores.stores()
                .open(StoreDetails.of("maren", "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")), TEST)
                .orThrow()
                .id();
        module = new RefundsModule(new RefundsModule.Ground(
                test.database(), secrets, clock, stores.audit(), OutsideHttp.Reach.THIS_NETWORK_TOO));
    }

    @AfterAll
    static void close() {
        module.close();
        test.close();
    }

    private static Refunds setUp(String kind, RefundPeer peer) {
        assertEquals(List.of(), module.accounts().keep(store, kind, peer.entered(kind), TEST));
        return module.gateways().stream()
                .filter(gateway -> gateway.name().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Refunds.Due due(String kind, long minor) {
        PayoutId id = new PayoutId(IDS.next());
        return new Refunds.Due(
                store,
                id,
                id.toString(),
                new OrderId(IDS.next()),
                kind.equals("stripe") ? "api" : kind,
                RefundPeer.ORDER,
                Payout.Kind.REFUND,
                Money.of(minor, "EUR"),
                "RET-7K3M-9QXA",
                "anna@example.org",
                List.of(new Refunds.Part("71", 1)),
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void a_refund_is_given_under_the_name_the_shop_will_tell_it_by(String kind) throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Refunds gateway = setUp(kind, peer);
            Refunds.Due due = due(kind, 7_050);
            Refunds.Given given = assertInstanceOf(Refunds.Given.class, gateway.give(due));
            assertEquals(peer.refunds.getFirst().id(), given.reference());
            assertEquals(due.key(), peer.refunds.getFirst().key());
            assertEquals(new BigDecimal("70.50"), peer.given());
            assertEquals(List.of(), peer.faults);
            assertInstanceOf(Refunds.Never.class, gateway.give(due(kind, 5_000)), "more than was paid");
            assertInstanceOf(Refunds.Given.class, gateway.give(due(kind, 2_950)), "to the last cent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void one_whose_answer_was_lost_is_found_again_and_not_repeated(String kind) throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Refunds gateway = setUp(kind, peer);
            peer.next.add(Behaviour.GIVES_AND_HANGS_UP);
            Refunds.Due due = due(kind, 4_000);
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(due));
            Refunds.Given found = assertInstanceOf(Refunds.Given.class, gateway.ask(due));
            assertEquals(peer.refunds.getFirst().id(), found.reference());
            assertEquals(1, peer.refunds.size());
            assertInstanceOf(Refunds.Later.class, gateway.ask(due(kind, 4_000)), "another of the same amount");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void one_that_never_arrived_is_known_not_to_be_given(String kind) throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Refunds gateway = setUp(kind, peer);
            peer.next.addAll(List.of(Behaviour.HANGS_UP, Behaviour.FALLS_OVER, Behaviour.BUSY));
            Refunds.Due due = due(kind, 4_000);
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(due));
            assertInstanceOf(Refunds.Later.class, gateway.ask(due));
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(due), "fell over");
            assertInstanceOf(Refunds.Later.class, gateway.give(due), "busy: surely not given");
            assertInstanceOf(Refunds.Given.class, gateway.give(due));
            assertEquals(new BigDecimal("40.00"), peer.given());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void what_is_refused_goes_to_a_person_with_the_reason(String kind) throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Refunds gateway = setUp(kind, peer);
            peer.next.add(Behaviour.REFUSES);
            Refunds.Never refused = assertInstanceOf(Refunds.Never.class, gateway.give(due(kind, 4_000)));
            assertFalse(refused.why().isBlank());
            assertEquals(0, peer.refunds.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void a_peer_that_is_gone_leaves_what_was_begun_in_doubt(String kind) throws IOException {
        Refunds gateway;
        try (RefundPeer peer = new RefundPeer()) {
            gateway = setUp(kind, peer);
        }
        assertInstanceOf(Refunds.Later.class, gateway.give(due(kind, 100)), "nothing arrived");
        assertInstanceOf(Refunds.InDoubt.class, gateway.ask(due(kind, 100)), "no answer is no no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce", "stripe"})
    void an_account_is_tried_before_it_is_kept_and_its_secrets_are_sealed(String kind) throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Map<String, String> wrong = new TreeMap<>(peer.entered(kind));
            String secret = kind.equals("shopify") ? "token" : "key";
            wrong.put(secret, "not-it");
            assertFalse(module.accounts().keep(store, kind, wrong, TEST).isEmpty());
            Refunds gateway = setUp(kind, peer);
            String source = kind.equals("stripe") ? "api" : kind;
            assertTrue(gives(gateway, source));
            assertFalse(gives(gateway, "olist"), "another shop's orders");
            assertTrue(module.accounts().turn(store, kind, false, TEST));
            assertFalse(gives(gateway, source), "switched off");
            String row = test.database()
                    .inStore(
                            store,
                            tx -> tx.first(
                                            "select row_to_json(r)::text from connectors.refund_account r where kind = ?",
                                            found -> found.getString(1),
                                            kind)
                                    .orElseThrow());
            assertFalse(row.contains("hush"), row);
            assertTrue(module.accounts().turn(store, kind, true, TEST));
        }
    }

    private static boolean gives(Refunds gateway, String source) {
        return test.database().<Boolean>inStore(store, tx -> gateway.gives(tx, store, source, Payout.Kind.REFUND));
    }
}
