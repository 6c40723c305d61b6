package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Words;
import io.postlude.kernel.Json;
import io.postlude.kernel.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What forms of journeys offer is what documents understand. */
class JourneyFormsTest {
    @Test
    void every_ready_condition_is_understood() {
        for (Per per : Per.values())
            JourneyConditions.of(per)
                    .keySet()
                    .forEach(condition -> assertInstanceOf(
                            Vocabulary.Understood.class, Words.of(per).read(condition), condition));
    }

    @Test
    void a_length_of_time_comes_back_as_it_was_written() {
        for (String iso : new String[] {"P14D", "PT30M", "PT2H", "P1M", "P3W", "P1Y", "P1DT2H", "PT90S", "soon", ""})
            assertEquals(iso, JourneySpans.of(iso).iso());
        assertEquals("P2M", new JourneySpans("2", "MO").iso());
        assertEquals("PT2M", new JourneySpans("2", "M").iso());
        assertEquals("two", new JourneySpans("two", "D").iso());
    }

    @Test
    void an_entry_comes_back_from_its_form_as_it_was_written() throws Exception {
        for (String written : List.of(
                "{\"event\":\"delivered\",\"per\":\"parcel\",\"when\":\"order.total > 5.0\"}",
                "{\"date\":\"birthday\",\"offset\":\"-P3D\",\"at\":\"09:00\"}",
                "{\"date\":\"last_order\",\"offset\":\"P60D\",\"at\":\"10:00\",\"again\":\"never\"}",
                "{\"every\":\"week\",\"on\":[\"mon\",\"fri\"],\"at\":\"10:00\"}",
                "{\"segment\":\"vips\",\"as\":\"left\",\"again\":\"after_end\"}",
                "{\"segment\":\"vips\",\"when\":\"customer.orders >= 2\"}",
                "{\"members\":\"vips\"}",
                "{\"members\":\"vips\",\"day\":\"2031-03-28\",\"at\":\"18:00\"}",
                "{\"every\":\"month\",\"day\":31,\"at\":\"08:00\",\"when\":\"customer.orders >= 2\"}")) {
            JsonNode entry = Json.MAPPER.readTree(written);
            Map<String, List<String>> posted = new HashMap<>();
            for (JourneyPanel.Group group : JourneyEntryForm.groups(entry, Map.of(), Map.of("vips", "VIPs")))
                for (JourneyPanel.Input input : group.inputs()) {
                    if (input.field() != null)
                        posted.put(input.field().name(), List.of(input.field().value()));
                    if (input.pick() != null)
                        posted.put(input.pick().name(), chosen(input.pick().options()));
                    if (input.checks() != null)
                        posted.put(input.checks().name(), chosen(input.checks().options()));
                }
            assertEquals(written, JourneyEntryForm.read(entry, form(posted)).toString());
        }
    }

    private static List<String> chosen(List<Parts.Option> options) {
        return options.stream()
                .filter(Parts.Option::chosen)
                .map(Parts.Option::value)
                .toList();
    }

    private static JourneyStepReading.Posted form(Map<String, List<String>> posted) {
        return new JourneyStepReading.Posted() {
            @Override
            public String one(String name) {
                return all(name).stream().findFirst().orElse("");
            }

            @Override
            public List<String> all(String name) {
                return posted.getOrDefault(name, List.of());
            }
        };
    }
}
