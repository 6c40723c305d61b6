package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.console.ConditionRows.Comparison;
import io.postlude.console.ConditionRows.Row;
import io.postlude.console.ConditionRows.Subject;
import io.postlude.kernel.Vocabulary;
import io.postlude.returns.PolicyWords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever is put together in rows is a condition the policy understands. */
class ConditionRowsTest {
    @Test
    void every_row_that_can_be_said_is_understood_by_the_policy() {
        int said = 0;
        for (Subject subject : Subject.values())
            for (Comparison comparison : Comparison.values())
                for (String value : List.of("12", "DE", "it's \\ odd", "yes", "a, b")) {
                    Optional<String> condition =
                            ConditionRows.condition(List.of(new Row(subject, comparison, value)), true);
                    if (condition.isEmpty()) continue;
                    said++;
                    assertInstanceOf(
                            Vocabulary.Understood.class, PolicyWords.ALL.read(condition.get()), condition.get());
                }
        assertTrue(said > 200, "rows said: " + said);
        for (Subject subject : Subject.values())
            assertTrue(
                    ConditionRows.condition(List.of(new Row(subject, Comparison.IS, "1")), true)
                            .isPresent(),
                    subject.label());
    }

    @Test
    void rows_are_joined_and_a_value_cannot_break_out() {
        assertEquals(
                Optional.of("order.value >= 100.0 && line.type in ['Shoes', 'Hats']"),
                ConditionRows.condition(
                        List.of(
                                new Row(Subject.ORDER_VALUE, Comparison.AT_LEAST, "100"),
                                new Row(Subject.LINE_TYPE, Comparison.ONE_OF, "Shoes, Hats")),
                        true));
        assertEquals(
                Optional.of("order.country == 'D\\'E' || customer.returned <= 3"),
                ConditionRows.condition(
                        List.of(
                                new Row(Subject.ORDER_COUNTRY, Comparison.IS, "D'E"),
                                new Row(Subject.CUSTOMER_RETURNED, Comparison.AT_MOST, "3")),
                        false));
        assertEquals(
                Optional.empty(),
                ConditionRows.condition(List.of(new Row(Subject.ORDER_VALUE, Comparison.AT_LEAST, "1 || true")), true));
    }
}
