package io.postlude.console;

import io.postlude.console.JourneyPage.Arm;
import io.postlude.console.JourneyPage.Card;
import io.postlude.console.JourneyPage.Edge;
import io.postlude.console.JourneyPage.Item;
import io.postlude.console.JourneyPage.Lane;
import io.postlude.console.JourneyPage.Live;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowEdits;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.Step;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays a journey out by itself: one step below the other, forks beside each other until their arms meet. */
final class JourneyDrawing {
    private static final int WIDEST_ARM = 4;

    private final Flow flow;
    private final FlowFigures figures;
    private final List<FlowMistake> mistakes;
    private final Place place;
    private final Set<String> drawn = new HashSet<>();

    /** {@code current}: the step that is looked at; {@code path}: the journey's page; {@code mayEdit}: edges take steps. */
    record Place(String path, @Nullable String current, boolean mayEdit) {
        String step(String id) {
            return path + "?step=" + id;
        }
    }

    JourneyDrawing(Flow flow, FlowFigures figures, List<FlowMistake> mistakes, Place place) {
        this.flow = flow;
        this.figures = figures;
        this.mistakes = mistakes;
        this.place = place;
    }

    /** From the start to its ends. */
    Lane lane() {
        List<Item> items = new ArrayList<>();
        items.add(Item.of(entry()));
        items.addAll(lane(flow.first().id(), null, new FlowEdits.Edge(FlowEdits.START, ""))
                .items());
        return new Lane(items);
    }

    /** Steps no way leads to; after {@link #lane}. */
    List<Card> lost() {
        return flow.steps().stream()
                .filter(step -> !drawn.contains(step.id()))
                .map(step -> card(step, ""))
                .toList();
    }

    private Card entry() {
        Flow.Entry entry = flow.entry();
        String text = StepWords.again(entry) + (entry.when() == null ? "" : "; only if " + entry.when());
        List<Live> live = new ArrayList<>();
        if (figures.underWay() > 0) live.add(new Live(Words.count(figures.underWay()), "under way"));
        if (figures.heldOut() > 0) live.add(new Live(Words.count(figures.heldOut()), "messages held out"));
        return new Card(
                "~start",
                StepWords.icon(entry),
                StepWords.title(entry),
                text,
                live,
                mistakes.stream()
                        .filter(mistake ->
                                mistake.step() == null && mistake.pointer().startsWith("/entry"))
                        .map(FlowMistake::text)
                        .toList(),
                place.path() + "?panel=settings",
                "~start".equals(place.current()),
                "",
                null);
    }

    private Lane lane(@Nullable String from, @Nullable String stop, FlowEdits.Edge first) {
        List<Item> items = new ArrayList<>();
        String id = from;
        FlowEdits.Edge edge = first;
        while (true) {
            String css = id == null ? "fill end" : id.equals(stop) ? "fill" : "";
            items.add(Item.of(edge(edge, css)));
            if (id == null || id.equals(stop)) return new Lane(items);
            Step step = flow.step(id).orElse(null);
            if (step == null || !drawn.add(id)) {
                items.add(Item.of(jump(id, step)));
                return new Lane(items);
            }
            items.add(Item.of(card(step, step instanceof Step.Goal ? "end" : "")));
            if (step instanceof Step.Goal) return new Lane(items);
            if (step.ways().size() == 1) {
                edge = new FlowEdits.Edge(id, "next");
                id = step.ways().getFirst();
                continue;
            }
            String join = join(step, stop);
            items.add(Item.of(edge(null, "stub")));
            items.add(Item.of(arms(step, join == null ? stop : join)));
            if (join == null || join.equals(stop)) return new Lane(items);
            edge = new FlowEdits.Edge("~into", join);
            id = join;
        }
    }

    private List<Arm> arms(Step step, @Nullable String join) {
        List<Arm> arms = new ArrayList<>();
        List<StepWords.Way> ways = StepWords.arms(step);
        for (StepWords.Way way : ways) {
            Lane lane = lane(way.next(), join, new FlowEdits.Edge(step.id(), way.name()));
            int width = Math.min(WIDEST_ARM, width(lane));
            arms.add(new Arm(way.label(), way.small(), "w" + width + (meets(lane, join) ? "" : " ends"), lane));
        }
        return arms;
    }

