package io.postlude.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.console.JourneyPanel.Choice;
import io.postlude.console.JourneyPanel.Comparison;
import io.postlude.console.JourneyPanel.Difference;
import io.postlude.console.JourneyPanel.Editing;
import io.postlude.console.JourneyPanel.Group;
import io.postlude.console.JourneyPanel.Input;
import io.postlude.console.JourneyPanel.Publishing;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowDiff;
import io.postlude.flows.FlowEdits;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.Step;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Effects;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Powers;
import io.postlude.journeys.Rehearsals;
import io.postlude.journeys.SmsSizes;
import io.postlude.kernel.Tx;
import io.postlude.texts.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes what stands beside a journey's steps, by what the address asks for. */
final class JourneyPanels {
    private final Flows flows;
    private final Texts texts;
    private final Rehearsals rehearsals;
    private final Effects effects;
    private final Powers powers;
    private final SmsSizes sizes;

    JourneyPanels(Journeys journeys) {
        this.flows = journeys.flows();
        this.texts = journeys.texts();
        this.rehearsals = journeys.rehearsals();
        this.effects = journeys.effects();
        this.powers = journeys.powers();
        this.sizes = journeys.smsSizes();
    }

    JourneyPanel panel(Tx tx, JourneySight sight) {
        Visit visit = sight.visit();
        String step = visit.query("step");
        String edge = visit.query("add");
        String name = Optional.ofNullable(visit.query("panel")).orElse("");
        if (step != null) return step(tx, sight, step);
        if (edge != null && sight.mayEdit())
            return FlowEdits.Edge.parse(edge).map(one -> adding(tx, sight, one)).orElseGet(() -> overview(sight));
        return switch (name) {
            case "settings" -> settings(tx, sight);
            case "publish" -> publishing(sight);
            case "versions" -> versions(tx, sight);
            case "rehearsal" -> JourneyRehearsalPanel.of(tx, sight, rehearsals, flows);
            case "power" -> JourneyPowerPanel.of(tx, sight, powers);
            case "effect" -> JourneyEffectPanel.of(tx, sight, effects);
            case "document" -> document(sight);
            default -> overview(sight);
        };
    }

    private static JourneyPanel overview(JourneySight sight) {
        var figures = sight.figures();
        List<Fact> facts = List.of(
                Fact.of("Under way now", Words.count(figures.underWay())),
                Fact.of("Sent in 90 days", Words.count(figures.of(Outcome.SENT))),
                Fact.of("Waiting for a better moment", Words.count(figures.of(Outcome.DEFERRED))),
                Fact.of(
                        "Withheld",
                        Words.count(figures.of(Outcome.WITHHELD)) + ", " + Words.count(figures.heldOut()) + " by lot"),
                Fact.of("Expired, would have helped nobody", Words.count(figures.of(Outcome.EXPIRED))));
        return JourneyPanel.of("branch", "What it did", "", "Counts of the last 90 days. Open a step to change it.")
                .telling(facts)
                .doing(standing(sight));
    }

    private static List<Deed> standing(JourneySight sight) {
        FlowView view = sight.view();
        List<Deed> deeds = new ArrayList<>();
        if (!sight.mayEdit() || view.live() == null) return deeds;
        deeds.add(
                view.pausedAt() == null
                        ? new Deed("Pause: let nobody in", "wait", sight.path() + "/pause", Map.of("on", "yes"), false)
                        : new Deed("Let people in again", "play", sight.path() + "/pause", Map.of("on", "no"), false));
        deeds.add(Deed.of("Archive: all leave", "x", sight.path() + "/archive"));
        return deeds;
    }

    private JourneyPanel step(Tx tx, JourneySight sight, String id) {
        Flow flow = sight.flow();
        Step step = flow == null ? null : flow.step(id).orElse(null);
        Optional<ObjectNode> written = sight.edits().flatMap(edits -> edits.copy(id));
        String icon = step == null ? "wrench" : StepWords.icon(step);
        String title = step == null ? id : StepWords.title(step);
        JourneyPanel panel = JourneyPanel.of(icon, title, sight.path(), step == null ? "" : StepWords.text(step))
                .faulty(sight.faults(id).values().stream().toList());
        if (step instanceof Step.Touch touch)
            panel = panel.linking(List.of(new Link("Read and change the text", TextDesk.PATH + "/" + touch.message())))
                    .telling(Stream.concat(
                                    sms(tx, sight, touch).stream(),
                                    reading(sight.figures().readingOf(id)).stream())
                            .toList());
        if (written.isEmpty() || !sight.mayEdit()) return panel;
        Editing form =
                JourneyStepForm.of(written.get(), around(tx, sight, id), sight.path() + "/steps/" + id, sight.turn());
        return panel.editing(form)
                .doing(List.of(new Deed(
                        "Take this step out",
                        "x",
                        sight.path() + "/steps/" + id + "/removal",
                        Map.of("turn", sight.turn()),
                        false)));
    }

