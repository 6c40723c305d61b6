package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Slice;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The day at a glance: promises kept, orders, parcels under way, and what needs a person. */
public record TodayPage(
        Shell shell,
        @Nullable Kept kept,
        Empty noPromises,
        Risks risks,
        List<Figure> figures,
        Parcels parcels,
        Table trouble,
        String troubleScope,
        List<Todo> todos,
        List<Figure> more) {

    /** The promises most likely to be missed. */
    public record Risks(String scope, List<AtRiskPage.Line> lines, Empty empty) {}

    /** The headline figure with everything that says how sure it is; {@code series} is null with too few weeks. */
    public record Kept(
            String percent,
            String scope,
            Gauge gauge,
            List<KeptKind> kinds,
            @Nullable Series series,
            String footnote) {}

    /** The arc from 0 to 100 %; its red end is what broke. */
    public record Gauge(
            String label, String keptArc, @Nullable String brokenArc) {}

    /** One kind of promise. */
    public record KeptKind(String name, String icon, String percent, String width, String due, String broken) {}

    /** Kept by week with its interval, as drawn. */
    public record Series(
            String label,
            String caption,
            List<Tick> ticks,
            String band,
            String line,
            String lastX,
            String lastY,
            List<Tick> weeks) {}

    /** One mark on an axis. */
    public record Tick(String at, String textAt, String label) {}

    /** Parcels under way by what they are doing. */
    public record Parcels(String total, String label, String scope, List<Slice> slices) {}

    /** One thing that waits for a person, and where to do it. */
    public record Todo(String icon, String text, String linkLabel, String href) {}
}
