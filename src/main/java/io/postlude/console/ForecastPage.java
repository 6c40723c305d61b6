package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How good the delivery days we give are; {@code judged} is null until a forecast has been proved by a parcel. */
public record ForecastPage(
        Shell shell,
        List<View> stages,
        List<View> spans,
        @Nullable Judged judged,
        Empty empty,
        @Nullable Handling handling,
        @Nullable Carriers carriers,
        @Nullable Weekdays weekdays,
        Model model) {

    /** Forecasts that parcels have proved right or wrong. {@code week} and {@code error} are null with too few weeks. */
    public record Judged(
            List<Figure> figures,
            List<Alarm> alarms,
            Reliability reliability,
            @Nullable Chart week,
            @Nullable Chart error,
            List<View> groups,
            Lanes lanes) {}

    /** A lane that no longer does what is said of it. */
    public record Alarm(String title, String text) {}

    /** What was held against what was said; a perfect forecast's points lie on the diagonal. */
    public record Reliability(
            String label, List<Mark> across, List<Mark> up, String diagonal, List<Said> points, List<Cover> table) {}

    /** One confidence beside the others: what was said, what held with its interval, and how wide that was. */
    public record Cover(String said, String held, String interval, String width) {}

    /** One confidence: its dot, its 95 % interval as a bar, and its value. */
    public record Said(String x, String y, String bar, String textX, String textY, String value) {}

    /** One mark on an axis. */
    public record Mark(String at, String textAt, String label) {}

    /** A line by week. {@code band} and {@code other} are null where there is nothing to draw. */
    public record Chart(
            String title,
            String scope,
            String label,
            List<Mark> up,
            List<Mark> weeks,
            @Nullable String band,
            String line,
            @Nullable Other other,
            Last last) {}

    /** A second, dashed line with its name; an empty one stands in the caption already. */
    public record Other(String line, String textX, String textY, String name) {}

    /** The latest point; {@code missed} where its interval lies below what was said. */
    public record Last(String x, String y, String textX, String textY, String value, boolean missed, String triangle) {}

    /** A table of lanes or of carriers. */
    public record Lanes(String title, String scope, String axis, List<Lane> rows) {}

    /** One lane with its interval as drawn. {@code missed} where 90 % lies outside it on the bad side. */
    public record Lane(
            String name,
            String way,
            String parcels,
            String error,
            String bias,
            Whisker whisker,
            String held,
            String interval,
            String width,
            Pill state) {}

    /** Dot and whisker over a common axis, with the promised share as a line. */
    public record Whisker(String label, String said, String from, String to, String at, boolean missed) {}

    /** The store's own part: from the order to the hand-over. {@code chart} is null with too few weeks, {@code promised} false where no hand-over came due. */
    public record Handling(
            String lede,
            String scope,
            String promise,
            @Nullable Chart chart,
            List<HandlingWeek> weeks,
            boolean promised) {}

    /** One week of it. */
    public record HandlingWeek(
            String week,
            String parcels,
            String median,
            String range,
            @Nullable String kept) {}

    /** The carriers beside each other, from hand-over to the door. */
    public record Carriers(String scope, List<CarrierRow> rows) {}

    /** One of them. */
    public record CarrierRow(String name, String parcels, String median, String range, String late, String sure) {}

    /** On which days each carrier comes, as the forecast learned it. */
    public record Weekdays(String scope, List<WeekdayRow> rows) {}

    /** {@code shares} from Monday to Sunday, in per cent. */
    public record WeekdayRow(String name, String parcels, List<String> shares, String holidays) {}

    /** What the forecasts come from. */
    public record Model(
            String title, List<Parts.Fact> facts, @Nullable String progress) {}
}
