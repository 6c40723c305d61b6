package io.postlude.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.SmsText;
import io.postlude.stores.Brand;
import io.postlude.stores.Brand.Contact;
import io.postlude.stores.BrandLook;
import io.postlude.stores.BrandProposal;
import io.postlude.stores.Colour;
import io.postlude.stores.Lettering;
import io.postlude.stores.Typeface;
import io.postlude.texts.TextValues.Item;
import io.postlude.texts.TextValues.Order;
import io.postlude.texts.TextValues.Person;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts filled for readers, and what a text cannot do. */
class TextsTest {
    private static final Brand BRAND = new Brand(
            "Maren & Söhne",
            null,
            null,
            new BrandLook(
                    BrandProposal.day(Colour.parse("#22332a")),
                    BrandProposal.night(Colour.parse("#22332a")),
                    Lettering.plain(Typeface.HEDVIG_LETTERS_SERIF, Typeface.HANKEN_GROTESK),
                    8,
                    8),
            Brand.Tone.FAMILIAR,
            new Contact("Feldstraße 36, Hamburg", "help@maren.example", null, null),
            new Brand.Links(null, null, null, List.of()),
            List.of());
    private static final Texts.Links LINKS = new Texts.Links(
            "https://p.example/o/1?a=1&b=2",
            "https://maren.example",
            "https://p.example/pref",
            "https://p.example/stop");

    private final Texts texts = new Texts(InstantSource.system());

    private OutgoingMail.Content write(String key, Locale locale, TextValues values) {
        return texts.write(
                Library.find(key).orElseThrow().document(), BRAND, values, new Texts.Reader(locale, "review", LINKS));
    }

    private static TextValues values(String name, Item... items) {
        return TextValues.of(
                "Maren & Söhne",
                new Person(name),
                new Order("1042", "€59.90", "3 March", "6 March", 0, List.of(items)));
    }

    @Test
    void every_library_text_is_written_in_five_languages_for_readers_of_whom_all_or_nothing_is_known() {
        for (String key : Library.KEYS) {
            TextDocument text = Library.find(key).orElseThrow().document();
            assertEquals(Set.of("en", "de", "fr", "es", "pt"), text.languages().keySet(), key);
            for (String language : text.languages().keySet())
                for (TextValues values : TextValues.samples(text.about(), Locale.of(language))) {
                    OutgoingMail.Content mail = write(key, Locale.of(language), values);
                    assertFalse((mail.subject() + mail.html() + mail.text()).contains("{{"), key + " " + language);
                    assertFalse((mail.html() + mail.text()).contains("{%"), key + " " + language);
                    assertFalse(mail.text().contains(" ,"), key + " " + language);
                    assertTrue(mail.html().contains("lang=\"" + language + "\""), key + " " + language);
                }
        }
    }

    /** As long as a link to an order is at a host of twenty letters, and as an address of a shop. */
    private static final Texts.Links LONG = new Texts.Links(
            "https://post.maren-pine.shop/t/" + "A".repeat(38),
            "https://www.maren-pine.shop",
            "https://post.maren-pine.shop/p/" + "A".repeat(38),
            null);

    @Test
    void every_library_text_of_a_journey_has_short_forms_that_cost_two_parts_of_an_sms_at_most() {
        for (String key : Library.KEYS) {
            TextDocument text = Library.find(key).orElseThrow().document();
            // What goes back is told by mail: journeys do not send it.
            if (text.about() == TextDocument.About.RETURN) continue;
            for (String language : text.languages().keySet()) {
                var reader = new Texts.Reader(Locale.of(language), "marketing", LONG);
                TextValues values = TextValues.sample(text.about(), "Maren & Söhne", reader.locale());
                String at = key + " " + language;
                for (Channel channel : List.of(Channel.SMS, Channel.WHATSAPP, Channel.PUSH)) {
                    assertEquals(language, text.language(reader.locale(), BriefWriter.form(channel)), at);
                    String said = texts.brief(text, channel, values, reader).text();
                    assertFalse(said.contains("{{") || said.contains("{%"), at + ": " + said);
                    assertTrue(said.contains("https://"), at + ": " + said);
                }
                SmsText sms = SmsText.of(
                        texts.brief(text, Channel.SMS, values, reader).text());
                assertEquals(SmsText.Encoding.GSM_7, sms.encoding(), at + ": " + sms.segments());
                assertTrue(sms.segments().size() <= 2, at + ": " + sms.segments());
                var nowhere = new Texts.Reader(
                        Locale.of(language), "service", new Texts.Links(null, null, "https://a.example/p/1", null));
                String bare = texts.brief(text, Channel.SMS, values, nowhere).text();
                if (text.button() == TextDocument.Goes.SHOP) assertTrue(bare.endsWith("."), at + ": " + bare);
            }
        }
    }

