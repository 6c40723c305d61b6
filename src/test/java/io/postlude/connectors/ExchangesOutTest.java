package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.connectors.ShopPeer.Behaviour;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Refunds;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of exchanges and store credit through the shops: once, whatever becomes of the answer. */
class ExchangesOutTest {
    private static final OutsideAccounts OUTSIDE = new OutsideAccounts();

    @AfterAll
    static void close() {
        OUTSIDE.close();
    }

    /** What is due for an exchange of two of a thing, or 70.50 of credit; as it is at every try but for what was prepared. */
    private record Owed(String shop, Payout.Kind kind, PayoutId id) {
        static Owed of(String shop, Payout.Kind kind) {
            return new Owed(shop, kind, new PayoutId(OutsideAccounts.IDS.next()));
        }

        Refunds.Due due(@Nullable String prepared) {
            return new Refunds.Due(
                    OUTSIDE.store,
                    id,
                    id.toString(),
                    new OrderId(OutsideAccounts.IDS.next()),
                    shop,
                    ShopPeer.ORDER,
                    kind,
                    Money.of(7_050, "EUR"),
                    "RET-7K3M-9QXA",
                    "anna@example.org",
                    List.of(),
                    kind == Payout.Kind.EXCHANGE ? List.of(new Refunds.Thing("31", "32", 2)) : List.of(),
                    prepared,
                    null);
        }
    }

