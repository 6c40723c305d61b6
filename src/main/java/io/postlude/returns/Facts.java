package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.kernel.Values;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is asked with: one line of an order and a reason to send it back, as known at one moment. Plain values, so
 * that a decision can be made again years later.
 */
public record Facts(
        Customer customer,
        Order order,
        Line line,
        Delivery delivery,
        Reason reason,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Wear wear,
        ZoneId zone,
        LocalDate today) {
    private static final long NEVER = -1;

    /**
     * Who sends it back: orders that stand, pieces bought and pieces returned before, {@link Conduct#counting()}.
     *
     * @param claims pieces something was given for because a claim was found right; they count as returned too
     * @param tags the shop's and the staff's; empty in what was recorded before they were known here
     */
    public record Customer(
            boolean known, long orders, long bought, long returned, long claims, List<String> tags, int score) {
        public static final Customer UNKNOWN = new Customer(false, 0, 0, 0, 0, List.of(), 0);

        public Customer {
            tags = listed(tags);
        }
    }

    /** Old records know nothing of what was added since. */
    private static List<String> listed(@Nullable List<String> recorded) {
        return recorded == null ? List.of() : List.copyOf(recorded);
    }

    /** {@code country} and {@code channel} are empty where they are not known. */
    public record Order(
            String source,
            String country,
            String channel,
            String currency,
            double value,
            boolean discounted,
            List<String> tags,
            List<String> codes,
            LocalDate placedOn) {}

    /** What was bought; texts are empty where they are not known. {@code price} and {@code paid} are of one piece. */
    public record Line(
            String sku,
            String title,
            String type,
            String vendor,
            List<String> tags,
            double price,
            double paid,
            boolean discounted,
            int quantity,
            boolean ships) {
        public Line {
            tags = listed(tags);
        }
    }

    /**
     * How it came: {@code delivered} only where that is known, {@code proof} says how well.
     *
     * @param daysLate after the last promised day, 0 for in time or unknown
     */
    public record Delivery(
            @Nullable LocalDate dispatched,
            @Nullable LocalDate delivered,
            Proof proof,
            int daysLate,
            boolean damaged) {}

    public enum Proof {
        PROVED,
        CLAIMED,
        NONE
    }

    public Facts because(Reason other, String finer) {
        return because(other, finer, null);
    }

    /** As what is asked for says. */
    Facts because(Wish wish) {
        return because(wish.reason(), wish.detail(), wish.wear());
    }

    private Facts because(Reason other, String finer, @Nullable Wear said) {
        return new Facts(customer, order, line, delivery, other, finer, said, zone, today);
    }

    /** The same in the words of {@link PolicyWords}. */
    Values values() {
        Map<String, Object> all = new HashMap<>(16);
        all.put(
                "customer",
                Map.of(
                        "known", customer.known,
                        "orders", customer.orders,
                        "bought", customer.bought,
                        "returned", customer.returned,
                        "claims", customer.claims,
                        "tags", customer.tags,
                        "tier", Marks.tier(customer.tags),
                        "score", (long) customer.score));
        all.put("order", orderValues());
        all.put("line", lineValues());
        all.put(
                "delivery",
                Map.of(
                        "proof",
                        delivery.proof.name().toLowerCase(Locale.ROOT),
                        "days_late",
                        (long) delivery.daysLate,
                        "damaged",
                        delivery.damaged));
        all.put(
                "days",
                Map.of(
                        "order", days(order.placedOn),
                        "dispatch", days(delivery.dispatched),
                        "delivery", days(delivery.delivered)));
        all.put("reason", reason.word());
        all.put("detail", detail);
        all.put("condition", wear == null ? "" : wear.word());
        return Values.of(all);
    }

    private Map<String, Object> orderValues() {
        return Map.of(
                "source", order.source,
                "country", order.country,
                "channel", order.channel,
                "value", order.value,
                "discounted", order.discounted,
                "tags", order.tags,
                "codes", order.codes);
    }

    private Map<String, Object> lineValues() {
        Map<String, Object> all = new HashMap<>(32);
        all.put("sku", line.sku);
        all.put("title", line.title);
        all.put("type", line.type);
        all.put("vendor", line.vendor);
        all.put("tags", line.tags);
        all.put("price", line.price);
        all.put("paid", line.paid);
        all.put("discounted", line.discounted);
        all.put("quantity", (long) line.quantity);
        all.put("ships", line.ships);
        for (Marks.Mark mark : Marks.Mark.values()) all.put(mark.word(), mark.isOn(line.tags));
        all.put("digital", !line.ships || Marks.isDigital(line.tags));
        return all;
    }

    long days(@Nullable LocalDate since) {
        return since == null ? NEVER : ChronoUnit.DAYS.between(since, today);
    }
}
