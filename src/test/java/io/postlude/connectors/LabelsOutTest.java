package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.LabelPeer.Behaviour;
import io.postlude.kernel.Money;
import io.postlude.returns.Postage;
import io.postlude.returns.Postage.Bought;
import io.postlude.returns.Postage.InDoubt;
import io.postlude.returns.Postage.Later;
import io.postlude.returns.Postage.Never;
import io.postlude.returns.Postage.Offered;
import io.postlude.returns.Postage.Place;
import io.postlude.returns.Postage.Stand;
import io.postlude.returns.Postage.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels from EasyPost and Shippo: bought once, whatever becomes of the answer, and given back. */
class LabelsOutTest {
    private static final OutsideAccounts OUTSIDE = new OutsideAccounts();

    @AfterAll
    static void close() {
        OUTSIDE.close();
    }

    private static Postage setUp(String kind, LabelPeer peer) {
        return OUTSIDE.seller(kind, peer.entered(kind));
    }

    private static Wanted wanted() {
        Place customer = new Place(
                "Anna Keller", "Feldstr. 1", "", "20357", "Hamburg", "", "DE", "+49 170 1", "anna@example.org");
        Place shop = new Place("Maren", "Kai 3", "", "20457", "Hamburg", "", "DE", "", "");
        return new Wanted(
                OUTSIDE.store, "label-" + OutsideAccounts.IDS.next(), "RET-7K3M-9QXA", "#4711", customer, shop);
    }

