package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.stores.Brand;
import io.postlude.stores.DemoBrands;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupMailTest {
    private static final String LINK = "https://post.maren-pine.example/t/7Qm2rX?a=1&b=2";

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pt"})
    void every_language_and_tone_says_the_same_facts_in_both_bodies(String language) {
        for (Brand.Tone tone : Brand.Tone.values()) {
            OutgoingMail.Content mail = mail(brand(tone), language, "Anna", "MP-10482");
            assertTrue(mail.subject().contains("MP-10482"), mail.subject());
            assertTrue(mail.text().contains(LINK), mail.text());
            assertTrue(
                    mail.html().contains("href=\"https://post.maren-pine.example/t/7Qm2rX?a=1&amp;b=2\""), mail.html());
            assertTrue(mail.html().contains("lang=\"" + language + "\""));
            for (String body : new String[] {mail.text(), mail.html()}) {
                assertTrue(body.contains("Anna") && body.contains("30") && body.contains("Neuer Wall 12"), body);
                assertFalse(body.contains("{0}") || body.contains("''") || body.contains("!\n"), body);
            }
        }
    }

    @Test
    void no_two_languages_say_it_alike_and_an_unknown_one_gets_english() {
        Set<String> subjects = new HashSet<>();
        for (String language : MailWords.LANGUAGES)
            subjects.add(mail(DemoBrands.marenAndPine(), language, "Anna", "1").subject());
        assertEquals(5, subjects.size());
        assertEquals(
                mail(DemoBrands.marenAndPine(), "en", "Anna", "1").subject(),
                mail(DemoBrands.marenAndPine(), "ja", "Anna", "1").subject());
    }

    @Test
    void a_name_from_outside_is_text_and_never_markup_or_a_new_line() {
        OutgoingMail.Content mail = mail(
                DemoBrands.marenAndPine(),
                "en",
                "<script>alert(1)</script> {2} 'quoted'\r\nBcc: x@example.com",
                "#1\r\n001");
        assertFalse(mail.html().contains("<script>"));
        assertTrue(mail.html().contains("&lt;script&gt;"));
        assertTrue(mail.text().contains("{2} 'quoted' Bcc:"), "a name is not a pattern: " + mail.text());
        assertEquals("Your link to order #1 001", mail.subject());
    }

    @Test
    void each_brand_gets_its_own_colours_and_a_neon_is_never_text_on_paper() {
        String quiet = mail(DemoBrands.marenAndPine(), "en", "Anna", "1").html();
        String loud = mail(DemoBrands.volt9(), "en", "Anna", "1").html();
        assertTrue(quiet.contains("#1f4d3d") && quiet.contains("prefers-color-scheme: dark"));
        assertTrue(loud.contains("background:#d4ff1f;color:#0b0b0b"));
        assertFalse(loud.contains(";color:#d4ff1f\">1."));
        assertTrue(quiet.contains("<!--[if mso]>"), "Outlook's button is there");
    }

    @Test
    void a_customer_without_a_name_is_not_greeted_by_none() {
        OutgoingMail.Content mail = mail(DemoBrands.marenAndPine(), "en", null, "1");
        assertFalse(mail.html().contains("Hello")
                || mail.text().contains("Hello")
                || mail.text().contains("null"));
    }

    private static OutgoingMail.Content mail(Brand brand, String language, String name, String number) {
        return new LookupMail(brand, Locale.of(language), name, number, LINK, Duration.ofMinutes(30)).render();
    }

    private static Brand brand(Brand.Tone tone) {
        Brand b = DemoBrands.marenAndPine();
        return new Brand(b.name(), b.markSvg(), b.logoUrl(), b.look(), tone, b.contact(), b.links(), b.showcases());
    }
}
