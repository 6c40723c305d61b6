package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.PersonalData.Person;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreAddress;
import io.postlude.stores.StoreDetails;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Labels that are bought: once for a return, given back where nobody needs them, and a person where none is to be had. */
class LabelsTest {
    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};

    private static final Counter COUNTER = new Counter();
    private static ReturnsWorld world;

    /** Sells what is asked for, and does once what a test put into its way. */
    private static final class Counter implements Postage {
        final Map<String, Integer> bought = new ConcurrentHashMap<>();
        final Queue<Outcome> next = new ArrayDeque<>();
        Optional<Terms> terms = Optional.of(new Terms(true, 30));
        Voiding voiding = new Voiding(Stand.VOIDED, "refunded");
        int back;

        void forget() {
            bought.clear();
            next.clear();
            terms = Optional.of(new Terms(true, 30));
            voiding = new Voiding(Stand.VOIDED, "refunded");
            back = 0;
        }

        @Override
        public String name() {
            return "counter";
        }

        @Override
        public String title() {
            return "Counter";
        }

        @Override
        public Optional<Terms> terms(Tx tx, StoreId store) {
            return terms;
        }

        @Override
        public Outcome offer(Wanted wanted) {
            assertEquals("Feldstr. 1", wanted.customer().street());
            assertEquals("Kai 3", wanted.shop().street());
            return new Offered("offer-" + wanted.key());
        }

        @Override
        public synchronized Outcome buy(Wanted wanted, String offer) {
            Outcome told = next.poll();
            if (told instanceof Later || told instanceof Never) return told;
            int _ = bought.merge(offer, 1, Integer::sum);
            if (told instanceof InDoubt) return told;
            return label(offer);
        }

        @Override
        public Outcome ask(Wanted wanted, String offer) {
            return bought.containsKey(offer) ? label(offer) : new Later("nothing was bought");
        }

        private static Bought label(String offer) {
            return new Bought(
                    "ref-" + offer, "DHL", "JJD" + offer.replaceAll("\\D", ""), Money.of(642, "EUR"), document());
        }

        private static Document document() {
            return new Document("application/pdf", PDF);
        }

        @Override
        public Voiding giveBack(StoreId store, String reference) {
            back++;
            return voiding;
        }
    }

    @BeforeAll
    static void open() {
        world = new ReturnsWorld(List.of(), List.of(COUNTER));
        StoreAddress home =
                new StoreAddress(StoreAddress.Use.RETURNS, "Returns", List.of("Kai 3"), "20457", "Hamburg", "DE");
        var _ = world.stores
                .saveDetails(
                        world.store,
                        world.stores.get(world.store).version(),
                        new StoreDetails("maren", "Maren", "Maren", "en-GB", "Europe/Berlin", "EUR", List.of(home)),
                        new Actor.Program("test"))
                .orThrow();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /** What tests before it left to do is nobody's business any more. */
    @BeforeEach
    void forget() {
        world.database.runInStore(world.store, tx -> {
            tx.execute("delete from returns.label_due where store_id = ?", world.store);
            tx.execute("update returns.label set trouble = null, solved_at = now() where store_id = ?", world.store);
        });
        COUNTER.forget();
    }

    private ReturnView requested() {
        return world.requested(world.ask(bought(), "lamp", 1));
    }

    private OrderId bought() {
        return world.sent("o" + world.ids.next(), new ReturnsWorld.Thing("lamp", 1, 10_000, 0));
    }

    private void work() {
        world.module.workLabelsAcrossStores();
    }

    private Label last(ReturnView view) {
        return world.database
                .inStore(world.store, tx -> world.returns.labels().all(tx, world.store, view.id()))
                .getLast();
    }

    private LabelPaper paper(ReturnView view) {
        return world.database
                .inStore(world.store, tx -> world.returns.labels().paper(tx, world.store, view.id()))
                .orElseThrow();
    }

    private List<Label> troubled() {
        return world.database.inStore(world.store, tx -> world.returns.labels().troubled(tx, world.store, 10));
    }

    private Answer solve(ReturnView view, Labels.Remedy remedy) {
        Label label = troubled().stream()
                .filter(one -> one.returned().equals(view.id()))
                .findFirst()
                .orElseThrow();
        return world.database.inStore(
                world.store, tx -> world.returns.labels().solve(tx, world.store, label.id(), remedy));
    }

    private Answer callOff(ReturnView view) {
        return world.database.inStore(
                world.store,
                tx -> world.returns.callOff(tx, world.store, view.id(), Returns.Word.all(ReturnsWorld.BY)));
    }

    @Test
    void a_label_is_bought_as_soon_as_the_return_may_come_and_its_parcel_is_heard_of() {
        ReturnView view = requested();
        assertInstanceOf(LabelPaper.Coming.class, paper(view));
        work();
        LabelPaper.Bought bought = assertInstanceOf(LabelPaper.Bought.class, paper(view));
        assertEquals(Money.of(642, "EUR"), bought.label().cost());
        assertEquals(
                bought.label().number(),
                world.database
                        .inStore(world.store, tx -> world.returns.parcel(tx, world.store, world.view(view.id())))
                        .orElseThrow());
        work();
        assertEquals(1, COUNTER.bought.size());
    }

    @Test
    void a_label_whose_answer_was_lost_is_asked_about_and_not_bought_again() {
        COUNTER.next.add(new Postage.InDoubt("the connection broke"));
        ReturnView view = requested();
        work();
        assertEquals(Label.State.BUYING, last(view).state());
        assertEquals(1, troubled().size(), "a person can see it");
        world.clock.move(Duration.ofMinutes(10));
        work();
        assertEquals(Label.State.BOUGHT, last(view).state());
        assertEquals(Map.of("offer-label-" + last(view).id(), 1), COUNTER.bought);
        assertEquals(0, troubled().size());
    }

    @Test
    void many_who_look_and_work_at_once_buy_one() throws Exception {
        ReturnView view = requested();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = java.util.stream.IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> people.submit(() -> {
                        LabelPaper _ = paper(view);
                        work();
                    }))
                    .toList();
            for (Future<?> one : all) one.get();
        }
        assertEquals(1, COUNTER.bought.size());
        assertEquals(List.of(1), List.copyOf(COUNTER.bought.values()));
    }

    @Test
    void a_label_of_a_return_that_is_called_off_is_given_back_with_the_answer() {
        List<Money> before = costs();
        COUNTER.voiding = new Postage.Voiding(Postage.Stand.PENDING, "submitted");
        ReturnView view = requested();
        work();
        Answer _ = callOff(view);
        work();
        assertEquals(Label.State.VOIDING, last(view).state());
        assertEquals("submitted", last(view).voiding());
        COUNTER.voiding = new Postage.Voiding(Postage.Stand.VOIDED, "refunded");
        world.days(1);
        work();
        assertEquals(Label.State.VOIDED, last(view).state());
        assertEquals(before, costs());
        world.days(1);
        work();
        assertEquals(2, COUNTER.back, "asked until there was an answer");
    }

    @Test
    void one_called_off_in_the_middle_of_a_purchase_is_given_back_when_it_turns_out_to_be_bought() {
        COUNTER.next.add(new Postage.InDoubt("the connection broke"));
        ReturnView view = requested();
        work();
        Answer _ = callOff(view);
        assertEquals(Label.State.DROPPED, last(view).state());
        work();
        work();
        assertEquals(Label.State.VOIDED, last(view).state());
        assertEquals(1, COUNTER.back);
    }

    @Test
    void one_called_off_before_anything_was_bought_is_never_bought() {
        ReturnView view = requested();
        Answer _ = callOff(view);
        work();
        assertEquals(Label.State.VOIDED, last(view).state());
        assertEquals(Map.of(), COUNTER.bought);
    }

    @Test
    void an_erasure_takes_the_label_with_the_address_along() {
        ReturnView view = requested();
        work();
        Person person = new Person(List.of(Objects.requireNonNull(view.customer())), List.of(), List.of());
        world.database.runInStore(world.store, tx -> new ReturnPersonalData().erase(tx, world.store, person));
        assertEquals(
                Optional.empty(),
                world.database.inStore(
                        world.store,
                        tx -> LabelSql.document(tx, world.store, last(view).id())));
    }

    @Test
    void a_label_nobody_used_is_given_back_and_bought_anew_when_it_is_wanted_after_all() {
        ReturnView view = requested();
        work();
        world.days(31);
        work();
        work();
        assertEquals(Label.State.VOIDED, last(view).state());
        assertInstanceOf(LabelPaper.Coming.class, paper(view));
        work();
        assertInstanceOf(LabelPaper.Bought.class, paper(view));
        assertEquals(2, COUNTER.bought.size());
    }

    @Test
    void a_label_that_was_used_counts_among_the_costs_and_is_not_given_back() {
        long before = costs().stream().mapToLong(Money::minor).sum();
        ReturnView view = requested();
        work();
        ReturnView _ = world.received(view.id());
        world.days(40);
        work();
        assertEquals(Label.State.USED, last(view).state());
        assertEquals(List.of(Money.of(before + 642, "EUR")), costs());
        assertEquals(0, COUNTER.back);
    }

    private List<Money> costs() {
        var all = new ReturnInsights.Span(java.time.Instant.EPOCH, world.now().plusSeconds(1));
        return world.database.inStore(world.store, tx -> world.returns.labels().cost(tx, world.store, all));
    }

    @Test
    void where_the_provider_is_down_it_is_tried_less_and_less_and_then_the_built_in_label_is_there() {
        for (int i = 0; i < 6; i++) COUNTER.next.add(new Postage.Later("no connection"));
        ReturnView view = requested();
        work();
        assertEquals(Label.State.WAITING, last(view).state());
        work();
        assertEquals(5, COUNTER.next.size(), "not before its time");
        for (int i = 0; i < 6; i++) {
            world.clock.move(Duration.ofHours(1));
            work();
        }
        assertInstanceOf(LabelPaper.Drawn.class, paper(view));
        assertEquals("no connection", troubled().getFirst().trouble());
        assertTrue(world.database.<Boolean>inStore(
                world.store,
                tx -> world.returns
                        .labels()
                        .take(tx, world.store, troubled().getFirst().id(), "Mara")));
        assertEquals("Mara", troubled().getFirst().owner());
        assertInstanceOf(Answer.Denied.class, solve(view, Labels.Remedy.AGAIN), "there is one already");
        assertInstanceOf(Answer.Done.class, solve(view, Labels.Remedy.SETTLED));
        assertEquals(List.of(), troubled());
    }

    @Test
    void where_the_store_wants_a_person_first_the_customer_waits_for_them() {
        COUNTER.terms = Optional.of(new Postage.Terms(false, 30));
        COUNTER.next.add(new Postage.Never("the balance is too low"));
        ReturnView view = requested();
        work();
        assertInstanceOf(LabelPaper.Coming.class, paper(view));
        assertInstanceOf(Answer.Done.class, solve(view, Labels.Remedy.AGAIN));
        work();
        assertInstanceOf(LabelPaper.Bought.class, paper(view));
        assertEquals(List.of(), troubled());
    }

    @Test
    void a_person_can_give_the_built_in_label_instead_of_one_in_doubt_and_what_was_bought_goes_back() {
        COUNTER.next.add(new Postage.InDoubt("the connection broke"));
        ReturnView view = requested();
        work();
        assertInstanceOf(Answer.Done.class, solve(view, Labels.Remedy.OWN));
        assertInstanceOf(LabelPaper.Drawn.class, paper(view));
        world.clock.move(Duration.ofMinutes(10));
        work();
        work();
        assertEquals(1, COUNTER.back);
        assertInstanceOf(LabelPaper.Drawn.class, paper(view));
    }

    @Test
    void a_code_for_the_counter_and_a_store_without_a_provider_need_none() {
        ReturnView counted = world.requested(dropOff());
        assertInstanceOf(LabelPaper.Drawn.class, paper(counted));
        COUNTER.terms = Optional.empty();
        ReturnView own = requested();
        assertInstanceOf(LabelPaper.Drawn.class, paper(own));
        assertNull(last(own).cost());
        work();
        assertEquals(Map.of(), COUNTER.bought);
    }

    private Ask dropOff() {
        OrderId order = bought();
        return new Ask(order, world.ask(order, "lamp", 1).wishes(), Method.DROP_OFF);
    }
}