    /** How long and how dear, in each language; nothing where the step sends no SMS. */
    private List<Fact> sms(Tx tx, JourneySight sight, Step.Touch touch) {
        if (!touch.media().contains(Medium.SMS)) return List.of();
        return sizes.of(tx, sight.visit().store(), touch).stream()
                .map(one -> Fact.of(
                        "SMS in " + TextForm.tongue(one.language()),
                        Words.count(one.segments(), "part", "parts")
                                + (one.plain() ? "" : ", with signs that make it longer")
                                + (one.cost().signum() == 0
                                        ? ""
                                        : ", " + one.cost().toPlainString() + " "
                                                + sight.visit().shop().profile().currency())))
                .toList();
    }

    /** Nothing where nothing is measured. */
    static List<Fact> reading(Measuring.Figures figures) {
        if (figures.measured() == 0) return List.of();
        return List.of(
                Fact.of("Sent and measured in 90 days", Words.count(figures.measured())),
                Fact.of("Opened, scanners left out", Words.count(figures.opened())),
                Fact.of("A link followed", Words.count(figures.clicked())));
    }

    private JourneyStepForm.Around around(Tx tx, JourneySight sight, String id) {
        Map<String, String> steps = new LinkedHashMap<>();
        if (sight.flow() != null)
            for (Step one : sight.flow().steps()) if (!one.id().equals(id)) steps.put(one.id(), StepWords.title(one));
        return new JourneyStepForm.Around(
                sight.per(),
                steps,
                messages(tx, sight),
                flows.acts(tx, sight.visit().store()),
                flows.segments(tx, sight.visit().store()),
                sight.faults(id));
    }

    private Map<String, String> messages(Tx tx, JourneySight sight) {
        Map<String, String> messages = new LinkedHashMap<>();
        for (Texts.Found found : texts.all(tx, sight.visit().store()))
            messages.put(found.document().key(), found.document().name());
        return messages;
    }

    private JourneyPanel adding(Tx tx, JourneySight sight, FlowEdits.Edge edge) {
        String action = sight.path() + "/steps";
        Map<String, String> hidden = new LinkedHashMap<>(Map.of("edge", edge.toString(), "turn", sight.turn()));
        List<Deed> deeds = new ArrayList<>();
        for (JourneyNewSteps.Sort sort :
                JourneyNewSteps.sorts(flows.acts(tx, sight.visit().store()), ends(sight, edge))) {
            Map<String, String> fields = new LinkedHashMap<>(hidden);
            fields.put("do", sort.code());
            deeds.add(new Deed(sort.label(), sort.icon(), action, fields, false));
        }
        hidden.put("do", "touchpoint");
        Map<String, String> messages = messages(tx, sight);
        String first = messages.keySet().stream().findFirst().orElse("");
        Group group = new Group(
                "", "", List.of(Input.of(new Pick("message", "Text", JourneyStepForm.options(messages, first)))));
        return JourneyPanel.of("plus", "What comes here", sight.path(), "Write to the customer:")
                .editing(new Editing(action, hidden, List.of(group), "Write this", null))
                .doing(deeds);
    }

    /** Whether the edge leads to an end: only there a goal makes sense. */
    private static boolean ends(JourneySight sight, FlowEdits.Edge edge) {
        Flow flow = sight.flow();
        if (flow == null) return false;
        Step from = flow.step(edge.from()).orElse(null);
        if (from == null) return false;
        if (from.ways().size() == 1) return from.ways().getFirst() == null;
        return StepWords.arms(from).stream().anyMatch(way -> way.name().equals(edge.way()) && way.next() == null);
    }

    private JourneyPanel settings(Tx tx, JourneySight sight) {
        JourneySettingsForm.Around around = new JourneySettingsForm.Around(
                sight.faults(), flows.segments(tx, sight.visit().store()));
        JourneyPanel panel = JourneyPanel.of(
                "gear",
                "The journey",
                sight.path(),
                "Its name in files is “" + sight.view().key() + "” and stays.");
        return sight.edits()
                .filter(_ -> sight.mayEdit())
                .map(edits -> panel.faulty(JourneyEntryForm.unplaced(sight.faults()))
                        .editing(JourneySettingsForm.of(edits.top(), around, sight.path() + "/settings", sight.turn())))
                .orElse(panel);
    }

