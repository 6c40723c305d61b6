package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import io.postlude.stores.DemoBrands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackingPageTest {
    private static final Brand BRAND = DemoBrands.marenAndPine();
    private static final Map<String, OrderFacts> ORDERS = Examples.all(BRAND);

    static TrackingPage page(Brand brand, Language language, OrderFacts order) {
        var store = new FrameWriter.StoreFace("maren-pine", brand);
        Words words = store.words(language);
        Scene scene = Scene.of(words, new Days(words, Examples.ZONE, Examples.NOW), brand, order);
        return new TrackingWriter(Told.of(scene), new FrameWriter(store, words, new Assets()), "/t/abc").write();
    }

    private static String headline(String state) {
        var hero = page(BRAND, Language.EN, order(state)).hero();
        return (hero.start() + " " + hero.answer()).strip().replace('\u00a0', ' ');
    }

    private static OrderFacts order(String state) {
        var order = ORDERS.get(state);
        assertNotNull(order, state);
        return order;
    }

    @Test
    void every_state_in_every_language_gives_a_whole_page() {
        var pages = new Pages();
        for (Language language : Language.values()) {
            ORDERS.forEach((state, order) -> {
                String html = new String(pages.tracking(page(BRAND, language, order)), StandardCharsets.UTF_8);
                assertTrue(html.contains("<h1"), state);
                assertTrue(html.strip().endsWith("</html>"), state);
                assertFalse(html.contains("MALMÖ"), state);
            });
        }
    }

    @Test
    void the_headline_is_the_answer() {
        assertEquals("Arriving between Thursday 12 and Saturday 14.", headline("moving"));
        assertEquals("Arriving by Saturday 14.", headline("moving-by"));
        assertEquals("Your order is on its way.", headline("moving-unpromised"));
        assertEquals("We missed Tuesday 10. It is still on its way.", headline("late"));
        assertEquals("We will miss Saturday 14. DHL now says Tuesday 17.", headline("will-miss"));
        assertEquals("No scan since Sunday 8. We do not know where it is.", headline("stalled"));
        assertEquals("At your door since 06:12.", headline("delivered"));
    }

    @Test
    void what_the_carrier_says_stands_beside_what_we_say_and_is_never_hidden() {
        assertEquals("On its way. DHL says Thursday 12.", headline("carrier-alone"));
        assertEquals("Thursday 12", carrierSays("carrier-alone"));
        assertEquals("Arriving Thursday 12 to Saturday 14, most likely Friday.", headline("carrier-differs"));
        assertEquals(
                "16 to 17 Nov. Going by its scans, we expect it Thursday 12 to Saturday 14, most likely Friday",
                carrierSays("carrier-differs"));
        assertEquals("Tuesday 17", carrierSays("will-miss"));
    }

    @Test
    void a_day_the_carrier_named_that_is_past_is_no_new_day() {
        assertEquals("We missed Tuesday 10. It is still on its way.", headline("carrier-past"));
        assertEquals("", carrierSays("carrier-past"));
        assertEquals("", carrierSays("delivered"));
    }

    private static String carrierSays(String state) {
        return page(BRAND, Language.EN, order(state)).facts().stream()
                .filter(fact -> fact.label().equals("The carrier says"))
                .map(fact -> fact.value().replace('\u00a0', ' '))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_promise_without_a_forecast_never_shows_a_chance() {
        ORDERS.forEach((state, order) -> {
            if (order.parcels().stream().anyMatch(parcel -> parcel.expected() != null)) {
                return;
            }
            String html = new String(new Pages().tracking(page(BRAND, Language.EN, order)), StandardCharsets.UTF_8);
            assertFalse(html.matches("(?s).*\\d in \\d.*"), state);
            assertFalse(html.contains("likely"), state);
        });
    }

    @Test
    void a_forecast_is_said_as_people_say_it_and_drawn_day_by_day() {
        assertEquals("Arriving Thursday 12 to Saturday 14, most likely Friday.", headline("moving-chances"));
        assertEquals("We will miss Saturday 14. Monday 16 is most likely now.", headline("late-chances"));
        var page = page(BRAND, Language.EN, order("late-chances"));
        assertEquals(
                List.of("today", "", "", "missed", "window", "window likely", "window"),
                page.hero().days().days().stream().map(TrackingPage.Day::style).toList());
        assertTrue(page.hero().lead().text().replace('\u00a0', ' ').contains("between Sunday 15 and Tuesday 17"));
    }

    @Test
    void the_worst_parcel_is_the_news_and_the_others_fold_behind_it() {
        var page = page(BRAND, Language.EN, order("several"));
        assertEquals("Parcel 2 of 2", page.parcel().heading());
        assertEquals("Parcel 1 of 2", page.others().getFirst().heading());
        assertEquals("Not sent yet", page.others().getLast().heading());
    }

    @Test
    void a_parcel_that_no_longer_comes_has_no_strip_of_days_or_steps() {
        var page = page(BRAND, Language.EN, order("lost"));
        assertNull(page.hero().days());
        assertTrue(page.progress().steps().isEmpty());
    }
}
