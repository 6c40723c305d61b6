package io.postlude.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Vocabulary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyConditionTest {
    @Test
    void every_ready_condition_is_understood_and_reads_back_as_its_sentence() {
        for (ReadyCondition ready : ReadyCondition.values()) {
            ReadyCondition.Filled filled = new ReadyCondition.Filled(ready, ready.usual());
            assertEquals(List.of(), filled.wrong(), ready.name());
            assertTrue(
                    SegmentWords.all().read(filled.condition()) instanceof Vocabulary.Understood, filled.condition());
            assertEquals(
                    List.of(filled),
                    ReadyCondition.read(filled.condition()).orElseThrow().all());
        }
        String all = new ReadyCondition.Reading(
                        false,
                        Arrays.stream(ReadyCondition.values())
                                .map(ready -> new ReadyCondition.Filled(ready, ready.usual()))
                                .toList())
                .condition();
        assertEquals(
                ReadyCondition.values().length,
                ReadyCondition.read(all).orElseThrow().all().size());
    }

    @Test
    void what_says_more_than_the_sentences_stays_cel() {
        assertTrue(ReadyCondition.read("orders > 2").isEmpty());
        assertTrue(
                ReadyCondition.read("orders >= 2 && spent >= 5 || orders >= 9").isEmpty());
        assertEquals(
                "bought at least 2 times ever, or sent back more than 12.5 % of what they bought",
                ReadyCondition.read("orders >= 2 || return_rate > 0.125")
                        .orElseThrow()
                        .words());
    }

    @Test
    void a_gap_takes_only_what_fits() {
        assertEquals(List.of(0), new ReadyCondition.Filled(ReadyCondition.ORDERS, List.of("two")).wrong());
        assertEquals(List.of(0), new ReadyCondition.Filled(ReadyCondition.TAGGED, List.of("a\" || \"b")).wrong());
        assertEquals(List.of(1), new ReadyCondition.Filled(ReadyCondition.ORDERS_IN, List.of("2")).wrong());
    }
}
