package io.postlude.console;

import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.View;
import io.postlude.console.SectionsPage.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sheet of figures over a span of time: the question it answers, figures, lines by week, tables. */
public record SheetPage(
        Shell shell,
        String question,
        List<View> spans,
        @Nullable String csvHref,
        List<Figure> figures,
        List<Chart> charts,
        List<Section> sections) {

    /** How far back one looks, in weeks, as everywhere; the second is the usual one. */
    static final List<Integer> WEEKS = List.of(4, 12, 26, 52);

    private static final int USUAL_WEEKS = 12;

    static int weeks(Address address) {
        return WEEKS.stream()
                .filter(span -> address.is("weeks", Integer.toString(span)))
                .findFirst()
                .orElse(USUAL_WEEKS);
    }

    static List<View> spans(Address address) {
        int weeks = weeks(address);
        return WEEKS.stream()
                .map(span -> new View(
                        span + " weeks",
                        address.with("weeks", span == USUAL_WEEKS ? "" : Integer.toString(span)),
                        span == weeks))
                .toList();
    }
}
