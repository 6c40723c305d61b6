package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Answer;
import io.postlude.returns.Denial;
import io.postlude.returns.Disposition;
import io.postlude.returns.Grade;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever was given something sends it back by plain pages; whoever gave it sees and hears nothing. */
class GiftPagesTest {
    private static PortalGround ground;
    private static PlainForms forms;
    private static StoreId store;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        forms = new PlainForms(ground.base);
        store = ground.open("maren-pine");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private static OrderId delivered(String number) {
        OrderId order = ground.order(store, number);
        ground.handOver(store, number);
        ground.ship(store, order, "JJD" + number);
        ground.scan(store, "JJD" + number, "IN_TRANSIT.generic", PortalGround.NOW.minusSeconds(90_000));
        ground.scan(store, "JJD" + number, "DELIVERED.door", PortalGround.NOW.minusSeconds(3_600));
        return order;
    }

    /** The page a recipient comes to with what stands on the packing slip. */
    private static String begun(String number) throws Exception {
        HttpResponse<String> there =
                forms.post("/s/maren-pine/gift?lang=fr", List.of("number", "#" + number, "postcode", "20 357"));
        assertEquals(303, there.statusCode(), there.body());
        String at = there.headers().firstValue("location").orElseThrow();
        assertTrue(at.startsWith(TrackingLinks.GIFTS), at);
        return at.substring(0, at.indexOf("/return"));
    }

    private static List<String> form(String page, String remedy, String email) {
        String line = PlainForms.found(page, "name=\"line\" value=\"([^\"]+)\"");
        return new ArrayList<>(List.of(
                "do",
                "commit",
                "key",
                PlainForms.found(page, "name=\"key\" value=\"([^\"]+)\""),
                "line",
                line,
                "item",
                line,
                "reason-" + line,
                "changed_mind",
                "remedy-" + line,
                remedy,
                "method",
                "label",
                "gift-email",
                email,
                "gift-name",
                "Marie"));
    }

    private static ReturnView only(OrderId order) {
        return ground.database
                .inStore(store, tx -> ground.returns.returns().ofOrder(tx, store, order))
                .getLast();
    }

    @Test
    void credit_that_was_given_is_shown_by_its_code() throws Exception {
        OrderId order = delivered("4040");
        String path = begun("4040");
        HttpResponse<String> made =
                forms.post(path + "/return", form(forms.get(path + "/return"), "credit", "marie@example.org"));
        assertEquals(303, made.statusCode(), made.body());
        ReturnView view = only(order);
        Returns returns = ground.returns.returns();
        PayoutId credit = ground.database.inStore(store, tx -> {
            Answer _ = returns.receive(tx, store, view.id(), Returns.Word.all("test"));
            Answer _ = returns.grade(
                    tx,
                    store,
                    view.id(),
                    new Returns.Finding(
                            view.pieces().getFirst().id(),
                            Grade.A,
                            Disposition.RESTOCK,
                            true,
                            0,
                            Optional.empty(),
                            "test"));
            return only(returns.find(tx, store, view.id()).orElseThrow());
        });
        String address = path + "/returns/" + view.code();
        assertFalse(forms.get(address).contains("7K3M9QXA2B4CDEFG"), "not given yet");
        ground.database.runInStore(store, tx -> {
            Answer _ = returns.given(tx, store, credit, new Returns.Gift(Optional.of("7K3M9QXA2B4CDEFG"), "test"));
        });
        assertTrue(forms.get(address).contains("<b>7K3M9QXA2B4CDEFG</b>"));
    }

    private static PayoutId only(ReturnView view) {
        return view.payouts().getFirst().id();
    }

    @Test
    void a_gift_goes_back_for_credit_in_the_recipients_own_name_and_the_giver_learns_nothing() throws Exception {
        OrderId order = delivered("3501");
        String path = begun("3501");
        String page = forms.get(path + "/return?lang=fr");
        assertFalse(page.contains("EUR"), "nothing says what it cost");
        assertFalse(page.contains("value=\"refund\""), page);
        HttpResponse<String> done = forms.post(path + "/return?lang=fr", form(page, "credit", "Marie@Example.org"));
        assertEquals(303, done.statusCode(), done.body());
        ReturnView view = only(order);
        assertTrue(view.isGift());
        assertEquals(null, view.customer());
        String own = forms.get(path + "/returns/" + view.code() + "?lang=fr");
        assertTrue(own.contains("Prêt à envoyer"), own);
        assertFalse(own.contains("EUR"), own);

        String giver = ground.portal.path(store, order);
        assertFalse(forms.get(giver).contains(view.code()), "the giver's page");
        assertFalse(forms.get(giver + "/return").contains(view.code()), "the giver's form");
        assertEquals(404, forms.status(giver + "/returns/" + view.code()));
        ground.tell();
        assertTrue(letters("marie@example.org") > 0, "the recipient is told");
        assertEquals(0, aboutReturns("anna@example.org"), "the giver is not");
    }

