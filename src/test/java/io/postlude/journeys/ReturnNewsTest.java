package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Json;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Messages;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.VariantId;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Disposition;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.Grade;
import io.postlude.returns.Method;
import io.postlude.returns.Payout;
import io.postlude.returns.Policies;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Wish;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever sends something back is told at each step, once, in the words of the return's own page. */
class ReturnNewsTest {
    private static final String POLICY = """
            {"format": 1, "name": "p", "exchange_paid_days": 4, "gifts": true, "refund_working_days": 3, "rules": [
              {"id": "looked", "name": "Looked at", "reasons": ["defective"], "then": {"person": true,
                "remedies": [{"kind": "refund"}], "methods": ["label"]}},
              {"id": "all", "name": "All", "then": {"remedies": [
                {"kind": "refund"}, {"kind": "credit", "bonus": 5}, {"kind": "shop"}], "methods": ["label", "own_carrier"]}}],
             "otherwise": {"refuse": "no_rule"}}""";

    private static JourneysWorld world;

    private OrderId order;

    @BeforeAll
    static void open() {
        world = new JourneysWorld();
        world.database.runInStore(world.store, tx -> {
            Policies policies = world.returns.returns().policies();
            Policies.Saved saved = policies.saveDraft(tx, world.store, Json.read(POLICY, JsonNode.class), "test");
            assertTrue(saved instanceof Policies.Kept, saved.toString());
            assertTrue(policies.publish(tx, world.store));
        });
    }