    @Test
    void how_to_use_it_leads_to_the_page_of_each_thing_that_has_one() {
        Item candle = new Item("Candle", 1, "Candles", List.of(), "https://maren.example/candle");
        Item mug = new Item("Mug", 1, "Mugs", List.of(), "");
        String both =
                write("how-to-use", Locale.ENGLISH, values("Anna", candle, mug)).text();
        assertTrue(both.contains("More about each:\nCandle: https://maren.example/candle\n\nIf a question"), both);
        String none = write("how-to-use", Locale.ENGLISH, values("Anna", mug)).text();
        assertFalse(none.contains("More about each"), none);
    }

    @Test
    void what_a_customer_or_shop_typed_is_text_and_never_markup() {
        OutgoingMail.Content mail = write(
                "review-request",
                Locale.ENGLISH,
                values("<img src=x>\nBcc: all", new Item("<script>x</script> {{ store.name }}", 1, "", List.of(), "")));
        assertFalse(mail.html().contains("<script>x"));
        assertFalse(mail.html().contains("<img src=x>"));
        assertTrue(mail.html().contains("&lt;script&gt;"));
        assertTrue(mail.text().contains("<script>x</script> {{ store.name }}"), "values are not read as templates");
        assertFalse(mail.subject().contains("\n"));
        assertTrue(mail.html().contains("href=\"https://p.example/o/1?a=1&amp;b=2\""), "a link survives escaping");
    }

    @Test
    void a_reader_without_a_language_of_ours_gets_the_fallback() {
        assertEquals(
                "Thank you for choosing Maren & Söhne",
                write("thank-you", Locale.of("nl"), values("Jan")).subject());
        assertTrue(write("thank-you", Locale.GERMANY, values("Jan")).text().startsWith("Hallo Jan,"));
        assertFalse(write("thank-you", Locale.ENGLISH, values("")).text().contains("Hello"));
    }

    @Test
    void a_mail_says_why_it_came_and_ends_with_one_click() {
        OutgoingMail.Content mail = write("review-request", Locale.ENGLISH, values("Anna"));
        assertTrue(mail.text().contains("because you bought something"));
        assertEquals("<https://p.example/stop>", mail.headers().get("List-Unsubscribe"));
        assertTrue(mail.html().contains("prefers-color-scheme: dark"));
        assertTrue(mail.text().contains("Write a few words:\nhttps://p.example/o/1?a=1&b=2"));
    }

    private static String trouble(String body) {
        String json = io.postlude.kernel.Json.write(Map.of(
                "key", "try",
                "name", "Try",
                "fallback", "en",
                "languages", Map.of("en", Map.of("subject", "S", "heading", "H", "body", body))));
        return switch (TextParser.read(json)) {
            case TextParser.Good _ -> "";
            case TextParser.Bad(var errors) ->
                errors.getFirst().pointer() + " " + errors.getFirst().detail();
        };
    }

    @Test
    void a_text_that_could_fail_is_refused_while_it_is_written() {
        assertEquals("", trouble("{{ order.number }} {% for item in order.items %}{{ item.title }}{% endfor %}"));
        assertTrue(trouble("{{ order.nubmer }}").contains("/languages/en/body"));
        assertTrue(trouble("{{ order.nubmer }}").contains("there is no value “order.nubmer”"));
        assertTrue(trouble("{% if order.delivered %}{{ parcel.x }}{% endif %}").contains("parcel.x"));
        assertFalse(trouble("Dear {{ customer.given_name").isEmpty());
        assertFalse(trouble("{% for item in order.items %}{{ item.title }}").isEmpty());
        assertTrue(trouble("{% include 'x' %}").contains("not allowed"));
        assertFalse(trouble("{{ ''.getClass().forName('java.lang.Runtime') }}").isEmpty());
        assertFalse(trouble("{{ order|pprint }}").isEmpty());
        assertTrue(trouble("x".repeat(30_000)).contains("longer"));
    }

    @Test
    void a_text_cannot_run_long_or_grow_large() {
        String tens = "[1,2,3,4,5,6,7,8,9,10]";
        String loops = ("{% for i in " + tens + " %}").repeat(7) + "x" + "{% endfor %}".repeat(7);
        assertTrue(trouble(loops).contains("too much"), trouble(loops));
        assertFalse(trouble("{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}")
                .isEmpty());
        String grow = "{% set x = 'aaaaaaaaaa' %}"
                + IntStream.range(0, 30).mapToObj(i -> "{% set x = x ~ x %}").reduce("", String::concat);
        assertFalse(trouble(grow + "{{ x }}").isEmpty());
    }

    @Test
    void wrong_documents_say_everything_that_is_wrong() {
        var bad = assertInstanceOf(TextParser.Bad.class, TextParser.read("""
                {"key": "Not A Key", "about": "moon", "extra": 1, "languages": {"english": {}, "en": {"subject": "a\\nb"}}}"""));
        assertEquals(
                Set.of(
                        "/key",
                        "/name",
                        "/about",
                        "/extra",
                        "/languages/english",
                        "/languages/en/subject",
                        "/languages/en/heading",
                        "/languages/en/body"),
                bad.errors().stream().map(e -> e.pointer()).collect(java.util.stream.Collectors.toSet()));
        assertInstanceOf(TextParser.Bad.class, TextParser.read("{\"key\": "));
        assertNull(Library.find("none").orElse(null));
    }
}
