package io.postlude.console;

import io.postlude.segments.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The size of a segment by day, as a line from zero. */
public record SegmentChart(String label, String line, String area, List<Mark> up, List<Mark> days, Mark last) {
    private static final double LEFT = 34;
    private static final double RIGHT = 700;
    private static final double TOP = 14;
    private static final double BOTTOM = 130;
    private static final int DAY_LABELS = 5;

    /** A place with what is written there. */
    public record Mark(String x, String y, String label) {}

    static @Nullable SegmentChart of(List<Segment.Size> sizes, Words words) {
        long most = sizes.stream().mapToLong(Segment.Size::members).max().orElse(0);
        if (sizes.size() < 2 || most == 0) return null;
        long top = round(most);
        List<String> points = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++)
            points.add(number(x(i, sizes.size())) + " "
                    + number(y((double) sizes.get(i).members(), top)));
        String line = "M" + String.join(" ", points);
        Segment.Size last = sizes.getLast();
        return new SegmentChart(
                "Members by day, from %s on %s to %s today"
                        .formatted(
                                Words.count(sizes.getFirst().members()),
                                words.day(sizes.getFirst().day()),
                                Words.count(last.members())),
                line,
                line + " V" + number(BOTTOM) + " H" + number(LEFT) + " Z",
                List.of(tick(0, top), tick(top / 2.0, top), tick((double) top, top)),
                days(sizes, words),
                new Mark(number(RIGHT), number(y((double) last.members(), top)), Words.count(last.members())));
    }

    private static Mark tick(double value, long top) {
        return new Mark(number(LEFT), number(y(value, top)), Words.count(Math.round(value)));
    }

    private static List<Mark> days(List<Segment.Size> sizes, Words words) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < DAY_LABELS; i++) {
            int at = (int) Math.round((double) i * (sizes.size() - 1) / (DAY_LABELS - 1));
            marks.add(new Mark(
                    number(x(at, sizes.size())),
                    i == 0 ? "start" : i == DAY_LABELS - 1 ? "end" : "middle",
                    words.day(sizes.get(at).day())));
        }
        return marks;
    }

    /** The next even number that is easy to halve. */
    private static long round(long most) {
        long step = 2;
        while (most > step * 10) step *= 10;
        return Math.ceilDiv(most, step) * step;
    }

    private static double x(int day, int days) {
        return LEFT + (RIGHT - LEFT) * day / (days - 1);
    }

    private static double y(double value, long top) {
        return BOTTOM - (BOTTOM - TOP) * value / top;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
