package io.postlude.portal;

import io.postlude.portal.OrderFacts.Precision;
import io.postlude.portal.OrderFacts.Scan;
import io.postlude.portal.OrderFacts.Window;
import io.postlude.portal.Punctuality.Verdict;
import io.postlude.portal.TrackingPage.DayStrip;
import io.postlude.portal.TrackingPage.Hero;
import io.postlude.portal.TrackingPage.Mood;
import io.postlude.portal.TrackingPage.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the sentence that answers "where is it", the one that explains it, and what we promised. */
final class HeroWriter {
    private final Scene scene;
    private final Words words;
    private final Map<String, Object> names;

    HeroWriter(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
        this.names = scene.names();
    }

    Hero write() {
        List<Sentence> headline = words.halves(headline(), names);
        return new Hero(
                words.sentence(
                        "eyebrow",
                        with(
                                "day",
                                scene.days().date(scene.days().of(scene.order().placedAt())))),
                headline.getFirst(),
                headline.getLast(),
                scene.isLate() ? Mood.LATE : Mood.CALM,
                words.sentence(lead(), names),
                days(),
                promise());
    }

    private String headline() {
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
            case MISSED -> scene.estimate() == null ? "head.MISSED" : "head.MISSED.estimate";
            case WILL_MISS -> "head.WILL_MISS";
            case OPEN, NONE, KEPT, BROKEN -> {
                Window promised = scene.punctuality().promised();
                if (scene.situation() == Situation.DELAYED) {
                    yield "head.DELAYED";
                }
                yield promised == null
                        ? "head.MOVING.none"
                        : promised.from() == null ? "head.MOVING.by" : "head.MOVING.window";
            }
        };
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

    private String lead() {
        Situation situation = scene.situation();
        String own = "lead." + situation;
        return switch (situation) {
            case MOVING -> scene.punctuality().isLate() ? late() : moving();
            case PLACED, PACKED -> scene.punctuality().isLate() ? "lead.LATE.unsent" : own;
            case PICKUP_READY -> scene.place() == null ? own : own + ".place";
            case CANCELLED -> {
                var cancellation = scene.order().cancellation();
                if (cancellation == null || cancellation.at() == null) {
                    yield own + ".undated";
                }
                names.put("when", scene.days().when(cancellation.at(), Precision.TIME));
                yield own;
            }
            case DELIVERED -> words.firstOf(own + "." + scene.detail(), own + ".door");
            default -> words.firstOf(own + "." + scene.detail(), own);
        };
    }

    private String late() {
        return scene.place() == null ? "lead.LATE" : "lead.LATE.place";
    }

    private String moving() {
        Scan newest = scene.newest();
        if (newest == null) {
            return "lead.MOVING";
        }
        boolean placed = scene.place() != null;
        return switch (newest.code()) {
            case "IN_TRANSIT.departed_facility" -> placed ? "lead.MOVING.departed" : "lead.MOVING";
            case "IN_TRANSIT.arrived_facility", "IN_TRANSIT.destination_facility" ->
                placed ? "lead.MOVING.arrived" : "lead.MOVING";
            case "PICKED_UP.accepted" -> "lead.MOVING.accepted";
            case "IN_TRANSIT.customs_started" -> "lead.MOVING.customs_started";
            case "IN_TRANSIT.customs_cleared" -> "lead.MOVING.customs_cleared";
            default -> "lead.MOVING";
        };
    }

    private @Nullable DayStrip days() {
        Window promised = scene.punctuality().promised();
        return promised == null || !scene.situation().isUnderWay()
                ? null
                : new DayStripWriter(words, scene.days()).draw(promised, scene.estimate());
    }

    private @Nullable Promise promise() {
        Punctuality punctuality = scene.punctuality();
        Window promised = punctuality.promised();
        if (promised == null) {
            return null;
        }
        Sentence state = switch (punctuality.verdict()) {
            case OPEN -> scene.situation().isTrouble() ? Sentence.EMPTY : words.sentence("promise.open", Map.of());
            case WILL_MISS -> words.sentence("promise.soon", Map.of());
            case MISSED -> words.counted("promise.late", punctuality.daysLate(), Map.of());
            case KEPT -> words.sentence("promise.kept", Map.of());
            case BROKEN -> words.counted("promise.broken", punctuality.daysLate(), Map.of());
            case NONE -> Sentence.EMPTY;
        };
        String key = promised.from() == null ? "promise.by" : "promise.window";
        boolean late = scene.isLate() || punctuality.verdict() == Verdict.BROKEN;
        return new Promise(words.sentence(key, with("state", state)), late ? Mood.LATE : Mood.CALM);
    }

    private Map<String, Object> with(String name, Object value) {
        var all = new HashMap<>(names);
        all.put(name, value);
        return all;
    }
}
