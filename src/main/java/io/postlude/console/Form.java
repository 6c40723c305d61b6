package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import java.util.List;
import java.util.Map;

/** Fields, choices and one button named by the deed. */
public record Form(
        String action,
        String submit,
        String icon,
        List<Field> fields,
        List<Pick> picks,
        List<Checks> checks,
        Map<String, String> hidden,
        Weight weight) {

    /** How loud the button is: one primary a screen, {@code GRAVE} for what cannot be undone. */
    public enum Weight {
        PRIMARY,
        PLAIN,
        GRAVE
    }

    /** Several that may be chosen together. */
    public record Checks(String name, String label, List<Option> options) {}

    public static Form of(String action, String submit, String icon, List<Field> fields) {
        return new Form(action, submit, icon, fields, List.of(), List.of(), Map.of(), Weight.PLAIN);
    }

    public Form picking(Pick... choices) {
        return new Form(action, submit, icon, fields, List.of(choices), checks, hidden, weight);
    }

    public Form checking(Checks... choices) {
        return new Form(action, submit, icon, fields, picks, List.of(choices), hidden, weight);
    }

    public Form hiding(Map<String, String> values) {
        return new Form(action, submit, icon, fields, picks, checks, values, weight);
    }

    public Form weighing(Weight loudness) {
        return new Form(action, submit, icon, fields, picks, checks, hidden, loudness);
    }
}
