package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that happened to one thing, newest first, with days as headings. */
public record Timeline(
        List<View> views, List<Day> days, @Nullable String olderHref) {

    /** One day, named in the store's zone. */
    public record Day(String heading, List<Happening> happenings) {}

    /** One thing that happened. {@code detail} opens to what was recorded. */
    public record Happening(
            String time,
            String instant,
            Mark mark,
            String what,
            @Nullable String small,
            @Nullable String text,
            List<Fact> detail) {}

    /** The dot: an icon and the meaning of its ring; {@code us} is the soft dot of what we did ourselves. */
    public record Mark(String icon, String css) {}
}
