package io.postlude.kernel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of a query with their parameters, put together as they are asked for. The SQL is ours, never a visitor's. */
public final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    @CanIgnoreReturnValue
    public Filter and(String condition, @Nullable Object... values) {
        conditions.add(condition);
        parameters.addAll(Arrays.asList(values));
        return this;
    }

    /** As {@link #and}, left out where nothing is asked. */
    @CanIgnoreReturnValue
    public Filter andIf(boolean asked, String condition, @Nullable Object... values) {
        return asked ? and(condition, values) : this;
    }

    public String where() {
        return "where " + String.join(" and ", conditions);
    }

    /** The parameters of the conditions, then these. */
    public @Nullable Object[] parameters(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
