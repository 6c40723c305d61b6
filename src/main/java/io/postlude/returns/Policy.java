package io.postlude.returns;

import io.postlude.kernel.Condition;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store takes back and on which terms, ready to decide with. One object: portal, public page, markup and commit all
 * ask it. Read from its document by {@link PolicyReading}; the document is what is kept.
 *
 * @param presumedDays a parcel nobody proved delivered counts as delivered so many days after its dispatch
 * @param refundDays working days from arrival at the store until the money is on its way: what is promised
 * @param keptDays what is asked for in exchange is kept so many days, unless the customer's is on its way by then
 * @param payDays what is to be paid on top for a dearer thing is waited for so many days
 * @param trustedDays what was given before the goods came is waited for so many days, then a person is told
 * @param gifts whoever was given a thing may send it back, for credit or another thing of their own
 * @param otherwise what holds where no rule fits
 * @param personWhen a person looks first, whatever rule allowed it; the only place that may ask for a customer's score
 */
public record Policy(
        int version,
        String name,
        int presumedDays,
        int refundDays,
        int keptDays,
        int payDays,
        int trustedDays,
        boolean gifts,
        SendingBack sendingBack,
        List<Holiday> holidays,
        List<Asked> asked,
        List<Rule> rules,
        Rule.Then otherwise,
        @Nullable Condition personWhen) {
    /** The name of the rule where none fits. */
    public static final String OTHERWISE = "otherwise";

    /** The name in a trace of what asks for a person beside the rules. */
    public static final String PERSON_WHEN = "person_when";

    public Policy {
        holidays = List.copyOf(holidays);
        asked = List.copyOf(asked);
        rules = List.copyOf(rules);
    }

    /** What a label costs the customer, by currency in minor units, and from which value on it is free; none: free. */
    public record SendingBack(Map<String, Long> fee, Map<String, Long> freeFrom) {
        public SendingBack {
            fee = Map.copyOf(fee);
            freeFrom = Map.copyOf(freeFrom);
        }

        long fee(String currency, long value) {
            Long limit = freeFrom.get(currency);
            return limit != null && value >= limit ? 0 : fee.getOrDefault(currency, 0L);
        }
    }

    /** What was bought between these days may come back until a day in the time after. */
    public record Holiday(MonthDay from, MonthDay to, MonthDay until) {}

    /**
     * Which reasons are asked, in order: the first entry whose condition holds; null: always.
     *
     * @param wear whether the state of the thing is asked too
     */
    public record Asked(@Nullable Condition when, List<Reason> reasons, boolean wear) {
        static final Asked ALL = new Asked(null, List.of(Reason.values()), false);

        public Asked {
            reasons = List.copyOf(reasons);
        }
    }

    /** What to ask for this thing. */
    Asked askedFor(Facts facts) {
        return asked.stream()
                .filter(group -> group.when() == null || group.when().holds(facts.values()))
                .findFirst()
                .orElse(Asked.ALL);
    }
}
