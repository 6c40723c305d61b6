package io.postlude.returns;

import io.postlude.orders.OrderView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be sent back of an order.
 *
 * @param until the last day on which anything of it can be for a reason of the customer's own; null where there is no limit
 *     or nothing can be
 */
public record Offering(
        OrderView order,
        int policyVersion,
        List<Thing> things,
        @Nullable LocalDate until) {
    public Offering {
        things = List.copyOf(things);
    }

    /**
     * One line.
     *
     * @param free how many pieces can still come back
     * @param reasons asked for this thing, with what the policy would say; in the order they are asked
     * @param asksWear whether its state is asked too
     */
    public record Thing(OrderView.Line line, int free, List<Answered> reasons, boolean asksWear) {
        public Thing {
            reasons = List.copyOf(reasons);
        }

        /** Whether it can come back for any reason. */
        public boolean isPossible() {
            return free > 0
                    && reasons.stream().anyMatch(reason -> reason.decision().isAllowed());
        }
    }

    /** What would be decided for a reason. */
    public record Answered(Reason reason, Decision decision) {}

    static Offering of(Situation now) {
        List<Thing> things = new ArrayList<>();
        for (OrderView.Line line : now.order().lines()) {
            Facts facts = now.facts().get(line.id());
            if (facts == null) continue;
            Policy.Asked asked = now.policy().askedFor(facts);
            List<Answered> reasons = asked.reasons().stream()
                    .map(reason -> new Answered(reason, Deciding.decide(now.policy(), facts.because(reason, ""))))
                    .toList();
            things.add(new Thing(
                    line, now.free().getOrDefault(line.id(), List.of()).size(), reasons, asked.wear()));
        }
        LocalDate ordinary = until(things, false);
        LocalDate until = ordinary == null ? until(things, true) : ordinary;
        return new Offering(now.order(), now.policy().version(), things, until);
    }

    /** What the store has to answer for may come back longer; that is not what a customer is told first. */
    private static @Nullable LocalDate until(List<Thing> things, boolean ours) {
        return things.stream()
                .filter(Thing::isPossible)
                .flatMap(thing -> thing.reasons().stream())
                .filter(answered -> answered.reason().isOurs() == ours)
                .map(answered -> answered.decision().until())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    public boolean isPossible() {
        return things.stream().anyMatch(Thing::isPossible);
    }
}
