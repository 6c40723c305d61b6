package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.flows.Medium;
import io.postlude.journeys.BriefTrials.Handset;
import io.postlude.journeys.BriefTrials.Tried;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.OrderId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Short forms are looked at and sent to oneself before anybody else gets them. */
class BriefTrialTest {
    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Optional<BriefTrial> look(String text, Medium medium, @Nullable OrderId order) {
        return world.database.inStore(
                world.store,
                tx -> world.module
                        .trials()
                        .brief(
                                tx,
                                world.store,
                                new TextTrials.Trial(
                                        world.texts
                                                .find(tx, world.store, text)
                                                .orElseThrow()
                                                .document(),
                                        Locale.GERMAN,
                                        order),
                                medium));
    }

    private Tried send(BriefTrial brief, String number) {
        return world.database.<Tried>inStore(
                world.store,
                tx -> world.module
                        .trials()
                        .briefs()
                        .send(tx, world.store, brief, new Handset(number, "mara@maren.example", "7:1")));
    }

    private void sets(String channel) {
        world.database.runInStore(
                world.store,
                tx -> tx.execute("""
                insert into messaging.provider (store_id, id, channel, kind, name, place, settings, secrets_sealed, path_token, made_at)
                values (?, ?, ?, 'test', 'Test', 1, '{"price": "0.08"}', '', ?, ?)""", world.store, world.ids.next(), channel, world.ids.token(), world.now()));
    }

    @Test
    void each_form_is_seen_in_its_language_with_the_values_of_an_order_its_parts_and_its_price() {
        sets("SMS");
        BriefTrial madeUp = look("check-in", Medium.SMS, null).orElseThrow();
        assertTrue(madeUp.text().startsWith("Maren: Deine Bestellung 1042 ist angekommen."), madeUp.text());
        assertTrue(madeUp.text().endsWith("Ende: STOP antworten."), madeUp.text());
        assertTrue(madeUp.plain());
        assertEquals(2, madeUp.parts(), madeUp.text());
        assertEquals(0, new BigDecimal("0.16").compareTo(madeUp.cost()));
        OrderId order = world.place(Sample.order("1001", world.now()));
        world.settle();
        BriefTrial real = look("check-in", Medium.SMS, order).orElseThrow();
        assertTrue(real.text().startsWith("Maren: Deine Bestellung #1001 ist angekommen."), real.text());
        assertTrue(
                Math.abs(real.text().length() - madeUp.text().length()) < 5, "a made-up link is as long as a real one");
        BriefTrial notice = look("check-in", Medium.PUSH, order).orElseThrow();
        assertEquals("Ist alles gut?", notice.title());
        assertTrue(notice.link().startsWith("https://post.example/t/"), notice.link());
        assertEquals(
                "Ist alles, wie es sein soll?",
                look("check-in", Medium.PAGE, order).orElseThrow().title());
        assertEquals(
                Optional.empty(),
                look("birthday", Medium.PAGE, null),
                "there is no order whose page it could stand on");
    }

    @Test
    void one_sends_it_to_ones_own_number_once_and_is_told_why_it_does_not_go() {
        BriefTrial sms = look("check-in", Medium.SMS, null).orElseThrow();
        assertEquals(Tried.NO_PROVIDER, send(sms, "+49 151 1234 5678"));
        sets("SMS");
        sets("WHATSAPP");
        sets("PUSH");
        assertEquals(Tried.NO_NUMBER, send(sms, "0151 1234 5678"));
        assertEquals(Tried.SENT, send(sms, "+49 (151) 1234-5678"));
        assertEquals(Tried.SENT, send(sms, "+4915112345678"));
        assertEquals(
                List.of("+4915112345678 [Trial] Maren: Deine"),
                world.database.inStore(
                        world.store,
                        tx -> tx.list(
                                "select recipient || ' ' || left(body_text, 20) from messaging.message where store_id = ? and kind = 'text_trial'",
                                row -> row.getString(1),
                                world.store)));
        assertEquals(
                Tried.WINDOW_CLOSED,
                send(look("check-in", Medium.WHATSAPP, null).orElseThrow(), "+4915112345678"));
        assertEquals(Tried.NO_BROWSER, send(look("check-in", Medium.PUSH, null).orElseThrow(), ""));
        assertEquals(Tried.NOT_SENT, send(look("check-in", Medium.PAGE, null).orElseThrow(), ""));
    }
}
