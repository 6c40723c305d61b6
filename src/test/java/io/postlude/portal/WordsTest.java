package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Words;
import io.postlude.tracking.StatusDetail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Words ENGLISH = PageWords.familiar(Language.EN);

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_sentence_exists_in_every_language_and_fills_in_the_same_names(Language language) {
        Words words = PageWords.familiar(language);
        assertEquals(base(ENGLISH), base(words));
        var differing = new ArrayList<String>();
        for (String key : words.keys()) {
            String english = key.replace(".formal", "");
            if (!key.startsWith("when.") && !names(ENGLISH.get(english)).equals(names(words.get(key)))) {
                differing.add(key);
            }
        }
        assertEquals(List.of(), differing);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void headlines_have_two_halves_and_no_sentence_shouts(Language language) {
        Words words = PageWords.familiar(language);
        for (String key : words.keys()) {
            String text = words.get(key);
            assertFalse(text.isBlank(), key);
            assertFalse(text.contains("!"), key);
            assertEquals(0, text.chars().filter(c -> c == '*').count() % 2, key);
            if (key.startsWith("head.")) {
                assertEquals(1, text.chars().filter(c -> c == '|').count(), key);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_canonical_detail_and_every_situation_has_its_words(Language language) {
        Words words = PageWords.familiar(language);
        for (StatusDetail detail : StatusDetail.values()) {
            assertTrue(words.has("scan." + detail.code()), detail.code());
        }
        for (Situation situation : Situation.values()) {
            assertTrue(words.has("short." + situation), situation.name());
        }
    }

    @Test
    void a_store_that_says_sie_never_says_du() {
        var familiar = Pattern.compile("\\b(du|dir|dich|dein\\w*|schreib)\\b", Pattern.CASE_INSENSITIVE);
        Words german = PageWords.formal(Language.DE);
        assertEquals(
                List.of(),
                base(german).stream()
                        .filter(key -> familiar.matcher(german.get(key)).find())
                        .toList());
    }

    @Test
    void what_is_filled_in_is_never_read_as_marks() {
        Sentence sentence = ENGLISH.sentence("things.two", Map.of("first", "{second}", "second", "*b* | <i>"));
        assertEquals("{second} and *b* | <i>", sentence.text());
        assertTrue(sentence.pieces().stream().allMatch(piece -> piece instanceof Sentence.Plain));
    }

    @Test
    void counts_follow_the_language() {
        assertEquals(
                "One day late.", ENGLISH.counted("promise.late", 1, Map.of()).text());
        assertEquals(
                "3 days late.", ENGLISH.counted("promise.late", 3, Map.of()).text());
        assertTrue(Language.FR.isOne(0));
        assertFalse(Language.DE.isOne(0));
    }

    @Test
    void days_are_said_as_people_say_them_in_the_customers_zone() {
        Instant evening = Instant.parse("2026-11-13T23:30:00Z");
        Instant now = Instant.parse("2026-11-14T09:00:00Z");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertEquals("today at 00:30", when(Language.EN, berlin, evening, now));
        assertEquals("gestern um 23:30", when(Language.DE, ZoneId.of("UTC"), evening, now));
        assertEquals("le jeudi 12 à 15:00", when(Language.FR, berlin, Instant.parse("2026-11-12T14:00:00Z"), now));
        assertEquals(
                "no sábado, 7 de novembro, às 15:00",
                when(Language.PT, berlin, Instant.parse("2026-11-07T14:00:00Z"), now));
        assertEquals("el jueves 12 a las 15:00", when(Language.ES, berlin, Instant.parse("2026-11-12T14:00:00Z"), now));
        var days = new Days(ENGLISH, berlin, now);
        assertEquals(
                "Friday 6 November", plain(days.day(LocalDate.of(2026, 11, 6)).text()));
        assertEquals(
                "Monday 4 January 2027",
                plain(days.day(LocalDate.of(2027, 1, 4)).text()));
        assertEquals("12 to 14 Nov", plain(days.span(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 14))));
    }

    private static String when(Language language, ZoneId zone, Instant at, Instant now) {
        return plain(new Days(PageWords.familiar(language), zone, now)
                .when(at, Days.Precision.TIME)
                .text());
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    private static Set<String> base(Words words) {
        return words.keys().stream()
                .filter(key -> !key.endsWith(".formal"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
