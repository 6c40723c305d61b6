package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.stores.Lettering;
import io.postlude.stores.Typeface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the brand's form about letters: which typefaces, and how headings are set. */
final class LetteringFields {
    private static final List<Range> RANGES = List.of(
            new Range("weight", "Weight of headings", 100, 900, "400 is plain, 700 bold."),
            new Range("width", "Width of headings, per cent", 75, 125, "100 is plain; only Archivo has other widths."),
            new Range("tracking", "Space between their letters", -60, 60, "Thousandths of their size; −22 is close."),
            new Range("scale", "Size of headings, per cent", 60, 120, "Wide capitals need less."));

    private LetteringFields() {}

    private record Range(String name, String label, int least, int most, String hint) {}

    static void put(Map<String, String> values, Lettering lettering) {
        values.put("display", lettering.display().name());
        values.put("body", lettering.body().name());
        values.put("weight", Integer.toString(lettering.weight()));
        values.put("width", Integer.toString(lettering.widthPercent()));
        values.put("tracking", Integer.toString(lettering.trackingThousandths()));
        values.put("scale", Integer.toString(lettering.scalePercent()));
        values.put("upperCase", lettering.upperCase() ? "yes" : "no");
        values.put("highlighted", lettering.highlighted() ? "yes" : "no");
    }

    /** Null where something does not fit, said in {@code wrong}. */
    static @Nullable Lettering read(Map<String, String> values, Map<String, String> wrong) {
        int[] numbers = new int[RANGES.size()];
        boolean fits = true;
        for (int i = 0; i < numbers.length; i++) {
            Range range = RANGES.get(i);
            String given = values.getOrDefault(range.name(), "").replace('−', '-');
            numbers[i] = given.matches("-?\\d{1,4}") ? Integer.parseInt(given) : Integer.MIN_VALUE;
            if (numbers[i] < range.least() || numbers[i] > range.most()) {
                wrong.put(range.name(), "A number from " + range.least() + " to " + range.most() + ".");
                fits = false;
            }
        }
        return fits
                ? new Lettering(
                        face(values, "display"),
                        face(values, "body"),
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        is(values, "upperCase"),
                        numbers[3],
                        is(values, "highlighted"))
                : null;
    }

    private static Typeface face(Map<String, String> values, String name) {
        return Arrays.stream(Typeface.values())
                .filter(face -> face.name().equals(values.get(name)))
                .findFirst()
                .orElse(Typeface.HANKEN_GROTESK);
    }

    private static boolean is(Map<String, String> values, String name) {
        return "yes".equals(values.get(name));
    }

    static List<Field> fields(Map<String, String> values, Map<String, String> wrong) {
        return RANGES.stream()
                .map(range -> Field.text(range.name(), range.label(), values.getOrDefault(range.name(), ""))
                        .ofType("number", "off")
                        .hinting(range.hint())
                        .refused(wrong.get(range.name())))
                .toList();
    }

    static List<Pick> picks(Map<String, String> values) {
        return List.of(
                new Pick("display", "Headings", faces(values, "display")),
                new Pick("body", "Text", faces(values, "body")),
                new Pick("upperCase", "Headings in capitals", yesOrNo(values, "upperCase")),
                new Pick("highlighted", "Answer of a headline highlighted", yesOrNo(values, "highlighted")));
    }

    private static List<Option> faces(Map<String, String> values, String name) {
        List<Option> options = new ArrayList<>();
        for (Typeface face : Typeface.values()) {
            String label = face == Typeface.SYSTEM ? "The reader’s own" : face.family();
            options.add(new Option(face.name(), label, face == face(values, name)));
        }
        return options;
    }

    private static List<Option> yesOrNo(Map<String, String> values, String name) {
        return List.of(new Option("no", "No", !is(values, name)), new Option("yes", "Yes", is(values, name)));
    }
}
