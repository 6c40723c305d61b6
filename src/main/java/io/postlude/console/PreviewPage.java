package io.postlude.console;

import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery message before it is ever sent. {@code frameHref} is null where it is shown as text. */
public record PreviewPage(
        Shell shell,
        String action,
        String order,
        List<Pick> picks,
        List<View> parts,
        List<View> widths,
        List<View> schemes,
        @Nullable Note refusal,
        String subject,
        String scope,
        String frameCss,
        @Nullable String frameHref,
        String text) {}
