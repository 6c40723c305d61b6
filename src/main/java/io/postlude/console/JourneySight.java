package io.postlude.console;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowEdits;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journey as one visitor sees it: its newest document, read, with what is wrong and what it did.
 *
 * @param flow as much as could be read; null: nothing
 */
record JourneySight(
        Visit visit,
        FlowView view,
        FlowView.Version newest,
        @Nullable Flow flow,
        List<FlowMistake> mistakes,
        FlowFigures figures) {

    static JourneySight of(Tx tx, Visit visit, Journeys journeys, FlowView view) {
        FlowView.Version newest = Objects.requireNonNull(view.newest());
        FlowParser.Reading reading = journeys.flows().read(tx, visit.store(), newest.document());
        FlowFigures figures = journeys.figures(
                        tx, visit.store(), visit.words().now().minus(JourneyMapDesk.COUNTED))
                .getOrDefault(view.id(), FlowFigures.none());
        return new JourneySight(
                visit,
                view,
                newest,
                JourneyMapDesk.flow(reading),
                reading instanceof FlowParser.Faulty faulty ? faulty.mistakes() : List.of(),
                figures);
    }

    String path() {
        return JourneyMapDesk.PATH + "/" + view.id();
    }

    boolean mayEdit() {
        return visit.may(Permission.CHANGE_BRAND);
    }

    String title() {
        return flow == null ? view.key() : flow.name();
    }

    /** The saving that is looked at; 0: there is no draft yet. */
    String turn() {
        FlowView.Version draft = view.draft();
        return Integer.toString(draft == null ? 0 : draft.turn());
    }

    Optional<FlowEdits> edits() {
        return FlowEdits.of(newest.document());
    }

    Flow.Per per() {
        return flow == null ? Flow.Per.ORDER : flow.entry().per();
    }

    /** What is wrong with a step, by the field's place in it. */
    Map<String, String> faults(String step) {
        Map<String, String> faults = new LinkedHashMap<>();
        mistakes.stream()
                .filter(mistake -> step.equals(mistake.step()))
                .forEach(mistake ->
                        faults.putIfAbsent(mistake.pointer().replaceFirst("^/steps/\\d+/?", ""), mistake.text()));
        return faults;
    }

    /** What is wrong with the journey itself, by its place in the document. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        mistakes.stream()
                .filter(mistake -> mistake.step() == null)
                .forEach(mistake -> faults.putIfAbsent(mistake.pointer(), mistake.text()));
        return faults;
    }
}
