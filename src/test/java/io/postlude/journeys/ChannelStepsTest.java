package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step names channels in order: which one is taken, and why the ones before it are not. */
class ChannelStepsTest {
    private static final String NUMBER = "+4915112345678";

    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void publish(String channels, String purpose) {
        String document = """
                {"format": 1, "key": "hello", "name": "Hello", "stage": "delivered", "holdout_percent": 0,
                 "entry": {"event": "delivered", "per": "order"},
                 "steps": [{"id": "ask", "do": "touchpoint", "message": "check-in", "purpose": "%s", "channels": [%s]}]}""".formatted(purpose, channels);
        world.database.runInStore(world.store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, document, "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
        });
    }

    /** The touchpoint of the step, of an order that has just arrived. */
    private Touchpoint arrives(String number) {
        return arrives(world.place(Sample.order(number, world.now())), number);
    }

    private Touchpoint arrives(OrderId order, String number) {
        world.ship(order, "JJD" + number);
        world.scan("JJD" + number, "OUT_FOR_DELIVERY.on_vehicle");
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD" + number, "DELIVERED.door");
        world.settle();
        return world.touchpoints(order).stream()
                .filter(one -> one.flow() != null)
                .findFirst()
                .orElseThrow();
    }

    private OrderId placedByAnnaOfTheNumber(String number) {
        OrderId order = world.place(Sample.order(number, world.now()));
        world.database.runInStore(
                world.store,
                tx -> tx.execute(
                        "update customers.customer set phone = ? where store_id = ? and email = 'anna@example.org'",
                        NUMBER,
                        world.store));
        return order;
    }

    private CustomerId anna() {
        return world.customer("anna@example.org");
    }

    private void sets(Channel channel) {
        world.database.runInStore(
                world.store,
                tx -> tx.execute("""
                insert into messaging.provider (store_id, id, channel, kind, name, place, settings, secrets_sealed, path_token, made_at)
                values (?, ?, ?, 'test', 'Test', 1, '{}', '', ?, ?)""", world.store, world.ids.next(), channel, world.ids.token(), world.now()));
    }

    private void says(Channel channel, Purpose purpose, boolean yes) {
        CustomerId anna = anna();
        world.database.runInStore(
                world.store,
                tx -> world.customers.record(
                        tx,
                        world.store,
                        anna,
                        new Consent(channel, purpose, yes, world.now(), "portal", "a form", null)));
    }

    /** {@code SMS QUEUED} of the ways of a touchpoint, in their order. */
    private List<String> ways(Touchpoint told) {
        return world
                .database
                .inStore(
                        world.store,
                        tx -> world.messages.ways(tx, world.store, java.util.Objects.requireNonNull(told.message())))
                .stream()
                .map(one -> one.channel() + " " + one.state())
                .toList();
    }

    private Messages.Letter letter(Touchpoint told) {
        return world.database
                .inStore(
                        world.store,
                        tx -> world.messages.letter(tx, world.store, java.util.Objects.requireNonNull(told.message())))
                .orElseThrow();
    }

    @Test
    void a_channel_that_is_not_there_is_passed_over_and_the_decision_says_why() {
        publish("\"push\", \"sms\", \"email\"", "service");
        sets(Channel.PUSH);
        Touchpoint told = arrives("1001");
        assertEquals(Outcome.SENT, told.outcome());
        assertEquals(Medium.EMAIL, told.medium());
        assertEquals(
                List.of(new Passed(Medium.PUSH, Rule.NO_BROWSER), new Passed(Medium.SMS, Rule.NO_PROVIDER)),
                told.passed());
        assertEquals(List.of("EMAIL QUEUED"), ways(told));
        String why =
                Explanation.toStaff(told, java.time.ZoneId.of("Europe/Berlin")).text();
        assertTrue(why.contains("no browser that takes notices"), why);
        assertTrue(world.tally().addsUp());
    }

    @Test
    void the_first_open_one_goes_and_the_next_stands_by_for_it_to_fail() {
        publish("\"sms\", \"email\"", "service");
        sets(Channel.SMS);
        Touchpoint told = arrives(placedByAnnaOfTheNumber("1001"), "1001");
        assertEquals(Medium.SMS, told.medium());
        assertEquals(List.of(), told.passed());
        assertEquals(List.of("SMS QUEUED", "EMAIL HELD"), ways(told));
        String text = letter(told).text();
        assertTrue(text.startsWith("Maren: your order #1001 has arrived."), text);
        assertTrue(text.contains("https://post.example/"), text);
        world.database.runInStore(world.store, tx -> {
            var second = world.messages
                    .ways(tx, world.store, java.util.Objects.requireNonNull(told.message()))
                    .getLast()
                    .id();
            assertEquals(
                    told.message(),
                    world.messages.firstOfWays(tx, world.store, List.of(second)).get(second));
            assertTrue(
                    world.journeys
                            .grounds()
                            .of(tx, world.store, List.of(anna()), List.of(second))
                            .containsKey(second),
                    "the mail that took over knows why it came, too");
        });
    }

    @Test
    void a_link_in_a_text_is_short_leads_on_and_is_counted_unless_somebody_objects() {
        publish("\"sms\", \"email\"", "service");
        sets(Channel.SMS);
        world.database.runInStore(
                world.store,
                tx -> world.journeys
                        .measuring()
                        .save(
                                tx,
                                world.store,
                                new Measuring.Wish(Measuring.Mode.CLICKS, "https://post.maren.example"),
                                "test"));
        Touchpoint told = arrives(placedByAnnaOfTheNumber("1001"), "1001");
        String text = letter(told).text();
        var link = java.util.regex.Pattern.compile("https://post\\.maren\\.example/c/([A-Za-z0-9_-]{28})$")
                .matcher(text);
        assertTrue(link.find(), text);
        leaves(told);
        world.clock.move(Duration.ofMinutes(5));
        Visitor person = new Visitor("GET", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", null, false);
        Visitor preview = new Visitor("GET", "WhatsApp/2.24.1 A", null, false);
        Measuring measuring = world.journeys.measuring();
        String page = measuring.follow(link.group(1), preview).orElseThrow();
        assertTrue(page.startsWith("https://post.example/t/"), page);
        assertEquals(new Measuring.Figures(1, 0, 0), figures(), "a messenger that looks ahead is nobody");
        assertEquals(page, measuring.follow(link.group(1), person).orElseThrow());
        assertEquals(page, measuring.follow(link.group(1), person).orElseThrow());
        assertEquals(new Measuring.Figures(1, 0, 1), figures());
        String other =
                (link.group(1).startsWith("A") ? "B" : "A") + link.group(1).substring(1);
        assertEquals(java.util.Optional.empty(), measuring.follow(other, person), "one we did not make");

        world.database.runInStore(world.store, tx -> measuring.object(tx, world.store, anna(), true));
        String plain = letter(arrives("1002")).text();
        assertTrue(plain.contains("https://post.example/t/") && !plain.contains("/c/"), plain);
        assertEquals(new Measuring.Figures(1, 0, 1), figures());
    }

    /** As if its provider had taken it. */
    private void leaves(Touchpoint told) {
        world.database.runInStore(
                world.store,
                tx -> tx.execute(
                        "update messaging.message set state = 'SENT', sent_at = ? where store_id = ? and id = ?",
                        world.now(),
                        world.store,
                        told.message()));
    }

    /** What is counted of the step, as it stands with its text, too. */
    private Measuring.Figures figures() {
        return world.database.inStore(
                world.store,
                tx -> world.journeys.readings(
                        tx, world.store, "check-in", world.now().minus(Duration.ofDays(90))));
    }

    @Test
    void consent_counts_for_each_channel_by_itself() {
        publish("\"sms\", \"email\"", "marketing");
        sets(Channel.SMS);
        OrderId order = placedByAnnaOfTheNumber("1001");
        says(Channel.EMAIL, Purpose.MARKETING, true);
        Touchpoint first = arrives(order, "1001");
        assertEquals(Medium.EMAIL, first.medium());
        assertEquals(List.of(new Passed(Medium.SMS, Rule.NO_CONSENT)), first.passed());
        says(Channel.SMS, Purpose.MARKETING, true);
        says(Channel.EMAIL, Purpose.MARKETING, false);
        world.clock.move(Duration.ofDays(1));
        Touchpoint second = arrives("1002");
        assertEquals(Medium.SMS, second.medium());
        assertEquals(List.of("SMS QUEUED"), ways(second), "nothing stands by on a channel she said no to");
        assertTrue(
                letter(second).text().endsWith("Reply STOP to end."),
                letter(second).text());
        says(Channel.SMS, Purpose.MARKETING, false);
        world.clock.move(Duration.ofDays(1));
        Touchpoint third = arrives("1003");
        assertEquals(Outcome.WITHHELD, third.outcome());
        assertEquals(Rule.NO_CHANNEL, third.rule());
        assertEquals(
                List.of(new Passed(Medium.SMS, Rule.UNSUBSCRIBED), new Passed(Medium.EMAIL, Rule.UNSUBSCRIBED)),
                third.passed());
    }

    @Test
    void whatsapp_takes_own_words_only_while_the_customer_has_just_written_and_a_stopped_number_gets_nothing() {
        publish("\"whatsapp\", \"sms\"", "service");
        sets(Channel.WHATSAPP);
        sets(Channel.SMS);
        Touchpoint first = arrives(placedByAnnaOfTheNumber("1001"), "1001");
        assertEquals(List.of(new Passed(Medium.WHATSAPP, Rule.WINDOW_CLOSED)), first.passed());
        assertEquals(Medium.SMS, first.medium());
        world.database.runInStore(world.store, tx -> {
            tx.execute("""
                    insert into messaging.received (store_id, id, provider_id, channel, provider_ref, sender, body, meant, at)
                    values (?, ?, 1, 'WHATSAPP', 'r', ?, 'Hello', 'TEXT', ?)""", world.store, world.ids.next(), NUMBER, world.now());
            tx.execute("""
                    insert into messaging.suppression (store_id, id, channel, address, reason, source, at)
                    values (?, ?, 'SMS', ?, 'STOP', 'test', ?)""", world.store, world.ids.next(), NUMBER, world.now());
        });
        Touchpoint second = arrives("1002");
        assertEquals(List.of("WHATSAPP QUEUED"), ways(second), "nothing stands by on the number that said STOP");
        world.clock.move(Duration.ofDays(2));
        Touchpoint third = arrives("1003");
        assertEquals(Rule.NO_CHANNEL, third.rule());
        assertEquals(
                List.of(new Passed(Medium.WHATSAPP, Rule.WINDOW_CLOSED), new Passed(Medium.SMS, Rule.SUPPRESSED)),
                third.passed());
    }

    @Test
    void a_block_stands_on_the_page_of_its_order_while_it_is_of_use() {
        publish("\"page\"", "service");
        Touchpoint told = arrives("1001");
        assertEquals(Outcome.SENT, told.outcome());
        assertEquals(Medium.PAGE, told.medium());
        assertEquals(null, told.message());
        assertTrue(world.tally().addsUp());
        OrderId order = java.util.Objects.requireNonNull(told.order());
        Blocks.Shown shown = block(order, null).orElseThrow();
        assertEquals("Is everything as it should be?", shown.words().heading());
        assertEquals("", shown.words().button(), "its button leads to the page it stands on");
        assertEquals(
                "Ist alles, wie es sein soll?",
                block(order, java.util.Locale.GERMAN).orElseThrow().words().heading());
        world.database.runInStore(world.store, tx -> {
            world.module.blocks().seen(tx, world.store, shown.id());
            assertEquals(
                    1,
                    tx.number(
                            "select count(*) from journeys.touchpoint where seen_at is not null and store_id = ?",
                            world.store));
        });
        world.clock.move(Duration.ofDays(8));
        assertEquals(java.util.Optional.empty(), block(order, null));
    }

    private java.util.Optional<Blocks.Shown> block(
            OrderId order, java.util.@org.jspecify.annotations.Nullable Locale locale) {
        return world.database.inStore(world.store, tx -> world.module.blocks().of(tx, world.store, order, locale));
    }

    @Test
    void a_rehearsal_says_what_it_costs_what_it_meets_and_how_its_messages_look() {
        publish("\"email\"", "marketing");
        sets(Channel.SMS);
        world.database.runInStore(
                world.store,
                tx -> tx.execute(
                        "update messaging.provider set settings = '{\"price\": \"0.10\"}' where store_id = ?",
                        world.store));
        OrderId order = placedByAnnaOfTheNumber("1001");
        says(Channel.EMAIL, Purpose.MARKETING, true);
        says(Channel.SMS, Purpose.MARKETING, true);
        assertEquals(Outcome.SENT, arrives(order, "1001").outcome());
        world.clock.move(Duration.ofDays(3));
        String draft = """
                {"format": 1, "key": "second", "name": "Second", "stage": "delivered", "holdout_percent": 0,
                 "entry": {"event": "delivered", "per": "order"},
                 "steps": [{"id": "text", "do": "touchpoint", "message": "check-in", "channels": ["sms"]}]}""";
        world.database.runInStore(world.store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, draft, "test"));
            var flow = assertInstanceOf(
                            io.postlude.flows.FlowParser.Whole.class, world.flows.read(tx, world.store, draft))
                    .flow();
            Rehearsals.Wanted wanted =
                    new Rehearsals.Wanted(kept.id(), flow, world.now().minus(Duration.ofDays(7)), world.now());
            RehearsalReport report = world.journeys.rehearsals().rehearse(tx, world.store, wanted);
            assertEquals(java.util.Map.of(Medium.SMS, 1L), report.cost().sent());
            assertTrue(report.cost().segments() >= 1, report.cost().toString());
            assertEquals(
                    new java.math.BigDecimal("0.10")
                            .multiply(java.math.BigDecimal.valueOf(report.cost().segments())),
                    report.cost().money());
            assertEquals(
                    List.of(new RehearsalReport.Conflict(java.util.Objects.requireNonNull(hello(tx)), 0, 1)),
                    report.conflicts(),
                    "the other had written a short while before, so this one waited");
            RehearsedDecision one = report.sample().getFirst();
            assertEquals(
                    List.of(Rule.PAUSE),
                    one.held().stream().distinct().filter(Rule.PAUSE::equals).toList());
            Rehearsals.Rendered read = world.journeys
                    .rehearsals()
                    .read(tx, world.store, wanted, new Rehearsals.Which(one.subject(), one.step(), one.decidedAt()))
                    .orElseThrow();
            assertTrue(read.text().startsWith("Maren: your order #1001 has arrived."), read.text());
            assertEquals(
                    1,
                    world.journeys.smsSizes().of(tx, world.store, (io.postlude.flows.Step.Touch) flow.first()).stream()
                            .filter(size -> size.language().equals("en") && size.plain())
                            .count());
            PowerReport power = world.journeys.powers().of(tx, world.store, wanted, 1);
            assertEquals(1, power.people());
            assertEquals(List.of(), power.rows(), "one person says nothing");
        });
    }

    private io.postlude.flows.@org.jspecify.annotations.Nullable FlowId hello(io.postlude.kernel.Tx tx) {
        return world.flows
                .byKey(tx, world.store, "hello")
                .map(io.postlude.flows.FlowView::id)
                .orElse(null);
    }
}