    private static JourneyPanel publishing(JourneySight sight) {
        FlowView view = sight.view();
        FlowView.Version draft = view.draft();
        JourneyPanel panel = JourneyPanel.of("play", "Publish", sight.path(), "");
        if (draft == null || !sight.mayEdit())
            return JourneyPanel.of("play", "Publish", sight.path(), "There is no draft.");
        if (!sight.mistakes().isEmpty())
            return JourneyPanel.of(
                            "play",
                            "Not yet",
                            sight.path(),
                            Words.count(sight.mistakes().size(), "thing has", "things have")
                                    + " to be put right first.")
                    .faulty(sight.mistakes().stream()
                            .map(one -> (one.step() == null ? "" : one.step() + ": ") + one.text())
                            .toList());
        FlowView.Version live = view.live();
        String question = live == null
                ? "It lets people in from now on. Whoever it would have let in before is not let in after all."
                : "What becomes of " + Words.count(sight.figures().underWay(), "person", "people")
                        + " under way in version " + live.number() + " and before?";
        Publishing asked = new Publishing(
                sight.path() + "/publication",
                Map.of("turn", sight.turn()),
                question,
                live == null ? List.of() : choices(sight),
                "Publish version " + draft.number());
        JourneyPanel full = panel.publishing(asked)
                .linking(List.of(
                        new Link("Rehearse it", sight.path() + "?panel=rehearsal"),
                        new Link("How long until you know", sight.path() + "?panel=power")));
        return live == null
                ? full
                : full.comparing(
                        none(), new Comparison("What changes", differences(live.document(), draft.document()), null));
    }

    private static List<Choice> choices(JourneySight sight) {
        long gone = sight.figures().waiting().entrySet().stream()
                .filter(one ->
                        sight.flow() == null || sight.flow().step(one.getKey()).isEmpty())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return List.of(
                new Choice("keep", StepWords.of(UnderWay.KEEP), "and end by the version they came in under", true),
                new Choice(
                        "move",
                        StepWords.of(UnderWay.MOVE),
                        gone == 0
                                ? "where they stand; a wait is reckoned anew"
                                : "where they stand; " + Words.count(gone) + " whose step is gone leave",
                        false),
                new Choice("end", StepWords.of(UnderWay.END), "and get nothing more of it", false));
    }

    private static Table none() {
        return Table.plain("", List.of(), List.of(), new Empty("", "", null));
    }

    private JourneyPanel versions(Tx tx, JourneySight sight) {
        List<FlowView.Version> all =
                flows.versions(tx, sight.visit().store(), sight.view().id());
        FlowView.Version live = sight.view().live();
        List<Row> rows = new ArrayList<>();
        for (FlowView.Version version : all) {
            String state = version.publishedAt() == null
                    ? "draft"
                    : live != null && live.number() == version.number() ? "live" : "published";
            Words words = sight.visit().words();
            rows.add(Row.of(
                    Cell.link(
                            "Version " + version.number(),
                            state,
                            sight.path() + "?panel=versions&from=" + version.number()),
                    Cell.of(
                            words.moment(Objects.requireNonNullElse(version.publishedAt(), version.savedAt())),
                            version.savedBy())));
        }
        Table table = Table.plain(
                "Versions",
                List.of(Column.text("Version"), Column.text("When, by whom")),
                rows,
                new Empty("No version", "", null));
        return JourneyPanel.of("history", "Versions", sight.path(), "Choose one to compare it with the newest.")
                .comparing(table, comparison(sight, all, live));
    }

    private static @Nullable Comparison comparison(
            JourneySight sight, List<FlowView.Version> all, FlowView.@Nullable Version live) {
        String asked = sight.visit().query("from");
        FlowView.Version newest = sight.newest();
        FlowView.Version from = all.stream()
                .filter(one -> Integer.toString(one.number()).equals(asked))
                .findFirst()
                .orElse(asked == null ? live : null);
        if (from == null || from.number() == newest.number()) return null;
        Deed restore = new Deed(
                "Make version " + from.number() + " the draft",
                "undo",
                sight.path() + "/restoration",
                Map.of("version", Integer.toString(from.number()), "turn", sight.turn()),
                false);
        return new Comparison(
                "From version " + from.number() + " to " + newest.number(),
                differences(from.document(), newest.document()),
                sight.mayEdit() ? restore : null);
    }

    private static List<Difference> differences(String before, String after) {
        return FlowDiff.between(before, after).stream()
                .map(change -> new Difference(
                        (change.step() == null ? "" : change.step() + " ") + change.field(),
                        change.before(),
                        change.after()))
                .toList();
    }

    private static JourneyPanel document(JourneySight sight) {
        JourneyPanel panel =
                JourneyPanel.of("pen", "Document", sight.path(), "As it is kept and exported: docs/journey-format.md.");
        Group group = new Group(
                "",
                "",
                List.of(Input.of(Field.text("document", "JSON", sight.newest().document())
                        .ofType("document", "off"))));
        return sight.mayEdit()
                ? panel.editing(new Editing(
                        sight.path() + "/draft", Map.of("turn", sight.turn()), List.of(group), "Save the draft", null))
                : panel;
    }
}
