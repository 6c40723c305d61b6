package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.console.ConditionRows.Comparison;
import io.postlude.console.ConditionRows.Row;
import io.postlude.console.ConditionRows.Subject;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Tx;
import io.postlude.returns.Policies;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says when a rule of the return policy fits, in rows; what comes of it stands in the draft as any other condition. */
final class PolicyConditionDesk {
    private static final String PATH = PolicyDesk.PATH + "/condition";
    private static final int ROWS = 3;
    private static final int VALUE_LIMIT_CHARS = 200;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Audit audit;

    PolicyConditionDesk(Frame frame, ReturnsDesk.Sources sources, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page(
                "return-policy/condition",
                Permission.CHANGE_POLICY,
                visit -> Answer.page("sections", page(visit, null)));
        counter.deed("return-policy/condition", Permission.CHANGE_POLICY, this::build);
    }

    private SectionsPage page(Visit visit, @Nullable String wrong) {
        JsonNode document = sources.database().inStore(visit.store(), tx -> newest(tx, visit));
        List<Pick> picks = new ArrayList<>();
        List<Option> rules = new ArrayList<>();
        document.path("rules")
                .forEach(rule -> rules.add(new Option(
                        rule.path("id").asText(),
                        rule.path("name").asText(),
                        rule.path("id").asText().equals(visit.field("rule")))));
        picks.add(new Pick("rule", "The rule that fits only when", rules));
        picks.add(new Pick(
                "join",
                "These hold",
                List.of(
                        new Option("all", "all of them", !visit.field("join").equals("any")),
                        new Option(
                                "any",
                                "at least one of them",
                                visit.field("join").equals("any")))));
        List<Field> values = new ArrayList<>();
        for (int i = 1; i <= ROWS; i++) {
            picks.add(new Pick("subject" + i, i + ". What", subjects(visit.field("subject" + i))));
            picks.add(new Pick("comparison" + i, i + ". How", comparisons(visit.field("comparison" + i))));
            values.add(Field.text("value" + i, i + ". Value", visit.field("value" + i))
                    .refused(i == 1 ? wrong : null));
        }
        Form form = Form.of(PATH, "Write it into the draft", "check", values)
                .picking(picks.toArray(Pick[]::new))
                .weighing(Form.Weight.PRIMARY);
        return new SectionsPage(
                frame.below(visit, "A condition in rows", new Link("Return policy", PolicyDesk.PATH), "return-policy"),
                List.of(),
                null,
                List.of(new Section(
                        "rows",
                        "When does it fit",
                        "it takes the place of the condition the rule has now; nothing holds before the draft is published",
                        null,
                        form)));
    }

    private static List<Option> subjects(String chosen) {
        List<Option> all = new ArrayList<>(List.of(new Option("", "nothing", chosen.isEmpty())));
        for (Subject subject : Subject.values())
            all.add(new Option(subject.word(), subject.label(), subject.word().equals(chosen)));
        return all;
    }

    private static List<Option> comparisons(String chosen) {
        return Arrays.stream(Comparison.values())
                .map(comparison -> new Option(
                        comparison.name(), comparison.label(), comparison.name().equals(chosen)))
                .toList();
    }

    /** The draft where there is one, else what holds. */
    private JsonNode newest(Tx tx, Visit visit) {
        Policies policies = sources.returns().returns().policies();
        int live = policies.live(tx, visit.store()).version();
        return policies.draft(tx, visit.store())
                .or(() -> policies.versions(tx, visit.store()).stream()
                        .filter(version -> version.version() == live)
                        .findFirst())
                .orElseThrow()
                .document();
    }

    private Answer build(Visit visit) {
        Optional<String> condition =
                ConditionRows.condition(rows(visit), !visit.field("join").equals("any"));
        if (condition.isEmpty())
            return Answer.again(
                    "sections",
                    page(
                            visit,
                            "A row cannot be said like that: numbers go with at least and at most, texts with is and contains."));
        Policies.Saved saved = sources.database().inStore(visit.store(), tx -> save(tx, visit, condition.get()));
        return saved instanceof Policies.Kept
                ? Answer.done(PolicyDesk.PATH, Done.POLICY_SAVED)
                : Answer.again("sections", page(visit, "The draft could not take it; look at its text first."));
    }

    private Policies.Saved save(Tx tx, Visit visit, String condition) {
        JsonNode document = newest(tx, visit).deepCopy();
        for (JsonNode rule : document.path("rules"))
            if (rule instanceof ObjectNode object && rule.path("id").asText().equals(visit.field("rule")))
                object.put("when", condition);
        Policies.Saved saved = sources.returns()
                .returns()
                .policies()
                .saveDraft(tx, visit.store(), document, visit.session().name());
        if (saved instanceof Policies.Kept(int version))
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    Audit.Deed.of("return-policy.saved", "return-policy", Integer.toString(version)));
        return saved;
    }

    private static List<Row> rows(Visit visit) {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i <= ROWS; i++) {
            Optional<Subject> subject = Subject.of(visit.field("subject" + i));
            Optional<Comparison> comparison = Comparison.of(visit.field("comparison" + i));
            String value = visit.field("value" + i).strip();
            if (subject.isPresent() && comparison.isPresent() && value.length() <= VALUE_LIMIT_CHARS)
                rows.add(new Row(subject.get(), comparison.get(), value));
        }
        return rows;
    }
}