    /** Whether somebody who takes this arm comes to where the arms meet. */
    private static boolean meets(Lane lane, @Nullable String join) {
        Item last = lane.items().getLast();
        if (!last.arms().isEmpty())
            return last.arms().stream().anyMatch(arm -> !arm.css().endsWith("ends"));
        return join != null && last.edge() != null && !last.edge().css().endsWith("end");
    }

    private static int width(Lane lane) {
        return lane.items().stream()
                .mapToInt(item -> item.arms().isEmpty()
                        ? 1
                        : item.arms().stream()
                                .mapToInt(arm -> width(arm.lane()))
                                .sum())
                .max()
                .orElse(1);
    }

    /** The nearest step to which all arms that do not end lead; null: they do not meet. */
    private @Nullable String join(Step step, @Nullable String stop) {
        List<Map<String, Integer>> reached = new ArrayList<>();
        for (@Nullable String way : step.ways()) if (way != null) reached.add(distances(way, step.id()));
        if (reached.size() < 2)
            return reached.isEmpty()
                    ? null
                    : step.ways().stream()
                            .filter(way -> way != null)
                            .findFirst()
                            .filter(way -> way.equals(stop) || !drawn.contains(way))
                            .orElse(null);
        String best = null;
        int nearest = Integer.MAX_VALUE;
        for (String candidate : reached.getFirst().keySet()) {
            if (drawn.contains(candidate) || flow.step(candidate).isEmpty()) continue;
            int far = 0;
            for (Map<String, Integer> one : reached)
                far = Math.max(far, one.getOrDefault(candidate, Integer.MAX_VALUE));
            if (far < nearest) {
                nearest = far;
                best = candidate;
            }
        }
        return best;
    }

    private Map<String, Integer> distances(String start, String without) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        distances.put(start, 0);
        while (!open.isEmpty()) {
            String id = open.poll();
            Step step = flow.step(id).orElse(null);
            if (step == null) continue;
            int next = distances.getOrDefault(id, 0) + 1;
            for (@Nullable String way : step.ways())
                if (way != null && !way.equals(without) && distances.putIfAbsent(way, next) == null) open.add(way);
        }
        return distances;
    }

    private Edge edge(FlowEdits.@Nullable Edge edge, String css) {
        if (edge == null || !place.mayEdit()) return new Edge(null, "", css);
        String label = switch (edge.from()) {
            case FlowEdits.START -> "Add a step after the start";
            case "~into" -> "Add a step where the arms meet";
            default ->
                "Add a step after "
                        + flow.step(edge.from()).map(StepWords::title).orElse(edge.from());
        };
        return new Edge(place.path() + "?add=" + edge, label, css);
    }

    private Card jump(String id, @Nullable Step step) {
        return new Card(
                id,
                "return",
                step == null ? "No step “" + id + "”" : "Goes to: " + StepWords.title(step),
                "",
                List.of(),
                List.of(),
                step == null ? place.path() : place.step(id),
                false,
                "end jump",
                null);
    }

    private Card card(Step step, String css) {
        List<Live> live = new ArrayList<>();
        long there = figures.waiting().getOrDefault(step.id(), 0L);
        if (there > 0) live.add(new Live(Words.count(there), step instanceof Step.Wait ? "waiting now" : "here now"));
        for (Outcome outcome : Outcome.values()) {
            long count = figures.of(step.id(), outcome);
            if (count > 0) live.add(new Live(Words.count(count), outcome.name().toLowerCase(Locale.ROOT)));
        }
        return new Card(
                step.id(),
                StepWords.icon(step),
                StepWords.title(step),
                StepWords.text(step),
                live,
                mistakes.stream()
                        .filter(mistake -> step.id().equals(mistake.step()))
                        .map(FlowMistake::text)
                        .toList(),
                place.step(step.id()),
                step.id().equals(place.current()),
                css,
                place.mayEdit() ? place.path() + "/steps/" + step.id() + "/removal" : null);
    }
}
