package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.ScanText;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.Mood;
import io.postlude.portal.TrackingPage.Progress;
import io.postlude.portal.TrackingPage.Step;
import io.postlude.portal.TrackingPage.StepState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The five milestones of a parcel that still travels, or has arrived. */
final class ProgressWriter {
    private static final int STEPS = 5;
    private static final int LAST = STEPS - 1;

    private final Scene scene;
    private final Words words;

    ProgressWriter(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
    }

    Progress write() {
        Mood mood = scene.isLate() ? Mood.LATE : Mood.CALM;
        if (!travels()) {
            return new Progress(List.of(), mood);
        }
        int present = scene.situation().step();
        var steps = new ArrayList<Step>();
        for (int at = 0; at < STEPS; at++) {
            boolean here = at == present;
            StepState state = here ? StepState.PRESENT : at < present ? StepState.DONE : StepState.AHEAD;
            steps.add(new Step(name(at, here), hint(at, state), state, here ? part() : "none"));
        }
        return new Progress(steps, mood);
    }

    /** A strip that ends at the customer's door would be a lie for a parcel that no longer goes there. */
    private boolean travels() {
        return switch (scene.situation()) {
            case CANCELLED,
                    VOIDED,
                    RETURN_MOVING,
                    RETURN_ARRIVED,
                    LOST,
                    DAMAGED,
                    UNDELIVERABLE,
                    REFUSED,
                    RETURNING,
                    RETURNED,
                    NUMBER_WRONG -> false;
            default -> true;
        };
    }

    private String name(int at, boolean here) {
        if (here && scene.situation().isTrouble()) {
            return words.get("short." + scene.situation());
        }
        boolean collects = scene.situation() == Situation.PICKUP_READY
                || scene.situation() == Situation.PICKUP_MISSED
                || scene.detail().equals("collected");
        return words.get(
                switch (at) {
                    case 0 -> "step.ordered";
                    case 1 -> "step.packed";
                    case 2 -> "step.moving";
                    case 3 -> collects ? "step.pickup" : "step.out";
                    default -> collects ? "step.collected" : "step.door";
                });
    }

    private @Nullable Sentence hint(int at, StepState state) {
        return switch (at) {
            case 0 -> day(scene.days().of(scene.order().placedAt()));
            case 1 -> packed(state);
            case 2 -> state == StepState.PRESENT ? newest() : null;
            case 3 -> state == StepState.PRESENT ? since() : null;
            default -> state == StepState.PRESENT ? since() : promised();
        };
    }

    private @Nullable Sentence packed(StepState state) {
        Parcel parcel = scene.parcel();
        return state == StepState.AHEAD || parcel == null || parcel.packedAt() == null
                ? null
                : day(scene.days().of(parcel.packedAt()));
    }

    private @Nullable Sentence newest() {
        Scan scan = scene.newest();
        return scan == null
                ? null
                : new Sentence(List.of(
                        new Sentence.Plain(new ScanText(words).of(scan) + ", "),
                        scene.days().stamp(scan.at(), scan.precision())));
    }

    private Sentence since() {
        return new Sentence(List.of(scene.days().stamp(scene.since(), scene.precision())));
    }

    private @Nullable Sentence promised() {
        Window promised = scene.punctuality().promised();
        if (promised == null || scene.isLate()) {
            return null;
        }
        LocalDate from = promised.from();
        String text =
                from == null ? scene.days().by(promised.to()) : scene.days().span(from, promised.to());
        return new Sentence(List.of(new Sentence.Plain(text)));
    }

    private static Sentence day(LocalDate day, Days days) {
        return new Sentence(List.of(days.shortDay(day)));
    }

    private Sentence day(LocalDate day) {
        return day(day, scene.days());
    }

    /** How much of the way to the next milestone is drawn, from what was seen last. */
    private String part() {
        if (scene.situation().step() == LAST) {
            return scene.situation() == Situation.DELIVERED ? "" : "none";
        }
        if (scene.situation() == Situation.OUT_FOR_DELIVERY) {
            return "half";
        }
        Scan newest = scene.newest();
        String code = newest == null ? "" : newest.code();
        return switch (code) {
            case "IN_TRANSIT.destination_country",
                    "IN_TRANSIT.destination_facility",
                    "IN_TRANSIT.customs_cleared",
                    "IN_TRANSIT.handed_to_last_mile" -> "most";
            default -> code.startsWith("IN_TRANSIT") ? "half" : "some";
        };
    }
}