    @BeforeEach
    void an_order_of_two_pieces_that_was_sent() {
        // At ten in the morning, whatever the test before did.
        long hours = 24 - world.clock.instant().atZone(ZoneOffset.UTC).getHour() + 9;
        world.clock.move(Duration.ofHours(hours));
        order = SentOrders.sent(world, Arrival.LIVE);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private Wish wish(Reason reason, Remedy.Kind remedy, @Nullable VariantId wanted) {
        OrderView.Line line = world.database
                .inStore(world.store, tx -> world.orders.order(tx, world.store, order))
                .orElseThrow()
                .lines()
                .getFirst();
        return new Wish(line.id(), remedy.isThing() ? 1 : 2, reason, "", null, remedy, wanted);
    }

    private ReturnView asked(Wish wish, Asker asker) {
        ReturnView view = done(world.database.inStore(
                world.store,
                tx -> returns()
                        .request(
                                tx,
                                world.store,
                                new Ask(order, List.of(wish), Method.LABEL, asker.gift() != null),
                                asker)));
        world.settle();
        return view;
    }

    private ReturnView asked(Reason reason) {
        return asked(
                wish(reason, Remedy.Kind.REFUND, null),
                new Asker(Asker.Channel.PORTAL, "k" + world.ids.next(), "customer", Language.EN, null));
    }

    private static Returns returns() {
        return world.returns.returns();
    }

    private static ReturnView done(Answer answer) {
        if (answer instanceof Answer.Done done) return done.view();
        throw new AssertionError(answer.toString());
    }

    private ReturnView shipped(ReturnView view) {
        return then(view, (tx, id) -> returns().shipped(tx, world.store, id, "carrier"));
    }

    private ReturnView received(ReturnView view) {
        return then(view, (tx, id) -> returns().receive(tx, world.store, id, Returns.Word.all("Ben")));
    }

    private ReturnView graded(ReturnView view, int piece, boolean take, String words) {
        return then(
                view,
                (tx, id) -> returns()
                        .grade(
                                tx,
                                world.store,
                                id,
                                new Returns.Finding(
                                        view.pieces().get(piece).id(),
                                        take ? Grade.A : Grade.D,
                                        take ? Disposition.RESTOCK : Disposition.SEND_BACK,
                                        take,
                                        0,
                                        Optional.of(words),
                                        "Ben")));
    }

    private ReturnView declined(ReturnView view, int piece, String why) {
        return then(
                view,
                (tx, id) -> returns()
                        .decline(
                                tx,
                                world.store,
                                id,
                                new Returns.Word(
                                        List.of(view.pieces().get(piece).id()), "Ben", Optional.of(why))));
    }

    private void givenAll(ReturnView view) {
        for (Payout payout : view.payouts())
            if (payout.state() != Payout.State.GIVEN)
                world.database.runInStore(world.store, tx -> {
                    Answer _ = returns().given(tx, world.store, payout.id(), new Returns.Gift(Optional.of("r"), "Ben"));
                });
    }

    private interface Deed {
        Answer run(Tx tx, ReturnId id);
    }

    private ReturnView then(ReturnView view, Deed deed) {
        return done(world.database.inStore(world.store, tx -> deed.run(tx, view.id())));
    }

    private void later(Duration time) {
        world.settle();
        world.clock.move(time);
        world.settle();
    }

    private List<Messages.Letter> letters(ReturnView view) {
        return world.letters()
                .filter(letter -> letter.text().contains(view.code())
                        || letter.sketch().subject().contains(view.code()))
                .toList();
    }

    private Messages.Letter last(ReturnView view) {
        return letters(view).getLast();
    }

    @Test
    void each_step_is_told_once_from_ready_to_some_days_after() {
        ReturnView view = asked(Reason.CHANGED_MIND);
        assertEquals(
                "Ready to send: your return " + view.code(), last(view).sketch().subject());
        shipped(view);
        later(Duration.ofMinutes(10));
        received(view);
        later(Duration.ofMinutes(10));
        graded(view, 0, true, "As new.");
        graded(view, 1, true, "As new.");
        later(Duration.ofMinutes(10));
        givenAll(now(view));
        later(Duration.ofMinutes(10));
        later(Duration.ofDays(8));
        assertEquals(
                List.of(
                        "return_ready",
                        "return_on_its_way",
                        "return_here",
                        "return_inspected",
                        "return_refunded",
                        "return_after"),
                letters(view).stream().map(letter -> letter.sketch().kind()).toList());
        world.replay();
        later(Duration.ofDays(8));
        assertEquals(6, letters(view).size());
    }

    private static ReturnView now(ReturnView view) {
        return world.database
                .inStore(world.store, tx -> returns().find(tx, world.store, view.id()))
                .orElseThrow();
    }

    private List<String> told(ReturnView view) {
        return world.told(view.order()).stream()
                .filter(line -> line.startsWith("RETURN_"))
                .toList();
    }

    @Test
    void what_comes_in_one_go_is_told_as_the_last_of_it_and_the_rest_is_withheld_for_all_to_see() {
        ReturnView view = asked(Reason.CHANGED_MIND);
        shipped(view);
        received(view);
        graded(view, 0, true, "As new.");
        graded(view, 1, true, "As new.");
        givenAll(now(view));
        world.settle();
        later(Duration.ofMinutes(10));
        assertEquals(
                List.of("return_ready", "return_refunded"),
                letters(view).stream().map(letter -> letter.sketch().kind()).toList());
        List<String> told = told(view);
        assertTrue(told.contains("RETURN_ON_ITS_WAY WITHHELD/OVERTAKEN"), told.toString());
        assertTrue(told.contains("RETURN_HERE WITHHELD/OVERTAKEN"), told.toString());
        assertTrue(told.contains("RETURN_INSPECTED WITHHELD/OVERTAKEN"), told.toString());
        assertTrue(told.contains("RETURN_AFTER DEFERRED/NOT_YET"), told.toString());
    }

    @Test
    void what_was_taken_and_what_not_stands_in_one_mail_with_the_reason_and_as_on_the_page() {
        ReturnView view = asked(Reason.CHANGED_MIND);
        received(view);
        graded(view, 0, true, "As new.");
        graded(view, 1, false, "The sleeve is torn.");
        declined(view, 1, "Worn things cannot be sold again.");
        world.settle();
        later(Duration.ofMinutes(10));
        Messages.Letter letter = last(view);
        assertEquals("return_inspected", letter.sketch().kind());
        assertTrue(letter.text().contains("Part of it is taken. What we owe you is on its way."), letter.text());
        assertTrue(letter.text().contains("1 × Linen shirt: taken. As new."), letter.text());
        assertTrue(
                letter.text()
                        .contains(
                                "1 × Linen shirt: came, and is not taken. The sleeve is torn. Worn things cannot be sold again."),
                letter.text());
        assertEquals(2, letters(view).size());
    }

    @Test
    void a_person_is_announced_and_their_refusal_is_told_with_its_reason() {
        ReturnView view = asked(Reason.DEFECTIVE);
        assertEquals("return_asked", last(view).sketch().kind());
        var _ = then(
                view,
                (tx, id) -> returns()
                        .refuse(
                                tx,
                                world.store,
                                id,
                                new Returns.Word(List.of(), "Ben", Optional.of("The seal is broken."))));
        world.settle();
        assertEquals("return_refused", last(view).sketch().kind());
        assertTrue(
                last(view).text().contains("not taken back. The seal is broken."),
                last(view).text());
    }

    @Test
    void what_is_to_be_paid_on_top_is_told_with_its_day_and_once_more_before_it_lapses() {
        ReturnView view = asked(
                wish(Reason.CHANGED_MIND, Remedy.Kind.SHOP, SentOrders.product(world, "80.00")),
                new Asker(Asker.Channel.PORTAL, "k" + world.ids.next(), "customer", Language.DE, null));
        Messages.Letter letter = last(view);
        assertEquals("return_to_pay", letter.sketch().kind());
        assertTrue(
                letter.sketch().subject().startsWith("31,00"), letter.sketch().subject());
        assertTrue(letter.text().contains("Das Ausgesuchte kostet mehr."), letter.text());
        later(Duration.ofDays(2));
        assertEquals(1, letters(view).size());
        later(Duration.ofDays(1).plusHours(1));
        assertEquals("return_pay_soon", last(view).sketch().kind());
        assertEquals(2, letters(view).size());
    }

    @Test
    void what_was_paid_in_time_needs_no_reminder() {
        ReturnView view = asked(
                wish(Reason.CHANGED_MIND, Remedy.Kind.SHOP, SentOrders.product(world, "80.00")),
                new Asker(Asker.Channel.PORTAL, "k" + world.ids.next(), "customer"));
        world.database.runInStore(world.store, tx -> {
            Answer _ = returns()
                    .paidOnTop(tx, world.store, now(view).charge().id(), new Returns.Gift(Optional.of("bank"), "Ben"));
        });
        later(Duration.ofDays(3).plusHours(1));
        assertEquals(1, letters(view).size());
        assertTrue(
                told(view).stream().anyMatch(line -> line.endsWith("WITHHELD/OVERTAKEN")),
                told(view).toString());
    }

    @Test
    void a_return_that_has_moved_on_before_a_person_is_told_says_what_holds_then() {
        ReturnView view = asked(Reason.CHANGED_MIND);
        received(view);
        world.settle();
        assertTrue(
                told(view).contains("RETURN_HERE DEFERRED/SETTLING"), told(view).toString());
        graded(view, 0, true, "As new.");
        graded(view, 1, true, "As new.");
        world.settle();
        later(Duration.ofMinutes(10));
        assertEquals("return_inspected", last(view).sketch().kind());
        assertEquals(2, letters(view).size());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void it_is_told_in_the_language_it_was_asked_for_in(Language language) {
        ReturnView view = asked(
                wish(Reason.CHANGED_MIND, Remedy.Kind.REFUND, null),
                new Asker(Asker.Channel.PORTAL, "k" + world.ids.next(), "customer", language, null));
        assertTrue(last(view).html().contains("lang=\"" + language.code() + "\""));
        assertTrue(last(view).text().contains("/returns/" + view.code() + "?lang=" + language.code()));
    }

    @Test
    void a_gift_is_told_to_whoever_sends_it_and_to_nobody_else() {
        ReturnView view = asked(
                wish(Reason.CHANGED_MIND, Remedy.Kind.CREDIT, null),
                new Asker(
                        Asker.Channel.PORTAL,
                        "k" + world.ids.next(),
                        "recipient",
                        Language.FR,
                        new GiftRecipient("marie@example.org", "Marie")));
        received(view);
        later(Duration.ofMinutes(10));
        assertEquals(2, letters(view).size());
        for (Messages.Letter letter : letters(view)) {
            assertEquals("marie@example.org", letter.sketch().recipient());
            assertTrue(letter.text().contains("https://post.example/g/"), letter.text());
            assertFalse(letter.text().contains("/t/"), letter.text());
            assertFalse(letter.text().contains("Anna"), letter.text());
        }
        assertTrue(world.touchpoints(view.order()).stream()
                .filter(touchpoint -> touchpoint.kind().isOfReturn())
                .allMatch(touchpoint -> touchpoint.customer() == null));
    }

    @Test
    void of_orders_that_came_with_a_file_only_what_happens_here_is_told() {
        order = SentOrders.sent(world, Arrival.HISTORY);
        ReturnView view = asked(Reason.CHANGED_MIND);
        assertEquals("return_ready", last(view).sketch().kind());
        assertEquals(1, letters(view).size());
    }
}
