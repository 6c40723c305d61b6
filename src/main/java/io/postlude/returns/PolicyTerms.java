package io.postlude.returns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a policy says to everybody, read off the very rules that decide: the public page and its markup for search engines are
 * written from this and from nothing else.
 *
 * @param spans how long things may come back, in the order of the rules
 * @param remedies what may be had at all, the best terms of each kind
 * @param excluded what never comes back, as far as rules say it by a cause
 * @param repairs whether something may be repaired instead
 * @param open whether there is a way back without a limit of time
 */
public record PolicyTerms(
        int version,
        List<Span> spans,
        List<Remedy> remedies,
        List<Method> methods,
        Set<Cause> excluded,
        List<Policy.Holiday> holidays,
        Policy.SendingBack sendingBack,
        int refundDays,
        boolean repairs,
        boolean open) {
    public PolicyTerms {
        spans = List.copyOf(spans);
        remedies = List.copyOf(remedies);
        methods = List.copyOf(methods);
        excluded = Set.copyOf(excluded);
        holidays = List.copyOf(holidays);
    }

    /**
     * How long for which reasons.
     *
     * @param reasons empty: for all
     * @param some it holds for some products or orders only
     * @param window empty: without a limit
     */
    public record Span(List<Reason> reasons, boolean some, Optional<Rule.Window> window, boolean person, boolean free) {
        public Span {
            reasons = List.copyOf(reasons);
        }

        /** What everybody may count on without giving the store's fault as the reason. */
        public boolean isPlain() {
            return !some && !person && (reasons.isEmpty() || reasons.contains(Reason.CHANGED_MIND));
        }
    }

    public static PolicyTerms of(Policy policy) {
        List<Span> spans = new ArrayList<>();
        Map<Remedy.Kind, Remedy> remedies = new LinkedHashMap<>();
        Set<Method> methods = EnumSet.noneOf(Method.class);
        Set<Cause> excluded = EnumSet.noneOf(Cause.class);
        for (Rule rule : policy.rules()) {
            switch (rule.then()) {
                case Rule.Refuse(Cause cause) -> excluded.add(cause);
                case Rule.Allow allow -> {
                    spans.add(span(rule, allow));
                    allow.remedies().forEach(remedy -> remedies.merge(remedy.kind(), remedy, PolicyTerms::better));
                    methods.addAll(allow.methods());
                }
            }
        }
        if (policy.otherwise() instanceof Rule.Allow allow) {
            spans.add(new Span(List.of(), false, Optional.empty(), allow.person(), allow.free()));
            allow.remedies().forEach(remedy -> remedies.merge(remedy.kind(), remedy, PolicyTerms::better));
            methods.addAll(allow.methods());
        }
        excluded.removeAll(Set.of(Cause.NO_RULE, Cause.TOO_LATE, Cause.REASON));
        boolean open =
                spans.stream().anyMatch(span -> span.isPlain() && span.window().isEmpty());
        return new PolicyTerms(
                policy.version(),
                spans,
                List.copyOf(remedies.values()),
                List.copyOf(methods),
                excluded,
                policy.holidays(),
                policy.sendingBack(),
                policy.refundDays(),
                policy.rules().stream().anyMatch(rule -> rule.then() instanceof Rule.Allow allow && allow.repair()),
                open);
    }

    private static Span span(Rule rule, Rule.Allow allow) {
        return new Span(
                rule.reasons().stream().sorted(Comparator.naturalOrder()).toList(),
                rule.when() != null,
                Optional.ofNullable(rule.window()),
                allow.person(),
                allow.free());
    }

    /** Of two terms for the same the one that takes less off. */
    private static Remedy better(Remedy one, Remedy other) {
        return one.restocking() <= other.restocking() ? one : other;
    }

    /** The days within which anything plain may come back, the longest; empty without a limit or where nothing may. */
    public OptionalInt days() {
        return open
                ? OptionalInt.empty()
                : spans.stream()
                        .filter(Span::isPlain)
                        .flatMap(span -> span.window().stream())
                        .mapToInt(Rule.Window::days)
                        .max();
    }
}
