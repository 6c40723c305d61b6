package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of sections, each a table, a form or both: mapping, staff, keys, system. */
public record SectionsPage(
        Shell shell, List<Figure> figures, @Nullable Secret secret, List<Section> sections) {

    /** One section with its heading and one quiet line of scope. */
    public record Section(
            String id,
            String title,
            String scope,
            @Nullable Table table,
            @Nullable Form form) {}

    /** Something shown once and never again. */
    public record Secret(String title, String value, String advice) {}
}
