package io.postlude.deliveries;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Punctuality.Verdict;

/** Chooses the sentence that answers "where is it". */
record Headline(Scene scene) {
    String key() {
        Situation situation = scene.situation();
        Verdict verdict = scene.punctuality().verdict();
        return switch (situation) {
            case MOVING, DELAYED -> onItsWay();
            case PLACED, PACKED, LABEL_MADE, NOT_HANDED_OVER ->
                verdict == Verdict.MISSED ? "head.NOT_SENT" : "head." + situation;
            case OUT_FOR_DELIVERY -> isToday() ? "head.OUT_FOR_DELIVERY" : "head.OUT_FOR_DELIVERY.earlier";
            case DELIVERED -> delivered();
            default -> "head." + situation;
        };
    }

    private String onItsWay() {
        return switch (scene.punctuality().verdict()) {
            case MISSED -> late("head.MISSED", scene.estimate() == null ? "head.MISSED" : "head.MISSED.estimate");
            case WILL_MISS -> late("head.WILL_MISS", "head.WILL_MISS");
            case OPEN, NONE, KEPT, BROKEN -> scene.situation() == Situation.DELAYED ? "head.DELAYED" : inTime();
        };
    }

    private String late(String key, String byCarrier) {
        Expectation expected = scene.expected();
        if (expected == null) {
            return byCarrier;
        }
        return expected.likely().isPresent() ? key + ".likely" : key + ".expected";
    }

    private String inTime() {
        Expectation expected = scene.expected();
        if (expected != null) {
            return expected.from().equals(expected.to())
                    ? "head.MOVING.day"
                    : expected.likely().isPresent() ? "head.MOVING.likely" : "head.MOVING.expected";
        }
        Window promised = scene.punctuality().promised();
        return promised == null
                ? scene.estimate() == null ? "head.MOVING.none" : "head.MOVING.estimate"
                : promised.from() == null ? "head.MOVING.by" : "head.MOVING.window";
    }

    private String delivered() {
        if (scene.detail().equals("collected")) {
            return "head.DELIVERED.collected";
        }
        return isToday() && scene.precision() == Precision.TIME ? "head.DELIVERED.today" : "head.DELIVERED";
    }

    private boolean isToday() {
        return scene.days().of(scene.since()).equals(scene.days().today());
    }
}
