package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.UnderWay;
import io.postlude.segments.Segments;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One-off sends to a segment. The store is in Berlin, it is Wednesday 5 March 2031, ten o'clock. */
class SendsTest {
    private JourneysWorld world;
    private Sends sends;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
        sends = world.journeys.sends();
        world.database.runInStore(world.store, tx -> {
            Segments.Wish all = new Segments.Wish("english", "English", "", "customer.language == 'en'", 0, "test");
            assertInstanceOf(Segments.Kept.class, world.segments.segments().add(tx, world.store, all));
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void person(String name, @Nullable String zone, @Nullable Boolean agreed) {
        String email = name + "@example.org";
        CustomerDetails details = new CustomerDetails(
                "api", null, email, null, "Anna", null, "en", zone, null, null, List.of(), List.of(), world.now());
        world.database.runInStore(world.store, tx -> {
            var _ = world.customers.resolve(tx, world.store, List.of(details));
        });
        if (agreed == null) return;
        Consent said = new Consent(Channel.EMAIL, Purpose.MARKETING, agreed, world.now(), "shop", "box", null);
        var who = world.customer(email);
        world.database.runInStore(world.store, tx -> world.customers.record(tx, world.store, who, said));
    }

    private static Send.Said said(@Nullable LocalDate day, LocalTime at, double holdout) {
        return new Send.Said("Spring news", "english", "new-content", Purpose.MARKETING, day, at, holdout);
    }

    private FlowId make(Send.Said said) {
        world.settle();
        return world.database
                .<Send.Kept>inStore(
                        world.store,
                        tx -> assertInstanceOf(
                                Send.Kept.class, sends.make(tx, world.store, new Send.Wish(said, "Mara"))))
                .flow();
    }

    private void begin(FlowId id) {
        Flows.Publishing publishing = new Flows.Publishing(send(id).turn(), UnderWay.KEEP, "Mara");
        world.database.runInStore(
                world.store,
                tx -> assertInstanceOf(Flows.Live.class, world.journeys.publish(tx, world.store, id, publishing)));
    }

    private Send send(FlowId id) {
        return world.database
                .inStore(world.store, tx -> sends.find(tx, world.store, id))
                .orElseThrow();
    }

    private Send.Outlook look(FlowId id) {
        return world.database
                .inStore(world.store, tx -> sends.look(tx, world.store, id))
                .orElseThrow();
    }

    private Send.Standing standing(FlowId id) {
        Send send = send(id);
        Send.Standing standing = world.database.inStore(world.store, tx -> sends.standing(tx, world.store, send));
        assertEquals(standing.called(), standing.touchpoints(), "each who was called has one outcome");
        return standing;
    }

    private void hours(int hours) {
        world.clock.move(Duration.ofHours(hours));
        world.settle();
    }

    @Test
    void what_was_foreseen_happens_once_to_each_and_the_counts_add_up() {
        for (int i = 0; i < 40; i++) person("yes" + i, null, true);
        person("silent", null, null);
        person("no", null, false);
        FlowId id = make(said(null, LocalTime.of(10, 0), 20));
        Send.Outlook outlook = look(id);
        assertEquals(0, standing(id).called(), "a look calls nobody");
        begin(id);
        assertEquals(Send.State.UNDER_WAY, send(id).state());
        world.settle();
        Send.Standing standing = standing(id);
        assertEquals(42, standing.called());
        assertEquals(outlook.outcomes(), standing.outcomes());
        assertEquals(outlook.rules(), standing.rules());
        assertEquals(1, standing.rules().get(Rule.NO_CONSENT));
        assertEquals(1, standing.rules().get(Rule.UNSUBSCRIBED));
        assertTrue(standing.rules().getOrDefault(Rule.HOLDOUT, 0L) > 0, standing::toString);
        assertEquals(standing.of(Outcome.SENT), world.outbox().size());
        assertEquals(Send.State.DONE, send(id).state());
        // Who comes later is not written to, and a second start reaches nobody twice.
        person("later", null, true);
        world.settle();
        assertEquals(42, standing(id).called());
        world.database.runInStore(
                world.store,
                tx -> CalendarSql.insert(
                        tx,
                        List.of(new CalendarSql.Muster(
                                world.store,
                                world.ids.next(),
                                id,
                                1,
                                LocalDate.of(2031, 3, 5),
                                new CalendarDays.Window(world.now().minusMillis(1), world.now()),
                                0))));
        world.settle();
        assertEquals(42, standing(id).called());
    }

    @Test
    void an_hour_comes_where_each_lives_and_what_is_called_off_goes_no_further() {
        person("auckland", "Pacific/Auckland", true);
        person("berlin", null, true);
        person("hawaii", "Pacific/Honolulu", true);
        FlowId id = make(said(LocalDate.of(2031, 3, 6), LocalTime.of(9, 0), 0));
        assertEquals(3, look(id).of(Outcome.SENT), "at nine, nobody sleeps");
        begin(id);
        world.settle();
        assertEquals(0, standing(id).called());
        hours(12);
        assertEquals(1, standing(id).of(Outcome.SENT), "in Auckland it is the sixth, past nine");
        hours(12);
        assertEquals(2, standing(id).of(Outcome.SENT));
        assertEquals(Send.State.UNDER_WAY, send(id).state());
        assertTrue(cancel(id));
        assertFalse(cancel(id), "once");
        hours(24);
        assertEquals(Map.of(Outcome.SENT, 2L), standing(id).outcomes());
        assertEquals(Send.State.CANCELLED, send(id).state());
    }

    private boolean cancel(FlowId id) {
        return world.database.<Boolean>inStore(world.store, tx -> sends.cancel(tx, world.store, id, "Mara"));
    }

    @Test
    void what_waits_for_the_morning_can_still_be_called_off() {
        world.at("2031-03-05T22:30:00Z");
        person("anna", null, true);
        FlowId id = make(said(null, LocalTime.of(10, 0), 0));
        assertEquals(Map.of(Rule.QUIET_HOURS, 1L), look(id).held());
        begin(id);
        world.settle();
        assertEquals(1, standing(id).of(Outcome.DEFERRED));
        assertTrue(cancel(id));
        world.settle();
        assertEquals(Map.of(Rule.SWITCHED_OFF, 1L), standing(id).rules());
        assertEquals(List.of(), world.outbox());
    }

    @Test
    void it_goes_by_the_first_open_channel_the_next_stands_by_and_its_answers_are_counted() {
        for (int i = 0; i < 3; i++) person("mail" + i, null, true);
        person("text", null, true);
        world.database.runInStore(world.store, tx -> {
            tx.execute(
                    "update customers.customer set phone = '+4915112345678' where store_id = ? and email = 'text@example.org'",
                    world.store);
            tx.execute("""
                    insert into messaging.provider (store_id, id, channel, kind, name, place, settings, secrets_sealed, path_token, made_at)
                    values (?, ?, 'SMS', 'test', 'Test', 1, '{}', '', ?, ?)""", world.store, world.ids.next(), world.ids.token(), world.now());
        });
        says("text", Channel.SMS, true);
        List<Medium> channels = List.of(Medium.SMS, Medium.EMAIL);
        FlowId id = make(new Send.Said(
                "Spring news", "english", "new-content", Purpose.MARKETING, null, LocalTime.of(10, 0), 0, channels));
        assertEquals(channels, send(id).said().channels());
        assertEquals(4, look(id).of(Outcome.SENT), "whoever has no number gets the mail");
        begin(id);
        world.settle();
        assertEquals(Map.of(Outcome.SENT, 4L), standing(id).outcomes());
        assertEquals(
                List.of("EMAIL HELD", "EMAIL QUEUED", "EMAIL QUEUED", "EMAIL QUEUED", "SMS QUEUED"),
                world.database.inStore(
                        world.store,
                        tx -> tx.list(
                                "select channel || ' ' || state from messaging.message where store_id = ? order by 1",
                                row -> row.getString(1),
                                world.store)));
        world.clock.move(Duration.ofDays(1));
        says("mail0", Channel.EMAIL, false);
        world.clock.move(Duration.ofDays(7));
        says("mail1", Channel.EMAIL, false);
        assertEquals(
                1,
                world.database
                        .inStore(world.store, tx -> sends.response(tx, world.store, send(id)))
                        .saidNo(),
                "the other's no came too late to be an answer");
    }

    private void says(String name, Channel channel, boolean yes) {
        Consent said = new Consent(channel, Purpose.MARKETING, yes, world.now(), "portal", "box", null);
        var who = world.customer(name + "@example.org");
        world.database.runInStore(world.store, tx -> world.customers.record(tx, world.store, who, said));
    }

    @Test
    void what_cannot_be_sent_is_refused_at_its_field() {
        Send.Said wrong = new Send.Said(
                " ", "nobody", "order-confirmed", Purpose.MARKETING, LocalDate.of(2031, 3, 3), LocalTime.of(9, 0), 60);
        Send.Said onPages = new Send.Said(
                "News", "english", "new-content", Purpose.MARKETING, null, LocalTime.of(9, 0), 5, List.of(Medium.PAGE));
        Send.Made refused = world.database.<Send.Made>inStore(
                world.store, tx -> sends.make(tx, world.store, new Send.Wish(onPages, "Mara")));
        assertEquals(
                "channels",
                assertInstanceOf(Send.Mistaken.class, refused)
                        .mistakes()
                        .getFirst()
                        .field());
        Send.Made made = world.database.<Send.Made>inStore(
                world.store, tx -> sends.make(tx, world.store, new Send.Wish(wrong, "Mara")));
        assertEquals(
                List.of("name", "segment", "message", "day", "holdoutPercent"),
                assertInstanceOf(Send.Mistaken.class, made).mistakes().stream()
                        .map(Send.Mistake::field)
                        .toList());
        // Written in time and published too late.
        person("anna", null, true);
        FlowId id = make(said(LocalDate.of(2031, 3, 5), LocalTime.of(12, 0), 0));
        world.at("2031-03-09T09:00:00Z");
        Flows.Publishing publishing = new Flows.Publishing(send(id).turn(), UnderWay.KEEP, "Mara");
        world.database.runInStore(
                world.store,
                tx -> assertInstanceOf(Flows.NotWhole.class, world.journeys.publish(tx, world.store, id, publishing)));
    }
}
