package io.postlude.console;

import io.postlude.flows.Flow;
import io.postlude.flows.Happening;
import io.postlude.flows.Medium;
import io.postlude.flows.Step;
import io.postlude.flows.UnderWay;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps of journeys in the words of the store. */
final class StepWords {
    private static final int CONDITION_SHOWN_CHARS = 34;

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

    static String icon(Flow.Entry entry) {
        return switch (entry.trigger()) {
            case Flow.On(var signal) -> icon(signal.happening());
            case Flow.OnSegment _ -> "users";
            case Flow.Members _ -> "mail";
            case Flow.OfCalendar _ -> "cal";
        };
    }

    private static String icon(Happening happening) {
        if (happening == Happening.CUSTOM) return "bolt";
        return happening.ofParcel() ? "truck" : happening.ofReturn() ? "return" : "box";
    }

    static String title(Flow.Entry entry) {
        return switch (entry.trigger()) {
            case Flow.On(var signal) -> "When " + signal.words();
            case Flow.OnDay(var of, var offset, var at) ->
                (offset.equals(io.postlude.flows.Span.NONE)
                                ? "On "
                                : sentence(offset.words()) + (offset.isNegative() ? " " : " after "))
                        + of.words() + ", " + at;
            case Flow.Weekly(var on, var at) ->
                "Every " + on.stream().sorted().map(StepWords::day).collect(Collectors.joining(", ")) + ", " + at;
            case Flow.OnSegment(var segment, var side) -> "When somebody " + side.words() + " “" + segment + "”";
            case Flow.Members(var segment, var day, var at) ->
                "Once to all in “" + segment + "”" + (day == null ? "" : ", " + day + ", " + at);
            case Flow.Monthly(var day, var at) -> "On day " + day + " of every month, " + at;
        };
    }

    static String again(Flow.Entry entry) {
        String per = entry.per().code();
        return switch (entry.again()) {
            case NEVER -> "Once per " + per;
            case AFTER_END -> "Per " + per + ", again once it has ended";
            case ALWAYS -> "Per " + per + ", each time";
        };
    }

    static String title(Step step) {
        return switch (step) {
            case Step.Wait wait -> title(wait.until());
            case Step.Await await -> "Wait until " + await.signal().words();
            case Step.Branch branch ->
                branch.arms().size() == 1
                        ? "Does it hold?"
                        : "Which of " + (branch.arms().size() + 1) + "?";
            case Step.Split _ -> "By lot";
            case Step.Touch touch -> sentence(touch.message().replace('-', ' '));
            case Step.Act act -> "Do: " + act.act();
            case Step.Goal goal -> "Goal: " + goal.name();
        };
    }

    private static String sentence(String words) {
        return words.isEmpty() ? "A message" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String title(Step.Until until) {
        return switch (until) {
            case Step.After(var span, var at, var on) ->
                "Wait " + (span.equals(io.postlude.flows.Span.NONE) ? "" : span.words())
                        + (at == null ? "" : ", until " + at)
                        + (on.isEmpty()
                                ? ""
                                : " on "
                                        + on.stream()
                                                .sorted()
                                                .map(StepWords::day)
                                                .collect(Collectors.joining(", ")));
            case Step.Date(var of, var offset, var at, var _) ->
                "Wait for the day " + dates().getOrDefault(of.code(), of.code())
                        + (offset.equals(io.postlude.flows.Span.NONE)
                                ? ""
                                : ", " + offset.words() + (offset.isNegative() ? "" : " after"))
                        + ", " + at;
        };
    }

    static String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.UK);
    }

    static Map<String, String> dates() {
        return Map.of("promised", "it was promised for", "delivered", "it arrived", "last_order", "of the last order");
    }

    static String text(Step step) {
        return switch (step) {
            case Step.Wait(var _, Step.Date(var _, var _, var _, var missing), var _) ->
                missing == Step.Missing.LEAVE ? "Who has no such day leaves" : "Who has no such day waits for it";
            case Step.Wait _ -> "In the customer’s own time";
            case Step.Await await -> "At most " + await.atMost().words();
            case Step.Branch branch ->
                branch.arms().stream().map(arm -> arm.when().toString()).collect(Collectors.joining("; "));
            case Step.Split _ -> "The same customer always goes the same way";
            case Step.Touch touch ->
                sentence(touch.purpose().name().toLowerCase(Locale.ROOT)) + ", by " + by(touch.media())
                        + ", of use for "
                        + touch.useful().words()
                        + (touch.onlyIf() == null ? "" : "; only if " + touch.onlyIf());
            case Step.Act act ->
                act.with().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining(", "));
            case Step.Goal _ -> "";
        };
    }

    /** In the order they are tried. */
    static String by(List<Medium> media) {
        return media.stream().map(Medium::words).collect(Collectors.joining(", else "));
    }

    /** One way out of a fork: its name in the document, and where it leads. */
    record Way(
            String name,
            String label,
            @Nullable String small,
            @Nullable String next) {}

    static List<Way> arms(Step step) {
        List<Way> ways = new ArrayList<>();
        switch (step) {
            case Step.Await await -> {
                ways.add(new Way("next", "It happens", null, await.next()));
                ways.add(new Way("otherwise", "Not in time", null, await.otherwise()));
            }
            case Step.Branch branch -> {
                for (int i = 0; i < branch.arms().size(); i++) {
                    Step.Arm arm = branch.arms().get(i);
                    String label = branch.arms().size() == 1
                            ? "Yes"
                            : shortened(arm.when().toString());
                    ways.add(new Way(Integer.toString(i), label, null, arm.next()));
                }
                ways.add(
                        new Way("otherwise", branch.arms().size() == 1 ? "No" : "Otherwise", null, branch.otherwise()));
            }
            case Step.Split split -> {
                long all = split.shares().stream().mapToLong(Step.Share::weight).sum();
                for (int i = 0; i < split.shares().size(); i++) {
                    Step.Share share = split.shares().get(i);
                    String part = Math.round(100.0 * share.weight() / Math.max(1, all)) + " %";
                    ways.add(new Way(Integer.toString(i), share.name(), part, share.next()));
                }
            }
            case Step.Wait _, Step.Touch _, Step.Act _, Step.Goal _ -> {}
        }
        return ways;
    }

    private static String shortened(String condition) {
        return condition.length() <= CONDITION_SHOWN_CHARS
                ? condition
                : condition.substring(0, CONDITION_SHOWN_CHARS - 1) + "…";
    }

    static String of(UnderWay underWay) {
        return switch (underWay) {
            case KEEP -> "They stay in their version";
            case MOVE -> "They move to the new one";
            case END -> "They leave";
        };
    }
}
