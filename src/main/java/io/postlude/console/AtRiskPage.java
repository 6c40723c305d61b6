package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The promises likely to be missed, before they are. {@code rule} leads to the threshold. */
public record AtRiskPage(
        Shell shell,
        Link rule,
        List<Figure> figures,
        List<View> owners,
        String scope,
        List<Line> lines,
        Empty empty,
        boolean mayAct,
        String token) {

    /** One promise at risk. {@code bars} is null where the forecast names no days. */
    public record Line(
            String promise,
            String order,
            String orderHref,
            @Nullable String who,
            String icon,
            String kind,
            String due,
            String percent,
            String chanceLabel,
            DayBars.@Nullable Drawn bars,
            String reason,
            @Nullable String reasonMore,
            String value,
            String history,
            @Nullable String historyMore,
            @Nullable Owner owner,
            Next next,
            String href) {}

    /** The deed that fits, or the one that was done. */
    public record Next(String label, String icon, String href) {}

    /** Who has it in hand. */
    public record Owner(String initials, String name) {}
}
