package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.RefundPeer.Behaviour;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import io.postlude.returns.ChargeId;
import io.postlude.returns.Payments;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Refunds;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money back through the shops and Stripe: once, whatever becomes of the answer; what is refused goes to a person. */
class RefundsOutTest {
    private static final OutsideAccounts OUTSIDE = new OutsideAccounts();

    @AfterAll
    static void close() {
        OUTSIDE.close();
    }

    private static Refunds setUp(String kind, RefundPeer peer) {
        return OUTSIDE.gateway(kind, peer.entered(kind));
    }

    private static Refunds.Due due(String kind, long minor) {
        PayoutId id = new PayoutId(OutsideAccounts.IDS.next());
        return new Refunds.Due(
                OUTSIDE.store,
                id,
                id.toString(),
                new OrderId(OutsideAccounts.IDS.next()),
                kind.equals("stripe") ? "api" : kind,
                RefundPeer.ORDER,
                Payout.Kind.REFUND,
                Money.of(minor, "EUR"),
                "RET-7K3M-9QXA",
                "anna@example.org",
                List.of(new Refunds.Part("71", 1)),
                List.of(),
                null,
                null);
    }

    @Test
    void a_page_to_pay_at_is_the_same_at_every_try_and_counts_as_paid_when_stripe_says_so() throws IOException {
        try (RefundPeer peer = new RefundPeer()) {
            Refunds _ = setUp("stripe", peer);
            Payments stripe = OUTSIDE.module.payments().getFirst();
            ChargeId id = new ChargeId(OutsideAccounts.IDS.next());
            Payments.Due due = new Payments.Due(
                    OUTSIDE.store,
                    id,
                    id + "-1",
                    Money.of(2_050, "EUR"),
                    "#4711",
                    "RET-7K3M-9QXA",
                    null,
                    "https://maren.example.org/r",
                    Instant.parse("2031-03-06T09:00:00Z"));
            Payments.Opened opened = assertInstanceOf(Payments.Opened.class, stripe.open(due));
            assertEquals(opened, stripe.open(due));
            assertEquals(new Payments.Open(), stripe.ask(due, opened.reference()));
            peer.pages.put(opened.reference(), "paid");
            assertEquals(new Payments.Paid("pi_9"), stripe.ask(due, opened.reference()));
            assertEquals(new Payments.Paid("pi_9"), stripe.close(due, opened.reference()), "too late to shut it");
            peer.pages.put(opened.reference(), "open");
            assertEquals(new Payments.Ended(), stripe.close(due, opened.reference()));
            assertEquals(List.of(), peer.faults);
        }
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
            assertFalse(OUTSIDE.module
                    .accounts()
                    .keep(OUTSIDE.store, kind, wrong, OutsideAccounts.TEST)
                    .isEmpty());
            Refunds gateway = setUp(kind, peer);
            String source = kind.equals("stripe") ? "api" : kind;
            assertTrue(gives(gateway, source));
            assertFalse(gives(gateway, "olist"), "another shop's orders");
            assertTrue(OUTSIDE.module.accounts().turn(OUTSIDE.store, kind, false, OutsideAccounts.TEST));
            assertFalse(gives(gateway, source), "switched off");
            String row = OUTSIDE.test
                    .database()
                    .inStore(
                            OUTSIDE.store,
                            tx -> tx.first(
                                            "select row_to_json(r)::text from connectors.refund_account r where kind = ?",
                                            found -> found.getString(1),
                                            kind)
                                    .orElseThrow());
            assertFalse(row.contains("hush"), row);
            assertTrue(OUTSIDE.module.accounts().turn(OUTSIDE.store, kind, true, OutsideAccounts.TEST));
        }
    }

    private static boolean gives(Refunds gateway, String source) {
        return OUTSIDE.test
                .database()
                .<Boolean>inStore(OUTSIDE.store, tx -> gateway.gives(tx, OUTSIDE.store, source, Payout.Kind.REFUND));
    }
}
