package io.postlude.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.flows.ActForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be put on an edge, and how it begins. */
final class JourneyNewSteps {
    /** What the library's texts usually are; the others sell something. */
    private static final Map<String, String> PURPOSES = Map.of(
            "thank-you", "service",
            "delay-apology", "service",
            "check-in", "service",
            "how-to-use", "service",
            "product-registration", "service",
            "review-request", "review",
            "review-reminder", "review",
            "survey", "research");

    private JourneyNewSteps() {}

    /** A kind of step as the panel offers it. */
    record Sort(String code, String label, String icon) {}

    static List<Sort> sorts(List<ActForm> acts, boolean atAnEnd) {
        List<Sort> sorts = new ArrayList<>(List.of(
                new Sort("wait", "Wait", "clock"),
                new Sort("await", "Wait for something to happen", "clock"),
                new Sort("branch", "Ask a question and branch", "branch"),
                new Sort("split", "Split by lot", "split")));
        if (!acts.isEmpty()) sorts.add(new Sort("act", "Do something", "bolt"));
        if (atAnEnd) sorts.add(new Sort("goal", "Reach a goal", "goal"));
        return sorts;
    }

    /** {@code message}: of a touchpoint; {@code act}: the first there is. */
    static Optional<ObjectNode> fresh(String sort, String message, List<ActForm> acts) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("id", name(sort, message)).put("do", sort);
        switch (sort) {
            case "wait" -> step.put("for", "P1D").put("at", "09:00");
            case "await" -> step.put("event", "order_placed").put("at_most", "P10D");
            case "branch" -> step.putArray("arms").addObject().put("when", "customer.orders >= 2");
            case "split" -> {
                var arms = step.putArray("arms");
                arms.addObject().put("name", "A").put("weight", 1);
                arms.addObject().put("name", "B").put("weight", 1);
            }
            case "touchpoint" ->
                step.put("message", message).put("purpose", PURPOSES.getOrDefault(message, "marketing"));
            case "act" -> step.put("act", acts.isEmpty() ? "" : acts.getFirst().name());
            case "goal" -> step.put("name", "Reached");
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(step);
    }

    private static String name(String sort, String message) {
        return switch (sort) {
            case "touchpoint" -> message.matches("[a-z][a-z0-9-]{0,43}") ? message : "write";
            case "await" -> "until";
            case "branch" -> "which";
            case "split" -> "lot";
            case "act" -> "do";
            case "goal" -> "reached";
            default -> sort;
        };
    }
}
