package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CarriersTest {

    private final Carriers carriers = new Carriers();

    private record Listed(String courier, String format, JsonNode numbers) {}

    @Test
    void every_valid_number_of_the_list_is_recognised_as_its_carriers() throws IOException {
        int seen = 0;
        for (Listed listed : list()) {
            for (JsonNode number : listed.numbers().path("valid")) {
                assertTrue(recognised(listed, number.asText()), listed.format() + " makes " + number.asText());
                seen++;
            }
        }
        assertTrue(seen >= 90, "the list holds only " + seen + " valid numbers");
    }

    @Test
    void every_invalid_number_of_the_list_is_refused_by_its_format() throws IOException {
        int seen = 0;
        for (Listed listed : list()) {
            for (JsonNode number : listed.numbers().path("invalid")) {
                assertFalse(recognised(listed, number.asText()), listed.format() + " never made " + number.asText());
                seen++;
            }
        }
        assertTrue(seen >= 50, "the list holds only " + seen + " invalid numbers");
    }

    @Test
    void every_file_of_the_list_is_read() throws IOException {
        long formats = list().size();
        assertEquals(formats, list().stream().filter(this::knowsItsOwn).count());
    }

    @Test
    void a_changed_check_digit_is_noticed() {
        assertEquals("ups", carriers.recognise("1Z5R89390357567127").getFirst().carrier());
        assertTrue(carriers.recognise("1Z5R89390357567128").isEmpty());
    }

    @Test
    void an_international_number_names_the_issuing_post_and_the_service() {
        CarrierCandidate found = carriers.recognise("rb 123 456 785 gb").getFirst();
        assertEquals("s10", found.carrier());
        assertEquals("Royal Mail Group plc", found.name());
        assertEquals("Letter Post Registered", found.service());
        assertEquals("Great Britain", found.country());
    }

    @Test
    void a_number_of_no_carrier_is_refused_not_guessed() {
        assertTrue(carriers.recognise("HELLO-WORLD").isEmpty());
        assertTrue(carriers.recognise("").isEmpty());
        assertTrue(carriers.recognise("9".repeat(5_000)).isEmpty());
    }

    @Test
    void the_carriers_page_is_linked_with_the_bare_number() {
        assertEquals(
                "https://wwwapps.ups.com/WebTracking/track?track=yes&trackNums=1Z8V92A70367203024",
                carriers.recognise(" 1 Z 8 V 9 2 A 7 0 3 6 7 2 0 3 0 2 4 ")
                        .getFirst()
                        .trackingUrl());
    }

    private boolean recognised(Listed listed, String number) {
        return carriers.recognise(number).stream()
                .anyMatch(
                        c -> c.carrier().equals(listed.courier()) && c.format().equals(listed.format()));
    }

    private boolean knowsItsOwn(Listed listed) {
        return recognised(listed, listed.numbers().path("valid").get(0).asText());
    }

    private static List<Listed> list() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(CarriersTest.class.getResource("/tracking-numbers"))
                .getPath());
        List<Listed> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                JsonNode courier = new ObjectMapper().readTree(file.toFile());
                courier.path("tracking_numbers")
                        .forEach(format -> all.add(new Listed(
                                courier.path("courier_code").asText(),
                                format.path("name").asText(),
                                format.path("test_numbers"))));
            }
        }
        return all;
    }
}
