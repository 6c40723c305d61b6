package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store's face, with the tracking page drawn from what stands in the form. */
public record BrandPage(
        Shell shell,
        String action,
        String previewAction,
        int version,
        List<Group> groups,
        @Nullable Note refusal,
        String previewHtml,
        boolean mayChange) {

    /** Fields that belong together. */
    public record Group(String legend, List<Field> fields, List<Pick> picks) {}
}
