package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Words;
import io.postlude.returns.Decision;
import io.postlude.returns.Decision.Step;
import io.postlude.returns.Policy;
import io.postlude.returns.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why something may come back or may not, in the customer's words: the windows that were looked at and how they stand.
 * Conditions stay the store's own business; what they come to is said.
 */
final class ReturnWhy {
    private final Words words;
    private final Days days;
    private final Policy policy;

    ReturnWhy(Words words, Days days, Policy policy) {
        this.words = words;
        this.days = days;
        this.policy = policy;
    }

    List<String> lines(Decision decision) {
        List<String> lines = new ArrayList<>();
        for (Step step : decision.trace()) {
            Rule rule = rule(step.rule()).orElse(null);
            String line = rule == null ? null : line(step, rule);
            if (line != null && !lines.contains(line)) lines.add(line);
        }
        if (decision.then() instanceof Rule.Allow allow && allow.photos() > 0)
            lines.add(words.say("why.photos", Map.of("count", allow.photos())));
        return lines;
    }

    private Optional<Rule> rule(String id) {
        return policy.rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private @Nullable String line(Step step, Rule rule) {
        boolean refuses = rule.then() instanceof Rule.Refuse;
        return switch (step.look()) {
            case FITS -> refuses ? null : fits(step, rule);
            case WINDOW_OVER -> refuses ? null : over(step, rule);
            case NOT_BEGUN -> refuses ? null : words.say("why.begun", Map.of("window", window(rule)));
            case OTHER_REASON -> refuses ? null : otherReason(rule);
            case CONDITION_FAILS, CONDITION_UNKNOWN -> null;
        };
    }

    private String fits(Step step, Rule rule) {
        return step.day() == null
                ? words.get("why.open")
                : words.say("why.fits", Map.of("window", window(rule), "day", days.date(step.day())));
    }

    private @Nullable String over(Step step, Rule rule) {
        return step.day() == null
                ? null
                : words.say("why.over", Map.of("window", window(rule), "day", days.date(step.day())));
    }

    /** What would hold for other reasons is worth saying where it is for everybody. */
    private @Nullable String otherReason(Rule rule) {
        if (rule.when() != null || rule.window() == null) return null;
        String reasons = rule.reasons().stream()
                .sorted()
                .map(reason -> words.get("back.reason." + reason))
                .collect(Collectors.joining(" · "));
        return words.say("why.reason", Map.of("reasons", reasons, "window", window(rule)));
    }

    private String window(Rule rule) {
        return rule.window() == null
                ? words.get("terms.open")
                : words.say(
                        "terms.from." + rule.window().from(),
                        Map.of("days", rule.window().days()));
    }
}