    private static long letters(String to) {
        return ground.database.inStore(
                store, tx -> tx.number("select count(*) from messaging.message where recipient = ?", to));
    }

    private static long aboutReturns(String to) {
        return ground.database.inStore(
                store,
                tx -> tx.number(
                        "select count(*) from messaging.message where recipient = ? and kind like 'return%'", to));
    }

    @Test
    void money_is_never_given_for_a_gift_neither_by_a_forged_form_nor_by_staff() throws Exception {
        OrderId order = delivered("3502");
        String path = begun("3502");
        String page = forms.get(path + "/return");
        assertEquals(
                422,
                forms.post(path + "/return", form(page, "refund", "marie@example.org"))
                        .statusCode());
        assertEquals(
                422,
                forms.post(path + "/return", form(page, "credit", "nobody")).statusCode());
        assertEquals(
                303,
                forms.post(path + "/return", form(page, "credit", "marie@example.org"))
                        .statusCode());
        ReturnView view = only(order);
        assertEquals(Remedy.Kind.CREDIT, view.pieces().getFirst().sums().kind());
        ReturnView owed = taken(view);
        Payout payout = owed.payouts().getFirst();
        assertEquals(Payout.Kind.CREDIT, payout.kind());
        assertEquals(Payout.State.BY_HAND, payout.state());
        Answer instead = ground.database.inStore(
                store, tx -> ground.returns.returns().instead(tx, store, payout.id(), Payout.Kind.REFUND));
        assertTrue(
                instead instanceof Answer.Denied(var denials)
                        && denials.getFirst().kind() == Denial.Kind.NOT_NOW,
                instead.toString());
    }

    private static ReturnView taken(ReturnView view) {
        Returns returns = ground.returns.returns();
        return ground.database.inStore(store, tx -> {
            var _ = returns.receive(tx, store, view.id(), Returns.Word.all("Ben"));
            var _ = returns.grade(
                    tx,
                    store,
                    view.id(),
                    new Returns.Finding(
                            view.pieces().getFirst().id(),
                            Grade.A,
                            Disposition.RESTOCK,
                            true,
                            0,
                            Optional.empty(),
                            "Ben"));
            return returns.find(tx, store, view.id()).orElseThrow();
        });
    }

    @Test
    void another_postcode_and_an_order_that_is_not_there_are_answered_alike() throws Exception {
        delivered("3503");
        HttpResponse<String> other =
                forms.post("/s/maren-pine/gift?lang=en", List.of("number", "3503", "postcode", "10115"));
        HttpResponse<String> none =
                forms.post("/s/maren-pine/gift?lang=en", List.of("number", "9503", "postcode", "20357"));
        assertEquals(422, other.statusCode());
        assertEquals(422, none.statusCode());
        assertTrue(other.body().contains("We cannot find an order with this number and postcode."), other.body());
        assertTrue(none.body().contains("We cannot find an order with this number and postcode."), none.body());
    }

    @Test
    void a_link_of_the_buyers_opens_no_gift_and_a_gifts_link_nothing_of_the_buyers() throws Exception {
        OrderId order = delivered("3504");
        String path = begun("3504");
        String token = path.substring(TrackingLinks.GIFTS.length());
        assertEquals(404, forms.status(TrackingLinks.PREFIX + token));
        assertEquals(404, forms.status(TrackingLinks.PREFIX + token + "/return"));
        String buyers = ground.portal.path(store, order).substring(TrackingLinks.PREFIX.length());
        assertEquals(404, forms.status(TrackingLinks.GIFTS + buyers + "/return"));
    }

    @Test
    void the_pages_speak_five_languages() throws Exception {
        delivered("3505");
        String path = begun("3505");
        for (Language language : Language.values()) {
            assertTrue(forms.get("/s/maren-pine/gift?lang=" + language.code())
                    .contains("lang=\"" + language.code() + "\""));
            assertTrue(
                    forms.get(path + "/return?lang=" + language.code()).contains("lang=\"" + language.code() + "\""));
        }
    }
}
