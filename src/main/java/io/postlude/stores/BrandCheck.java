package io.postlude.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Refuses a pair of colours that some customers could not read.
 *
 * <p>Ratios are those of WCAG 2.2: 1.4.3 for text, 1.4.11 for controls; body text asks for 7 (1.4.6).
 */
public final class BrandCheck {
    static final double BODY = 7;
    static final double TEXT = 4.5;
    static final double CONTROL = 3;
    /** Fixed colours of portal.css: running late, and its background, by day and by night. */
    private static final Colour[] LATE = {new Colour(0x93450f), new Colour(0xf0b27c)};

    private static final Colour[] LATE_WASH = {new Colour(0xf8eadb), new Colour(0x33241a)};
    private static final Colour[] BAD = {new Colour(0xa3262b), new Colour(0xff9a95)};

    private BrandCheck() {}

    /**
     * A pair below its ratio.
     *
     * @param scheme day or night
     * @param front the token in front, as in the style sheet
     */
    public record Fault(String scheme, String front, String back, double ratio, double needed) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %s on %s is %.2f, needs %.1f", scheme, front, back, ratio, needed);
        }
    }

    /** All pairs below their ratio; an empty list is a look that may be saved. */
    public static List<Fault> faults(BrandLook look) {
        var faults = new ArrayList<Fault>();
        check("day", look.day(), 0, faults);
        check("night", look.night(), 1, faults);
        return List.copyOf(faults);
    }

    private static void check(String scheme, Palette p, int at, List<Fault> faults) {
        var pairs = List.of(
                new Pair("ink", p.ink(), "paper", p.paper(), BODY),
                new Pair("ink", p.ink(), "surface", p.surface(), BODY),
                new Pair("ink-2", p.ink().mix(0.72, p.paper()), "paper", p.paper(), TEXT),
                new Pair("ink-2", p.ink().mix(0.72, p.paper()), "surface", p.surface(), TEXT),
                new Pair("edge", p.ink().mix(0.56, p.paper()), "paper", p.paper(), CONTROL),
                new Pair("on-brand", p.onBrand(), "brand", p.brand(), TEXT),
                new Pair("brand", p.brand(), "paper", p.paper(), CONTROL),
                new Pair("brand-ink", p.brandInk(), "paper", p.paper(), TEXT),
                new Pair("brand-ink", p.brandInk(), "surface", p.surface(), TEXT),
                new Pair("on-mark", p.onMark(), "mark", p.mark(), TEXT),
                new Pair("late", LATE[at], "paper", p.paper(), TEXT),
                new Pair("ink", p.ink(), "late-wash", LATE_WASH[at], BODY),
                new Pair("bad", BAD[at], "paper", p.paper(), TEXT));
        for (Pair pair : pairs) {
            double ratio = pair.front().contrast(pair.back());
            if (ratio < pair.needed()) {
                faults.add(new Fault(scheme, pair.frontName(), pair.backName(), ratio, pair.needed()));
            }
        }
    }

    private record Pair(String frontName, Colour front, String backName, Colour back, double needed) {}
}