    private static String prepared(Refunds gateway, Owed owed) {
        return assertInstanceOf(Refunds.Prepared.class, gateway.give(owed.due(null)))
                .name();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void an_exchange_is_a_draft_that_costs_nothing_and_becomes_one_order_of_the_buyer(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.EXCHANGE);
            String draft = prepared(gateway, owed);
            assertEquals(List.of(), peer.ordered(), "only begun");
            Refunds.Given given = assertInstanceOf(Refunds.Given.class, gateway.give(owed.due(draft)));
            ShopPeer.Begun one = peer.ordered().getFirst();
            assertEquals(one.order, given.reference(), "the order, as its webhook will name it");
            JsonNode sent = one.sent;
            if (shop.equals("shopify")) {
                assertEquals(100, sent.path("appliedDiscount").path("value").asInt());
                assertEquals(
                        "gid://shopify/ProductVariant/32",
                        line(sent, "lineItems").path("variantId").asText());
                assertEquals(
                        "gid://shopify/Customer/5",
                        sent.path("purchasingEntity").path("customerId").asText());
                assertEquals(
                        "DE", sent.path("shippingAddress").path("countryCode").asText());
                assertEquals(
                        owed.id().toString(),
                        sent.path("customAttributes").path(0).path("value").asText());
            } else {
                assertEquals("0", line(sent, "line_items").path("total").asText());
                assertEquals(31, line(sent, "line_items").path("product_id").asInt());
                assertEquals(32, line(sent, "line_items").path("variation_id").asInt());
                assertEquals(5, sent.path("customer_id").asInt());
                assertEquals(
                        owed.id().toString(),
                        sent.path("meta_data").path(0).path("value").asText());
            }
            assertEquals(
                    2,
                    line(sent, shop.equals("shopify") ? "lineItems" : "line_items")
                            .path("quantity")
                            .asInt());
        }
    }

    private static JsonNode line(JsonNode sent, String lines) {
        return sent.path(lines).path(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void an_order_whose_answer_was_lost_is_found_by_its_draft_and_not_placed_twice(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.EXCHANGE);
            String draft = prepared(gateway, owed);
            peer.next.add(Behaviour.DOES_AND_HANGS_UP);
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(owed.due(draft)));
            Refunds.Given found = assertInstanceOf(Refunds.Given.class, gateway.ask(owed.due(draft)));
            assertEquals(found, gateway.give(owed.due(draft)), "given again it is the same order");
            assertEquals(1, peer.ordered().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void an_order_that_never_arrived_is_known_not_to_be_there(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.EXCHANGE);
            String draft = prepared(gateway, owed);
            peer.next.addAll(List.of(Behaviour.HANGS_UP, Behaviour.FALLS_OVER, Behaviour.BUSY));
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(owed.due(draft)));
            assertInstanceOf(Refunds.Later.class, gateway.ask(owed.due(draft)));
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(owed.due(draft)), "fell over");
            assertInstanceOf(Refunds.Later.class, gateway.give(owed.due(draft)), "busy: surely not placed");
            assertInstanceOf(Refunds.Given.class, gateway.give(owed.due(draft)));
            assertEquals(1, peer.ordered().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void a_draft_whose_answer_was_lost_is_found_by_the_payout_it_is_for(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.EXCHANGE);
            peer.next.add(Behaviour.DOES_AND_HANGS_UP);
            assertInstanceOf(Refunds.Later.class, gateway.give(owed.due(null)), "a draft moves nothing");
            assertInstanceOf(Refunds.Later.class, gateway.ask(owed.due(null)));
            String draft = prepared(gateway, owed);
            assertEquals(List.of(draft), List.copyOf(peer.begun.keySet()), "no second one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void what_the_shop_refuses_or_does_not_sell_goes_to_a_person(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.EXCHANGE);
            String draft = prepared(gateway, owed);
            peer.next.add(Behaviour.REFUSES);
            Refunds.Never refused = assertInstanceOf(Refunds.Never.class, gateway.give(owed.due(draft)));
            assertFalse(refused.why().isBlank());
            Refunds.Due other = Owed.of(shop, Payout.Kind.EXCHANGE).due(null);
            assertInstanceOf(Refunds.Never.class, gateway.give(unknownThing(other)), "not of this shop");
            assertEquals(List.of(), peer.ordered());
        }
    }

    private static Refunds.Due unknownThing(Refunds.Due due) {
        return new Refunds.Due(
                due.store(),
                due.payout(),
                due.key(),
                due.order(),
                due.source(),
                due.orderReference(),
                due.kind(),
                due.amount(),
                due.returnCode(),
                due.email(),
                due.parts(),
                List.of(new Refunds.Thing(null, null, 1)),
                null,
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void credit_is_a_code_of_ours_that_the_shop_takes_once(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.CREDIT);
            String code = prepared(gateway, owed);
            assertTrue(code.matches("[2-9A-Z]{16}"), code);
            assertEquals(Map.of(), peer.codes, "a code costs nothing");
            assertEquals(new Refunds.Given(code), gateway.give(owed.due(code)), "the customer gets the code");
            JsonNode sent = peer.codes.get(code);
            if (shop.equals("shopify")) {
                assertEquals("70.50", sent.path("initialValue").asText());
                assertEquals("gid://shopify/Customer/5", sent.path("customerId").asText());
            } else {
                assertEquals("70.50", sent.path("amount").asText());
                assertEquals("fixed_cart", sent.path("discount_type").asText());
                assertEquals(1, sent.path("usage_limit").asInt());
                assertEquals(
                        "anna@example.org",
                        sent.path("email_restrictions").path(0).asText());
            }
            assertEquals(new Refunds.Given(code), gateway.give(owed.due(code)), "the same again");
            assertEquals(1, peer.codes.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void credit_whose_answer_was_lost_is_asked_about_by_its_code(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Refunds gateway = OUTSIDE.gateway(shop, peer.entered(shop));
            Owed owed = Owed.of(shop, Payout.Kind.CREDIT);
            String code = prepared(gateway, owed);
            peer.next.add(Behaviour.DOES_AND_HANGS_UP);
            assertInstanceOf(Refunds.InDoubt.class, gateway.give(owed.due(code)));
            assertEquals(new Refunds.Given(code), gateway.ask(owed.due(code)));
            assertEquals(1, peer.codes.size());
            peer.next.add(Behaviour.REFUSES);
            Owed other = Owed.of(shop, Payout.Kind.CREDIT);
            assertInstanceOf(Refunds.Never.class, gateway.give(other.due(prepared(gateway, other))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void a_shop_that_is_gone_leaves_what_was_begun_in_doubt(String shop) throws IOException {
        Refunds gateway;
        try (ShopPeer peer = new ShopPeer()) {
            gateway = OUTSIDE.gateway(shop, peer.entered(shop));
        }
        for (Payout.Kind kind : List.of(Payout.Kind.EXCHANGE, Payout.Kind.CREDIT)) {
            Owed owed = Owed.of(shop, kind);
            assertInstanceOf(Refunds.Later.class, gateway.give(owed.due("12")), "nothing arrived");
            assertInstanceOf(Refunds.InDoubt.class, gateway.ask(owed.due("12")), "no answer is no no");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "woocommerce"})
    void a_store_that_did_not_ask_for_it_places_its_exchanges_by_hand(String shop) throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            Map<String, String> entered = new HashMap<>(peer.entered(shop));
            entered.put("exchanges", "person");
            Refunds gateway = OUTSIDE.gateway(shop, entered);
            assertFalse(gives(gateway, shop, Payout.Kind.EXCHANGE));
            assertTrue(gives(gateway, shop, Payout.Kind.CREDIT));
            assertFalse(gives(gateway, "api", Payout.Kind.CREDIT), "another source's orders");
        }
    }

    private static boolean gives(Refunds gateway, String source, Payout.Kind kind) {
        return OUTSIDE.test
                .database()
                .<Boolean>inStore(OUTSIDE.store, tx -> gateway.gives(tx, OUTSIDE.store, source, kind));
    }

    @Test
    void an_app_without_the_right_is_found_when_it_is_entered() throws IOException {
        try (ShopPeer peer = new ShopPeer()) {
            peer.scopes.remove("write_gift_cards");
            assertEquals(
                    List.of("/credit"),
                    OUTSIDE
                            .module
                            .accounts()
                            .keep(OUTSIDE.store, "shopify", peer.entered("shopify"), OutsideAccounts.TEST)
                            .stream()
                            .map(wrong -> wrong.pointer())
                            .toList());
        }
    }
}
