package io.postlude.segments;

import io.postlude.kernel.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When time alone may change what conditions say of a person. A fact leaves a count of N days N days after it happened; a
 * number of days passes the numbers it is compared with. So most people are looked at on few days, not on each.
 */
final class NextChange {
    private final Person person;
    private final Counting counting;
    private final Moment moment;
    private @Nullable Instant soonest;

    NextChange(Person person, Counting counting, Moment moment) {
        this.person = person;
        this.counting = counting;
        this.moment = moment;
    }

    Optional<Instant> of(Iterable<Condition> conditions) {
        for (Condition condition : conditions) {
            condition.counts().forEach(this::leaves);
            condition.words().forEach(word -> word(condition, word));
        }
        return Optional.ofNullable(soonest);
    }

    private void leaves(Condition.Count count) {
        counting.counted(count).forEach(when -> at(when.plus(Duration.ofDays(count.days()))));
    }

    private void word(Condition condition, String word) {
        switch (word) {
            case "days_since_last_order" -> days(condition, word, order((a, b) -> b.isAfter(a)));
            case "days_since_first_order" -> days(condition, word, order((a, b) -> b.isBefore(a)));
            case "days_known" -> days(condition, word, person.since());
            case "birthday_in_days" -> {
                if (person.birthday() != null) at(moment.tomorrow());
            }
            case "birthday_this_month" -> {
                if (person.birthday() != null) at(moment.nextMonth());
            }
            case "now" -> at(moment.tomorrow());
            default -> {
                // The others change with events only.
            }
        }
    }

    private interface Better {
        boolean than(Instant kept, Instant other);
    }

    private @Nullable Instant order(Better better) {
        Instant kept = null;
        for (Fact fact : counting.facts())
            if (fact.kind() == Fact.Kind.ORDER && (kept == null || better.than(kept, fact.at()))) kept = fact.at();
        return kept;
    }

    /** A number of whole days since a moment passes a number when it reaches it, and when it goes past it. */
    private void days(Condition condition, String word, @Nullable Instant from) {
        if (from == null) return;
        Set<Double> numbers = condition.comparedWith(word).orElse(null);
        if (numbers == null) {
            at(from.plus(Duration.ofDays(Duration.between(from, moment.now()).toDays() + 1)));
            return;
        }
        for (double number : numbers) {
            if (number < -1 || number > 100_000) continue;
            at(from.plus(Duration.ofDays((long) Math.ceil(number))));
            at(from.plus(Duration.ofDays((long) Math.floor(number) + 1)));
        }
    }

    private void at(Instant candidate) {
        if (candidate.isAfter(moment.now()) && (soonest == null || candidate.isBefore(soonest))) soonest = candidate;
    }
}