    private static String offered(Postage seller, Wanted wanted) {
        return assertInstanceOf(Offered.class, seller.offer(wanted)).offer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void the_cheapest_of_the_carriers_wanted_is_bought_with_its_document_and_its_cost(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            String offer = offered(seller, wanted);
            assertEquals(0, peer.bought.size(), "an offer costs nothing");
            Bought bought = assertInstanceOf(Bought.class, seller.buy(wanted, offer));
            assertEquals("DHL", bought.carrier());
            assertEquals(Money.of(642, "EUR"), bought.cost());
            assertTrue(bought.number().endsWith(peer.bought.getFirst().id));
            assertEquals("application/pdf", bought.document().type());
            assertTrue(new String(bought.document().bytes(), StandardCharsets.ISO_8859_1).endsWith("\u00e4"), "bytes");
            assertEquals(List.of(), peer.faults);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void one_whose_answer_was_lost_is_found_again_and_not_bought_twice(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            String offer = offered(seller, wanted);
            peer.next.add(Behaviour.BUYS_AND_HANGS_UP);
            assertInstanceOf(InDoubt.class, seller.buy(wanted, offer));
            assertInstanceOf(Bought.class, seller.ask(wanted, offer));
            assertEquals(1, peer.bought.size());
            assertInstanceOf(Later.class, seller.ask(wanted(), offered(seller, wanted())), "another one's offer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void one_that_never_arrived_is_known_not_to_be_bought(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            String offer = offered(seller, wanted);
            peer.next.addAll(List.of(Behaviour.HANGS_UP, Behaviour.FALLS_OVER, Behaviour.BUSY));
            assertInstanceOf(InDoubt.class, seller.buy(wanted, offer));
            assertInstanceOf(Later.class, seller.ask(wanted, offer));
            assertInstanceOf(InDoubt.class, seller.buy(wanted, offer), "fell over");
            assertInstanceOf(Later.class, seller.buy(wanted, offer), "busy: surely not bought");
            assertInstanceOf(Bought.class, seller.buy(wanted, offer));
            assertEquals(1, peer.bought.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void one_without_its_document_stays_in_doubt_until_the_document_is_there(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            String offer = offered(seller, wanted);
            peer.next.add(Behaviour.BUYS_WITHOUT_A_DOCUMENT);
            assertInstanceOf(InDoubt.class, seller.buy(wanted, offer));
            assertInstanceOf(InDoubt.class, seller.ask(wanted, offer));
            peer.bought.getFirst().document = true;
            assertInstanceOf(Bought.class, seller.ask(wanted, offer));
            assertEquals(1, peer.bought.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void what_is_refused_goes_to_a_person_with_the_reason(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            peer.next.add(Behaviour.REFUSES);
            Never never = assertInstanceOf(Never.class, seller.buy(wanted, offered(seller, wanted)));
            assertTrue(never.why().contains("too low") || never.why().contains("not known"), never.why());
            Map<String, String> picky = new TreeMap<>(peer.entered(kind));
            picky.put("carriers", "Pigeon");
            assertEquals(
                    List.of(), OUTSIDE.module.labelAccounts().keep(OUTSIDE.store, kind, picky, OutsideAccounts.TEST));
            assertInstanceOf(Never.class, seller.offer(wanted()), "none of the carriers wanted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void giving_one_back_is_asked_for_once_and_its_answer_waited_for(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Postage seller = setUp(kind, peer);
            Wanted wanted = wanted();
            Bought bought = assertInstanceOf(Bought.class, seller.buy(wanted, offered(seller, wanted)));
            assertEquals(
                    Stand.PENDING,
                    seller.giveBack(OUTSIDE.store, bought.reference()).stand());
            assertEquals(
                    Stand.PENDING,
                    seller.giveBack(OUTSIDE.store, bought.reference()).stand());
            peer.bought.getFirst().voided = "refunded";
            assertEquals(
                    Stand.VOIDED,
                    seller.giveBack(OUTSIDE.store, bought.reference()).stand());
            peer.bought.getFirst().voided = "rejected";
            assertEquals(
                    Stand.NOT_VOIDED,
                    seller.giveBack(OUTSIDE.store, bought.reference()).stand());
            assertEquals(1, peer.askedToVoid.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void a_provider_that_is_gone_leaves_what_was_begun_in_doubt(String kind) throws IOException {
        Postage seller;
        String offer;
        Wanted wanted = wanted();
        try (LabelPeer peer = new LabelPeer()) {
            seller = setUp(kind, peer);
            offer = offered(seller, wanted);
        }
        assertInstanceOf(Later.class, seller.offer(wanted), "nothing arrived");
        assertInstanceOf(Later.class, seller.buy(wanted, offer), "nothing arrived");
        assertInstanceOf(InDoubt.class, seller.ask(wanted, offer), "no answer is no no");
        assertEquals(Stand.UNKNOWN, seller.giveBack(OUTSIDE.store, "x").stand());
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void an_account_is_tried_before_it_is_kept_and_its_key_is_sealed(String kind) throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Map<String, String> wrong = new TreeMap<>(peer.entered(kind));
            wrong.put("key", "not-it");
            assertFalse(OUTSIDE.module
                    .labelAccounts()
                    .keep(OUTSIDE.store, kind, wrong, OutsideAccounts.TEST)
                    .isEmpty());
            Postage seller = setUp(kind, peer);
            assertEquals(new Postage.Terms(true, 30), terms(seller));
            assertTrue(OUTSIDE.module.labelAccounts().turn(OUTSIDE.store, kind, false, OutsideAccounts.TEST));
            assertEquals(null, terms(seller), "switched off");
            String row = OUTSIDE.test
                    .database()
                    .inStore(
                            OUTSIDE.store,
                            tx -> tx.first(
                                            "select row_to_json(r)::text from connectors.label_account r where kind = ?",
                                            found -> found.getString(1),
                                            kind)
                                    .orElseThrow());
            assertFalse(row.contains("hush"), row);
            assertTrue(OUTSIDE.module.labelAccounts().turn(OUTSIDE.store, kind, true, OutsideAccounts.TEST));
        }
    }

    @Test
    void what_is_entered_wrong_is_said_at_its_field() throws IOException {
        try (LabelPeer peer = new LabelPeer()) {
            Map<String, String> wrong = new TreeMap<>(peer.entered("easypost"));
            wrong.putAll(Map.of("grams", "-1", "size", "30x20", "unused", "400", "instead", "maybe"));
            assertEquals(
                    List.of("/grams", "/instead", "/size", "/unused"),
                    OUTSIDE.module.labelAccounts().keep(OUTSIDE.store, "easypost", wrong, OutsideAccounts.TEST).stream()
                            .map(error -> error.pointer())
                            .sorted()
                            .toList());
        }
    }

    private static Postage.Terms terms(Postage seller) {
        return OUTSIDE.test
                .database()
                .inStore(OUTSIDE.store, tx -> seller.terms(tx, OUTSIDE.store))
                .orElse(null);
    }
}
