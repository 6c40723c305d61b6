package io.postlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.console.PolicyPage.RuleLine;
import io.postlude.console.PolicyPage.Tag;
import io.postlude.returns.Policy;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.Replay;
import io.postlude.returns.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the rules of a policy as sentences, with what differs from the one that holds. */
final class PolicySentences {
    private static final int HUNDREDTHS_PLACES = 2;

    private final Policy policy;
    private final JsonNode document;
    private final JsonNode live;

    PolicySentences(Policy policy, JsonNode document, JsonNode live) {
        this.policy = policy;
        this.document = document;
        this.live = live;
    }

    /** {@code decided} is the rule that decided what is explained beside, {@code replayed} counts what each decides. */
    List<RuleLine> lines(Replay.@Nullable Outcome replayed, @Nullable String decided) {
        Map<String, JsonNode> known = new HashMap<>();
        live.path("rules").forEach(rule -> known.put(rule.path("id").asText(), rule));
        List<RuleLine> lines = new ArrayList<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            JsonNode told = document.path("rules").path(i);
            JsonNode before = known.get(rule.id());
            String changed = before == null ? "New" : before.equals(told) ? null : "Changed";
            lines.add(new RuleLine(
                    Integer.toString(i + 1),
                    rule.id(),
                    rule.name(),
                    changed,
                    sentence(rule),
                    told.hasNonNull("when") ? told.path("when").asText() : null,
                    then(rule.then()),
                    count(replayed, rule.id()),
                    rule.id().equals(decided)));
        }
        boolean same = live.path("otherwise").equals(document.path("otherwise"));
        lines.add(new RuleLine(
                Integer.toString(lines.size() + 1),
                Policy.OTHERWISE,
                "Otherwise",
                same ? null : "Changed",
                "No rule above fits",
                null,
                then(policy.otherwise()),
                count(replayed, Policy.OTHERWISE),
                Policy.OTHERWISE.equals(decided)));
        if (policy.personWhen() != null) lines.add(personFirst());
        return lines;
    }

    /** Stands beside the rules: it never decides, it asks for a person. */
    private RuleLine personFirst() {
        boolean same = live.path(Policy.PERSON_WHEN).equals(document.path(Policy.PERSON_WHEN));
        return new RuleLine(
                "*",
                Policy.PERSON_WHEN,
                "A person looks first",
                same ? null : "Changed",
                "Whatever is allowed above",
                document.path(Policy.PERSON_WHEN).asText(),
                List.of(new Tag("user", "A person decides first")),
                null,
                false);
    }

    private static @Nullable String count(Replay.@Nullable Outcome replayed, String rule) {
        return replayed == null ? null : Words.count(replayed.byRule().getOrDefault(rule, 0L));
    }

    private static String sentence(Rule rule) {
        List<String> parts = new ArrayList<>();
        if (!rule.reasons().isEmpty())
            parts.add("Reason is "
                    + rule.reasons().stream()
                            .sorted(Comparator.naturalOrder())
                            .map(PolicySentences::reason)
                            .collect(Collectors.joining(" or ")));
        if (rule.window() != null) {
            String days = Words.count(rule.window().days(), "day", "days");
            parts.add("within " + days + " of " + rule.window().from().name().toLowerCase(Locale.ROOT)
                    + (rule.window().extended() ? "" : ", holidays do not count"));
        }
        String text = String.join(", ", parts);
        return text.isEmpty()
                ? (rule.when() == null ? "Always" : "")
                : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String reason(Reason reason) {
        return reason.word().replace('_', ' ');
    }

    private static List<Tag> then(Rule.Then then) {
        return switch (then) {
            case Rule.Refuse refuse ->
                List.of(new Tag("void", "No return: " + refuse.cause().word().replace('_', ' ')));
            case Rule.Allow allow -> allow(allow);
        };
    }

    private static List<Tag> allow(Rule.Allow allow) {
        List<Tag> tags = new ArrayList<>();
        if (allow.person()) tags.add(new Tag("user", "A person decides first"));
        allow.remedies().forEach(remedy -> tags.add(remedy(remedy)));
        if (allow.free()) tags.add(new Tag("tag", "Way back is free"));
        if (allow.repair()) tags.add(new Tag("wrench", "Or a repair, as a claim"));
        if (allow.photos() > 0) tags.add(new Tag("camera", Words.count(allow.photos(), "photograph", "photographs")));
        if (!allow.methods().isEmpty())
            tags.add(new Tag(
                    "truck",
                    allow.methods().stream()
                            .map(method -> method.word().replace('_', ' '))
                            .collect(Collectors.joining(", "))));
        switch (allow.pays()) {
            case INSPECTION -> {}
            case SCAN -> tags.add(new Tag("bolt", "Money at the first scan"));
            case REQUEST -> tags.add(new Tag("bolt", "Money at once"));
        }
        return tags;
    }

    private static Tag remedy(Remedy remedy) {
        String icon = switch (remedy.kind()) {
            case REFUND -> "return";
            case CREDIT -> "card";
            case EXCHANGE, SHOP -> "history";
            case KEEP, DONATE -> "gift";
        };
        StringBuilder words = new StringBuilder(ReturnWords.remedy(remedy.kind()));
        if (remedy.keeps() > 0)
            words.append(", ").append(percent(remedy.keeps())).append(" back");
        if (remedy.bonus() > 0) words.append(" + ").append(percent(remedy.bonus()));
        if (remedy.restocking() > 0) words.append(" less ").append(percent(remedy.restocking()));
        switch (remedy.shipping()) {
            case NEVER -> {}
            case SHARE -> words.append(", with its share of shipping");
            case WHOLE_ORDER -> words.append(", with shipping when all comes back");
        }
        return new Tag(icon, words.toString());
    }

    private static String percent(int hundredths) {
        return BigDecimal.valueOf(hundredths, HUNDREDTHS_PLACES)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
