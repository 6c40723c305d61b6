package io.postlude.console;

import io.postlude.flows.Step;
import io.postlude.flows.UnderWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps of journeys in the words of the store. */
final class StepWords {
    private StepWords() {}

    static String icon(Step step) {
        return switch (step) {
            case Step.Wait _, Step.Await _ -> "clock";
            case Step.Branch _ -> "branch";
            case Step.Split _ -> "split";
            case Step.Touch _ -> "mail";
            case Step.Act _ -> "bolt";
            case Step.Goal _ -> "goal";
        };
    }

    static String title(Step step) {
        return switch (step) {
            case Step.Wait wait -> title(wait.until());
            case Step.Await await -> "Wait until " + await.happening().words();
            case Step.Branch _ -> "Which one?";
            case Step.Split _ -> "By lot";
            case Step.Touch touch -> "Write “" + touch.message().replace('-', ' ') + "”";
            case Step.Act act -> "Do “" + act.act() + "”";
            case Step.Goal goal -> "Goal: " + goal.name();
        };
    }

    private static String title(Step.Until until) {
        return switch (until) {
            case Step.After(var span, var at, var on) ->
                "Wait " + span.words() + (at == null ? "" : ", until " + at)
                        + (on.isEmpty()
                                ? ""
                                : " on "
                                        + on.stream()
                                                .sorted()
                                                .map(day -> day.name().substring(0, 1)
                                                        + day.name()
                                                                .substring(1, 3)
                                                                .toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", ")));
            case Step.Date(var of, var offset, var at, var missing) ->
                "Wait for the day it was " + of.code().replace('_', ' ') + ", " + offset.words() + ", " + at
                        + (missing == Step.Missing.LEAVE ? "; without it the journey ends" : "");
        };
    }

    static String text(Step step) {
        return switch (step) {
            case Step.Wait _ -> "in the customer’s own time";
            case Step.Await await -> "at most " + await.atMost().words();
            case Step.Branch branch -> branch.arms().size() + " conditions, the first that holds";
            case Step.Split split ->
                split.shares().stream()
                        .map(share -> share.name() + " " + share.weight())
                        .collect(Collectors.joining(", "));
            case Step.Touch touch ->
                touch.purpose().name().toLowerCase(Locale.ROOT) + ", of use for "
                        + touch.useful().words()
                        + ", priority " + touch.priority()
                        + (touch.onlyIf() == null ? "" : ", only if " + touch.onlyIf());
            case Step.Act act -> act.with().toString();
            case Step.Goal _ -> "the journey ends";
        };
    }

    static List<String> ways(Step step) {
        List<String> ways = new ArrayList<>();
        switch (step) {
            case Step.Await await -> {
                ways.add("when it happens: " + to(await.next()));
                ways.add("otherwise: " + to(await.otherwise()));
            }
            case Step.Branch branch -> {
                branch.arms().forEach(arm -> ways.add(arm.when() + ": " + to(arm.next())));
                ways.add("otherwise: " + to(branch.otherwise()));
            }
            case Step.Split split -> split.shares().forEach(share -> ways.add(share.name() + ": " + to(share.next())));
            case Step.Goal _ -> {}
            case Step.Wait _, Step.Touch _, Step.Act _ -> step.ways().forEach(way -> ways.add("then: " + to(way)));
        }
        return ways;
    }

    private static String to(@Nullable String next) {
        return next == null ? "the end" : next;
    }

    static String of(UnderWay underWay) {
        return switch (underWay) {
            case KEEP -> "Publish; they stay in theirs";
            case MOVE -> "Publish; they move";
            case END -> "Publish; they leave";
        };
    }
}
