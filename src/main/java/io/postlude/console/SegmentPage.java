package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment: who is meant, who is in it, how it grew.
 *
 * @param who the condition as a sentence; null where it says more than one can
 * @param writeHref where to write to all in it; null for who may not
 * @param editHref null for who may not
 */
public record SegmentPage(
        Shell shell,
        List<Pill> pills,
        @Nullable String who,
        String condition,
        @Nullable String note,
        List<Figure> figures,
        @Nullable SegmentChart chart,
        Table members,
        List<Fact> facts,
        Table versions,
        @Nullable String writeHref,
        @Nullable String editHref,
        @Nullable String csvHref,
        @Nullable Deed archive) {}
