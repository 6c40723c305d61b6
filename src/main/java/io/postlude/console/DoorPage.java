package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page in front of the console: sign in, the second factor, or the first owner. */
public record DoorPage(
        String heading,
        String lede,
        String action,
        List<Field> fields,
        Map<String, String> hidden,
        String submit,
        @Nullable Note note,
        @Nullable Demo demo) {

    /** What a demo store tells everyone: how to get in. */
    public record Demo(String email, String password) {}
}
