package io.postlude.segments;

import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Condition;
import io.postlude.kernel.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A customer as conditions see them.
 *
 * @param language the first part of their locale
 * @param told what other programs told of them; empty where no condition asks
 * @param due when they are to be looked at again; null: not before something happens
 */
record Person(
        CustomerId id,
        Instant since,
        @Nullable String language,
        @Nullable String country,
        @Nullable String birthday,
        Reachable reachable,
        List<String> tags,
        List<Fact> facts,
        List<CustomEvents.Happened> told,
        @Nullable Instant due) {

    /** {@code refused} and {@code agreed}: purposes, of e-mail. */
    record Reachable(boolean mailed, boolean phoned, List<String> refused, List<String> agreed) {}

    /** Everything a condition may ask. */
    Values values(Moment moment, Set<Condition.Count> counts) {
        Counting counting = new Counting(facts, told, moment.currency());
        Map<String, @Nullable Object> words = HashMap.newHashMap(20);
        words.put("customer", customer());
        words.put("now", moment.now());
        words.put("days_known", Duration.between(since, moment.now()).toDays());
        bought(words, counting, moment.now());
        Optional<Birthday> day = Birthday.of(birthday);
        LocalDate today = moment.today();
        words.put("birthday_in_days", day.map(d -> d.daysFrom(today)).orElse(null));
        words.put("birthday_this_month", day.isPresent() && day.get().inMonthOf(today));
        return Values.of(words).counting(counting.counts(counts, moment.now()));
    }

    private static void bought(Map<String, @Nullable Object> words, Counting counting, Instant now) {
        Instant ever = Instant.MIN;
        long items = counting.items(ever);
        long returned = counting.returnedItems(ever);
        words.put("orders", counting.orders(ever));
        words.put("items", items);
        words.put("spent", counting.spent(ever));
        words.put("returns", counting.returns(ever));
        words.put("returned_items", returned);
        words.put("return_rate", items == 0 ? 0.0 : (double) returned / items);
        words.put("late_orders", counting.late(ever));
        Instant first = orders(counting).min(Instant::compareTo).orElse(null);
        Instant last = orders(counting).max(Instant::compareTo).orElse(null);
        words.put("first_order_at", first);
        words.put("last_order_at", last);
        words.put("days_since_first_order", first == null ? null : days(first, now));
        words.put("days_since_last_order", last == null ? null : days(last, now));
    }

    private static java.util.stream.Stream<Instant> orders(Counting counting) {
        return counting.facts().stream()
                .filter(fact -> fact.kind() == Fact.Kind.ORDER)
                .map(Fact::at);
    }

    private static long days(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toDays());
    }

    private Map<String, @Nullable Object> customer() {
        Map<String, @Nullable Object> words = HashMap.newHashMap(8);
        words.put("since", since);
        words.put("language", language);
        words.put("country", country);
        words.put("tags", tags);
        words.put("agreed", reachable.agreed());
        words.put("refused", reachable.refused());
        words.put("has_email", reachable.mailed());
        words.put("has_phone", reachable.phoned());
        return words;
    }

    /** When time alone may change what any of these conditions says; empty: never. */
    Optional<Instant> nextChange(Moment moment, Iterable<Condition> conditions) {
        return new NextChange(this, new Counting(facts, told, moment.currency()), moment).of(conditions);
    }
}
