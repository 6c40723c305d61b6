package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptChartTest {
    /** Wilson's interval of 3,827 of 3,933, worked out by hand from the formula. */
    @Test
    void the_interval_is_wilsons() {
        KeptChart.Interval interval = KeptChart.wilson(3827, 3933);
        assertEquals("96.8", Words.percent(interval.low()));
        assertEquals("97.3", Words.percent(interval.share()));
        assertEquals("97.8", Words.percent(interval.high()));
    }

    @Test
    void the_interval_stays_within_nought_and_one_where_all_or_none_were_kept() {
        KeptChart.Interval all = KeptChart.wilson(5, 5);
        assertEquals(1, all.high());
        assertTrue(all.low() > 0.5 && all.low() < 0.6, "5 of 5 is no proof of much: " + all.low());
        assertEquals(0, KeptChart.wilson(0, 5).low(), 1e-9);
    }

    @Test
    void two_weeks_draw_no_line() {
        List<KeptChart.Week> weeks = List.of(new KeptChart.Week("w1", 9, 10), new KeptChart.Week("w2", 10, 10));
        assertNull(KeptChart.of(new KeptChart.Counted(19, 1, "of 20"), List.of(), weeks)
                .series());
    }

    @Test
    void pieces_of_a_bar_fill_it_and_the_smallest_stays_visible() {
        var slices = Stack.of(List.of(
                new Stack.Part("many", 9_999, "f-mute"),
                new Stack.Part("none", 0, "f-ink"),
                new Stack.Part("one", 1, "f-broken")));
        assertEquals(2, slices.size());
        double last = percent(slices.get(1).x()) + percent(slices.get(1).width());
        assertEquals(100, last, 0.05);
        assertTrue(percent(slices.get(1).width()) > 0.5);
    }

    private static double percent(String text) {
        return Double.parseDouble(text.replace("%", ""));
    }
}
