package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Pill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the outside world delivers: one address and one secret for each source, and how to set it up there. */
public record ConnectionsPage(Shell shell, List<Source> sources) {

    /** One outside system; {@code url} is null until it is connected. */
    public record Source(
            String key,
            String title,
            String purpose,
            Pill state,
            String last,
            @Nullable String url,
            List<String> steps,
            Form form,
            List<Deed> deeds) {}
}
