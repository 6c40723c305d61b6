package io.postlude.console;

import io.postlude.console.Form.Checks;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands beside the steps: a step's form, what may be added, the question before publishing, the versions. */
public record JourneyPanel(
        String icon,
        String title,
        String close,
        String lead,
        List<String> faults,
        @Nullable Editing editing,
        List<Deed> deeds,
        List<Link> links,
        List<Fact> facts,
        @Nullable Publishing publishing,
        @Nullable Table table,
        @Nullable Comparison comparison,
        List<View> views) {

    /** Only what it is about; the rest comes with {@code with...}. */
    static JourneyPanel of(String icon, String title, String close, String lead) {
        return new JourneyPanel(
                icon, title, close, lead, List.of(), null, List.of(), List.of(), List.of(), null, null, null,
                List.of());
    }

    JourneyPanel faulty(List<String> wrong) {
        return new JourneyPanel(
                icon, title, close, lead, wrong, editing, deeds, links, facts, publishing, table, comparison, views);
    }

    JourneyPanel editing(Editing form) {
        return new JourneyPanel(
                icon, title, close, lead, faults, form, deeds, links, facts, publishing, table, comparison, views);
    }

    JourneyPanel doing(List<Deed> may) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, may, links, facts, publishing, table, comparison, views);
    }

    JourneyPanel linking(List<Link> ways) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, deeds, ways, facts, publishing, table, comparison, views);
    }

    JourneyPanel telling(List<Fact> known) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, deeds, links, known, publishing, table, comparison, views);
    }

    JourneyPanel publishing(Publishing question) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, deeds, links, facts, question, table, comparison, views);
    }

    JourneyPanel comparing(Table versions, @Nullable Comparison compared) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, deeds, links, facts, publishing, versions, compared, views);
    }

    JourneyPanel viewing(List<View> spans) {
        return new JourneyPanel(
                icon, title, close, lead, faults, editing, deeds, links, facts, publishing, table, comparison, spans);
    }

    /** A form in groups. {@code more} is a second button that saves and asks for one more; null: there is none. */
    public record Editing(
            String action,
            Map<String, String> hidden,
            List<Group> groups,
            String submit,
            @Nullable String more) {}

    /** {@code legend} empty: it needs none. {@code css} lets a choice show and hide it. */
    public record Group(String legend, String css, List<Input> inputs) {}

    /** One of the three. */
    public record Input(
            @Nullable Field field,
            @Nullable Pick pick,
            @Nullable Checks checks) {
        static Input of(Field field) {
            return new Input(field, null, null);
        }

        static Input of(Pick pick) {
            return new Input(null, pick, null);
        }

        static Input of(Checks checks) {
            return new Input(null, null, checks);
        }
    }

    /** What happens to those under way is asked each time. */
    public record Publishing(
            String action, Map<String, String> hidden, String question, List<Choice> choices, String submit) {}

    public record Choice(String value, String label, String words, boolean chosen) {}

    /** What is different between two versions, in lines. */
    public record Comparison(
            String title,
            List<Difference> differences,
            @Nullable Deed restore) {}

    /** {@code before} or {@code after} null: it was not there, or is not any more. */
    public record Difference(
            String where, @Nullable String before, @Nullable String after) {}
}
