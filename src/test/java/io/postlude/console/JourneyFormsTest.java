package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.postlude.flows.Flow.Per;
import io.postlude.flows.Words;
import io.postlude.kernel.Vocabulary;
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
}
