package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OneOfManyTest {
    private static final String ASK =
            "select * from t where store_id = ? and id = any(?) and code = ? and line = any(?)";

    @Test
    void lists_of_one_are_asked_as_that_one() {
        OneOfMany asked = OneOfMany.of(ASK, 7, new long[] {41L}, "x", new String[] {"a"});
        assertEquals("select * from t where store_id = ? and id = ? and code = ? and line = ?", asked.sql());
        assertEquals(
                List.of(7, 41L, "x", "a"),
                List.of(
                        asked.value(0, 7),
                        asked.value(1, new long[] {41L}),
                        asked.value(2, "x"),
                        asked.value(3, new String[] {"a"})));
    }

    @Test
    void where_one_list_has_another_length_all_stay_lists() {
        long[] two = {41L, 42L};
        OneOfMany asked = OneOfMany.of(ASK, 7, new long[] {41L}, "x", new String[] {"a", "b"});
        assertEquals(ASK, asked.sql());
        assertEquals(ASK, OneOfMany.of(ASK, 7, two, "x", new String[] {"a"}).sql());
        assertEquals(
                ASK, OneOfMany.of(ASK, 7, new long[0], "x", new String[] {"a"}).sql());
        assertEquals(two, asked.value(1, two));
    }

    @Test
    void quoted_marks_and_other_lists_are_left_alone() {
        String quoted = "select '= any(?)', id from t where part = any(?::smallint[]) and a ?? b and id = any(?)";
        OneOfMany asked = OneOfMany.of(quoted, new short[] {1}, new long[] {5L});
        assertEquals("select '= any(?)', id from t where part = any(?::smallint[]) and a ?? b and id = ?", asked.sql());
        assertEquals(5L, asked.value(1, new long[] {5L}));
        assertEquals(
                "select 1 where x = ?", OneOfMany.of("select 1 where x = ?", 3).sql());
    }

    @Test
    void what_follows_a_list_without_a_space_stays_apart() {
        assertEquals(
                "select 1 where x = ? and y = ?",
                OneOfMany.of("select 1 where x = any(?)and y = ?", new long[] {5L}, 3)
                        .sql());
    }

    @Test
    void nothing_in_a_list_stays_a_list() {
        String sql = "select 1 where x = any(?)";
        assertEquals(sql, OneOfMany.of(sql, (Object) new String[] {null}).sql());
        assertEquals(sql, OneOfMany.of(sql, (Object) null).sql());
    }
}
