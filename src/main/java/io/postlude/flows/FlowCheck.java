package io.postlude.flows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at how the steps hang together: none leads nowhere, each can be reached, no circle without a wait. */
final class FlowCheck {
    private final Flow flow;
    private final List<FlowMistake> mistakes;

    private FlowCheck(Flow flow, List<FlowMistake> mistakes) {
        this.flow = flow;
        this.mistakes = mistakes;
    }

    static void of(Flow flow, List<FlowMistake> mistakes) {
        if (flow.steps().isEmpty()) return;
        FlowCheck check = new FlowCheck(flow, mistakes);
        check.dangling();
        check.unreached();
        check.circles();
        check.empty();
    }

    private void dangling() {
        for (Step step : flow.steps())
            for (@Nullable String way : step.ways())
                if (way != null && flow.step(way).isEmpty())
                    wrong(step, "It leads to “" + way + "”, and there is no such step.");
    }

    private void unreached() {
        Set<String> reached = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(flow.first()));
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (!reached.add(step.id())) continue;
            for (@Nullable String way : step.ways())
                if (way != null) flow.step(way).ifPresent(open::push);
        }
        for (Step step : flow.steps()) if (!reached.contains(step.id())) wrong(step, "No way leads to this step.");
    }

    /** Whoever walks in a circle without waiting never arrives. A wait for no time at all is none. */
    private void circles() {
        Set<String> told = new HashSet<>();
        for (Step step : flow.steps()) {
            if (waits(step) || told.contains(step.id())) continue;
            List<String> circle = circle(step);
            if (circle.isEmpty()) continue;
            told.addAll(circle);
            wrong(step, "These steps lead round in a circle without a wait: " + String.join(", ", circle) + ".");
        }
    }

    private List<String> circle(Step start) {
        Set<String> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(start));
        List<String> round = new ArrayList<>();
        while (!open.isEmpty()) {
            Step step = open.pop();
            for (@Nullable String way : step.ways()) {
                if (way == null) continue;
                if (way.equals(start.id())) {
                    round.add(start.id());
                    if (!step.id().equals(start.id())) round.add(step.id());
                    return round;
                }
                Step next = flow.step(way).orElse(null);
                if (next != null && !waits(next) && seen.add(next.id())) open.push(next);
            }
        }
        return round;
    }

    private static boolean waits(Step step) {
        return switch (step) {
            case Step.Await _ -> true;
            // A date that has passed lets one through at once.
            case Step.Wait(String _, Step.After(Span span, var _, var _), var _) -> !span.equals(Span.NONE);
            default -> false;
        };
    }

    /** A journey that does nothing is a mistake of whoever wrote it. */
    private void empty() {
        boolean does = flow.steps().stream().anyMatch(step -> step instanceof Step.Touch || step instanceof Step.Act);
        if (!does)
            mistakes.add(new FlowMistake(
                    null, "/steps", "Nobody would notice this journey: it has no touchpoint and no act."));
    }

    private void wrong(Step step, String text) {
        mistakes.add(new FlowMistake(step.id(), "/steps/" + flow.steps().indexOf(step), text));
    }
}
