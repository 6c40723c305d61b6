package io.postlude.returns;

import io.postlude.kernel.Condition;
import io.postlude.kernel.Values;
import io.postlude.returns.Decision.Look;
import io.postlude.returns.Decision.Step;
import io.postlude.returns.Rule.Refuse;
import io.postlude.returns.Rule.Then;
import io.postlude.returns.Rule.Window;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a policy: the first rule in its order that fits decides. Nothing but values go in, nothing but a value comes out. */
public final class Deciding {
    private final Policy policy;
    private final Facts facts;
    private final List<Step> trace = new ArrayList<>();
    private @Nullable Values values;
    private boolean tooLate;

    private Deciding(Policy policy, Facts facts) {
        this.policy = policy;
        this.facts = facts;
    }

    /** What the policy says of these facts. */
    public static Decision decide(Policy policy, Facts facts) {
        return new Deciding(policy, facts).decide();
    }

    private Decision decide() {
        for (Rule rule : policy.rules()) {
            LocalDate last = rule.window() == null ? null : lastDay(rule.window());
            Look look = look(rule, last);
            trace.add(new Step(rule.id(), look, last));
            if (look == Look.FITS) {
                LocalDate until = rule.then() instanceof Refuse ? null : last;
                return new Decision(policy.version(), rule.id(), looked(rule.then()), until, trace);
            }
            tooLate |= look == Look.WINDOW_OVER && !(rule.then() instanceof Refuse);
        }
        return new Decision(policy.version(), Policy.OTHERWISE, looked(otherwise()), null, trace);
    }

    /** What was allowed may still be for a person to look at first; what was refused stays so, and neither becomes the other. */
    private Then looked(Then then) {
        if (policy.personWhen() == null || !(then instanceof Rule.Allow allow)) return then;
        boolean holds = policy.personWhen().holds(values());
        trace.add(new Step(Policy.PERSON_WHEN, holds ? Look.FITS : Look.CONDITION_FAILS, null));
        return holds ? allow.byPerson() : allow;
    }

    /** Where only the window stood in the way, being late is the cause the customer should hear. */
    private Then otherwise() {
        return tooLate && policy.otherwise() instanceof Refuse ? new Refuse(Cause.TOO_LATE) : policy.otherwise();
    }

    /** The cheap questions come first. */
    private Look look(Rule rule, @Nullable LocalDate last) {
        if (!rule.reasons().isEmpty() && !rule.reasons().contains(facts.reason())) return Look.OTHER_REASON;
        if (rule.when() != null) {
            switch (rule.when().ask(values())) {
                case Condition.Known(boolean holds) -> {
                    if (!holds) return Look.CONDITION_FAILS;
                }
                case Condition.Unknowable _ -> {
                    return Look.CONDITION_UNKNOWN;
                }
            }
        }
        if (rule.window() == null) return Look.FITS;
        if (last == null) return Look.NOT_BEGUN;
        return facts.today().isAfter(last) ? Look.WINDOW_OVER : Look.FITS;
    }

    private Values values() {
        if (values == null) values = facts.values();
        return Objects.requireNonNull(values);
    }

    private @Nullable LocalDate lastDay(Window window) {
        LocalDate begun = begun(window);
        if (begun == null) return null;
        LocalDate last = begun.plusDays(window.days());
        return window.extended() ? extended(last) : last;
    }

    private @Nullable LocalDate begun(Window window) {
        Facts.Delivery delivery = facts.delivery();
        return switch (window.from()) {
            case ORDER -> facts.order().placedOn();
            case DISPATCH -> delivery.dispatched();
            case DELIVERY -> {
                if (delivery.delivered() != null) yield delivery.delivered();
                LocalDate dispatched = delivery.dispatched();
                yield dispatched == null ? null : dispatched.plusDays(policy.presumedDays());
            }
        };
    }

    private LocalDate extended(LocalDate last) {
        LocalDate placed = facts.order().placedOn();
        LocalDate latest = last;
        for (Policy.Holiday holiday : policy.holidays()) {
            LocalDate from = Year.of(placed.getYear()).atMonthDay(holiday.from());
            LocalDate to = Year.of(placed.getYear()).atMonthDay(holiday.to());
            if (placed.isBefore(from) || placed.isAfter(to)) continue;
            LocalDate until = Year.of(placed.getYear()).atMonthDay(holiday.until());
            LocalDate after = until.isAfter(to) ? until : until.plusYears(1);
            if (after.isAfter(latest)) latest = after;
        }
        return latest;
    }
}
