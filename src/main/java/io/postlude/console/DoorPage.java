package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
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
        @Nullable Demo demo,
        @Nullable Link way) {

    public DoorPage(
            String heading,
            String lede,
            String action,
            List<Field> fields,
            Map<String, String> hidden,
            String submit,
            @Nullable Note note,
            @Nullable Demo demo) {
        this(heading, lede, action, fields, hidden, submit, note, demo, null);
    }

    /** With a way for those who cannot go on here. */
    public DoorPage leadingTo(Link there) {
        return new DoorPage(heading, lede, action, fields, hidden, submit, note, demo, there);
    }

    /** What a demo store tells everyone: how to get in. */
    public record Demo(String email, String password) {}
}
