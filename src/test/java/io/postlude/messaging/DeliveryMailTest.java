package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Telling;
import io.postlude.stores.Brand;
import io.postlude.stores.Colour;
import io.postlude.stores.DemoBrands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of news in every language and for both brands; the stories in {@code stories/mails} are read by people. */
class DeliveryMailTest {
    /** Renews the stories instead of comparing: {@code -Drenew=stories}, then read the difference. */
    private static final boolean RENEW = "stories".equals(System.getProperty("renew"));

    private static final Path STORIES = Path.of("src/test/resources/stories/mails");
    private static final int CLIPPED_BYTES = 102 * 1024;
    private static final Instant NOW = Instant.parse("2026-11-11T08:40:00Z");
    private static final DeliveryMail.Links LINKS = new DeliveryMail.Links(
            "https://post.example",
            "https://post.example/t/7Qm2rX",
            "https://post.example/t/7Qm2rX/messages",
            "https://post.example/u/k3J9?a=1&b=2");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern LEFT_OVER = Pattern.compile("\\{\\w+}|\\bnull\\b|''|\\*\\w");

    static Stream<Arguments> all() {
        return Stream.of(News.Kind.values())
                .flatMap(kind -> Stream.of(Language.values())
                        .flatMap(language -> Stream.of(DemoBrands.marenAndPine(), DemoBrands.volt9())
                                .map(brand -> Arguments.of(kind, language, brand))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void html_and_text_tell_the_same_with_every_link_absolute(News.Kind kind, Language language, Brand brand) {
        OutgoingMail.Content mail = mail(kind, language).render(brand, NOW);
        assertTrue(mail.html().getBytes(StandardCharsets.UTF_8).length < CLIPPED_BYTES, "Gmail would cut it");
        Matcher link = LINK.matcher(mail.html());
        int links = 0;
        while (link.find()) {
            String address = link.group(1).replace("&amp;", "&");
            assertTrue(address.startsWith("https://"), address);
            assertTrue(mail.text().contains(address), "the text part has not " + address + "\n" + mail.text());
            links++;
        }
        assertTrue(links >= 4, "too few links");
        assertFalse(LEFT_OVER.matcher(mail.text()).find(), mail.text());
        assertFalse(mail.text().contains("!"), mail.text());
        assertTrue(mail.text().contains("Anna"), mail.text());
        assertTrue(mail.html().contains("lang=\"" + language.code() + "\""));
        assertTrue(
                mail.text().lines().noneMatch(line -> line.length() > 78 && !line.contains("https://")), mail.text());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_stories_are_as_they_were_read(Language language) throws IOException {
        var told = new StringBuilder();
        for (News.Kind kind : News.Kind.values()) {
            OutgoingMail.Content mail = mail(kind, language).render(DemoBrands.marenAndPine(), NOW);
            told.append("=== ").append(kind).append("\nSubject: ").append(mail.subject());
            told.append("\nPreview: ").append(preview(mail.html())).append("\n\n");
            told.append(mail.text()).append('\n');
        }
        compare(STORIES.resolve(language.code() + ".txt"), told.toString());
    }

    @Test
    void the_late_mail_as_html_is_as_it_was_looked_at() throws IOException {
        String html = mail(News.Kind.RUNNING_LATE, Language.EN)
                .render(DemoBrands.marenAndPine(), NOW)
                .html();
        compare(STORIES.resolve("running_late.en.html"), html);
    }

    private static void compare(Path story, String told) throws IOException {
        if (RENEW) {
            Files.createDirectories(STORIES);
            Files.writeString(story, told);
        }
        assertEquals(Files.readString(story), told);
    }

    private static String preview(String html) {
        Matcher hidden = Pattern.compile("mso-hide:all\">([^&]*)").matcher(html);
        return hidden.find() ? hidden.group(1).strip() : "";
    }

    @ParameterizedTest
    @EnumSource(News.Kind.class)
    void mail_and_page_say_a_delivery_in_the_same_words(News.Kind kind) {
        DeliveryMail mail = mail(kind, Language.EN);
        Brand brand = DemoBrands.marenAndPine();
        var words = DeliveryLetter.VOCABULARY.words(Language.EN, brand.tone());
        var days = new io.postlude.deliveries.Days(words, mail.reader().zone(), NOW);
        var page = new Telling(Scene.of(words, days, brand, mail.news().order()));
        String text = mail.render(brand, NOW).text().replace('\n', ' ').replace("  ", " ");
        if (kind.isTrouble() || kind == News.Kind.DELIVERED || kind == News.Kind.OUT_FOR_DELIVERY) {
            assertTrue(text.contains(page.lead().text()), page.lead() + "\n" + text);
            assertTrue(text.contains(page.headline().getLast().text().toUpperCase(java.util.Locale.ROOT)));
        }
        page.choices(mail.news().measures()).stream()
                .filter(offer -> offer.choice() != Measures.Choice.WAIT)
                .forEach(offer -> assertTrue(
                        text.replace(" - ", " ").replaceAll("\\s+", " ").contains(offer.name()), offer.name()));
    }

    @Test
    void a_machine_reads_order_and_parcel_from_it() throws IOException {
        String html = mail(News.Kind.RUNNING_LATE, Language.EN)
                .render(DemoBrands.marenAndPine(), NOW)
                .html();
        Matcher data = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>")
                .matcher(html);
        assertTrue(data.find());
        JsonNode all = new ObjectMapper().readTree(data.group(1));
        assertEquals("Order", all.get(0).get("@type").asText());
        assertEquals(
                "https://schema.org/OrderInTransit",
                all.get(0).get("orderStatus").asText());
        assertEquals(
                "129.00", all.get(0).get("acceptedOffer").get(0).get("price").asText());
        JsonNode parcel = all.get(1);
        assertEquals("ParcelDelivery", parcel.get("@type").asText());
        assertEquals("JJSE220547180933", parcel.get("trackingNumber").asText());
        assertEquals("2026-11-15", parcel.get("expectedArrivalFrom").asText());
        assertEquals("2026-11-17", parcel.get("expectedArrivalUntil").asText());
        assertEquals("EXAMPLE-1", parcel.get("partOfOrder").get("orderNumber").asText());
    }

    @Test
    void what_may_be_ended_has_a_one_click_header_and_what_is_service_has_none() {
        OutgoingMail.Content optional = mail(News.Kind.SHIPPED, Language.EN).render(DemoBrands.marenAndPine(), NOW);
        assertEquals("<https://post.example/u/k3J9?a=1&b=2>", optional.headers().get("List-Unsubscribe"));
        assertEquals("List-Unsubscribe=One-Click", optional.headers().get("List-Unsubscribe-Post"));
        var service = new DeliveryMail.Links("https://post.example", "https://post.example/t/7Qm2rX", null, null);
        OutgoingMail.Content strict = new DeliverySamples(NOW)
                .mail(News.Kind.PROBLEM, Language.EN, service)
                .render(DemoBrands.marenAndPine(), NOW);
        assertEquals(Set.of("Auto-Submitted"), strict.headers().keySet());
        assertFalse(strict.text().contains("No more of these"), strict.text());
    }

    @Test
    void names_from_outside_stay_text_in_every_part() throws IOException {
        String name = "</script><b>*x* {things}\u202eאנה 🧶\r\nBcc: x@example.com";
        Item item = new Item(name, name, 1, "https://shop.example/a.png?x=\"><script>", null);
        OrderFacts made = new DeliverySamples(NOW).news(News.Kind.SHIPPED).order();
        Parcel parcel = made.parcels().getFirst();
        Parcel strange = new Parcel(
                1L,
                parcel.code(),
                parcel.since(),
                "<1\r\n2>",
                new OrderFacts.Carrier("<i>", "https://carrier.example/?a=1&b=\""),
                parcel.packedAt(),
                List.of(item),
                parcel.scans(),
                null,
                null,
                Set.of());
        var order = new OrderFacts("#\"><1>", NOW, null, name, name, List.of(), List.of(strange), null);
        var mail = new DeliveryMail(
                News.of(News.Kind.SHIPPED, order, Set.of(1L), Measures.NONE),
                new DeliveryMail.Reader(name, Language.EN, java.time.ZoneOffset.UTC),
                LINKS);
        OutgoingMail.Content content = mail.render(DemoBrands.marenAndPine(), NOW);
        assertFalse(content.html().contains("<b>*x*") || content.html().contains("<i>"), content.html());
        assertEquals(1, content.html().split("</script>", -1).length - 1, "only our own script element ends");
        assertFalse(content.html().contains("\"><script>"));
        assertTrue(content.html().contains("אנה 🧶"));
        assertFalse(content.subject().contains("\n") || content.subject().contains("\r"));
        assertTrue(content.text().contains("*x* {things}"), content.text());
    }

    @Test
    void an_order_of_five_hundred_things_is_not_cut_by_a_mail_program() {
        var item = new Item("A very long name of a thing that a shop gave it one day", "In blue", 2, null, null);
        var order = new OrderFacts("1", NOW, null, null, null, Collections.nCopies(500, item), List.of(), null);
        var mail = new DeliveryMail(
                News.of(News.Kind.ORDER_CONFIRMED, order, Set.of(), Measures.NONE),
                new DeliveryMail.Reader(null, Language.DE, java.time.ZoneOffset.UTC),
                LINKS);
        OutgoingMail.Content content = mail.render(DemoBrands.volt9(), NOW);
        assertTrue(content.html().getBytes(StandardCharsets.UTF_8).length < CLIPPED_BYTES);
        assertTrue(
                content.text().contains("481 weitere Artikel") || content.text().contains("480 weitere Artikel"));
    }

    @Test
    void several_parcels_are_told_together_or_apart() {
        News late = new DeliverySamples(NOW).news(News.Kind.RUNNING_LATE);
        var reader = new DeliveryMail.Reader("Anna", Language.EN, java.time.ZoneOffset.UTC);
        Brand brand = DemoBrands.marenAndPine();
        String apart = new DeliveryMail(late, reader, LINKS).render(brand, NOW).text();
        assertTrue(apart.contains("Parcel 2 of 2: Stoneware mugs"), apart);
        var both = News.of(News.Kind.RUNNING_LATE, late.order(), Set.of(1L, 2L), Measures.NONE);
        String together =
                new DeliveryMail(both, reader, LINKS).render(brand, NOW).text();
        assertTrue(together.contains("- Stoneware mugs") && together.contains("- Wool throw"), together);
    }

    @Test
    void everything_can_be_read_by_day_and_by_night() {
        for (Brand brand : List.of(DemoBrands.marenAndPine(), DemoBrands.volt9())) {
            MailFrame frame = MailFrame.of(brand, "en", "", "");
            var pairs = new ArrayList<Colour[]>();
            var look = brand.look();
            pairs.add(pair(frame.late(), look.day().surface()));
            pairs.add(pair(MailFrame.LATE_NIGHT, look.night().surface()));
            pairs.add(pair(frame.soft(), look.day().surface()));
            pairs.add(pair(frame.soft(), look.day().paper()));
            pairs.add(pair(frame.softNight(), look.night().surface()));
            pairs.add(pair(frame.softNight(), look.night().paper()));
            pairs.add(pair(look.day().onMark().hex(), look.day().mark()));
            pairs.add(pair(look.night().onMark().hex(), look.night().mark()));
            for (Colour[] both : pairs) {
                assertTrue(both[0].contrast(both[1]) >= 4.5, both[0] + " on " + both[1]);
            }
        }
    }

    private static Colour[] pair(String text, Colour ground) {
        return new Colour[] {Colour.parse(text), ground};
    }

    private static DeliveryMail mail(News.Kind kind, Language language) {
        return new DeliverySamples(NOW).mail(kind, language, LINKS);
    }
}
