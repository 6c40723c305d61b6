package io.postlude.console;

import io.postlude.console.Parts.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays the parts of a whole out along one bar. */
final class Stack {
    private static final double WHOLE_PERCENT = 100;
    private static final double GAP_PERCENT = 0.5;
    private static final double LEAST_PERCENT = 0.8;

    private Stack() {}

    /** One part; {@code css} is the fill of its piece. */
    record Part(String label, long count, String css) {}

    /** Pieces in the order given; empty parts are left out, tiny ones stay visible. */
    static List<Slice> of(List<Part> parts) {
        List<Part> filled = parts.stream().filter(part -> part.count() > 0).toList();
        long total = filled.stream().mapToLong(Part::count).sum();
        double room = WHOLE_PERCENT - GAP_PERCENT * (filled.size() - 1);
        double[] widths = filled.stream()
                .mapToDouble(part -> Math.max(LEAST_PERCENT, room * part.count() / total))
                .toArray();
        double scale = room / Math.max(room, java.util.Arrays.stream(widths).sum());
        List<Slice> slices = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            double width = widths[i] * scale;
            Part part = filled.get(i);
            slices.add(new Slice(part.label(), part.count(), part.css(), percent(x), percent(width)));
            x += width + GAP_PERCENT;
        }
        return slices;
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
