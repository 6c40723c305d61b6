package io.postlude.deliveries;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Measures.Deed;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Punctuality.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says a scene: every sentence of it that page and mail have in common. */
public final class Telling {
    private final Scene scene;
    private final Words words;
    private final Map<String, Object> names;

    public Telling(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
        this.names = scene.names();
    }

    /** What its sentences may fill in. */
    public Map<String, Object> names() {
        return Collections.unmodifiableMap(names);
    }

    /** The two halves of the headline; the second answers. */
    public List<Sentence> headline() {
        return words.halves(new Headline(scene).key(), names);
    }

    /** What explains the headline: the news, the apology, the cause. */
    public Sentence lead() {
        Expectation expected = scene.expected();
        if (expected != null && onItsWay() && scene.punctuality().isLate()) {
            return late(expected);
        }
        return words.sentence(leadKey(), names);
    }

    private boolean onItsWay() {
        return scene.situation() == Situation.MOVING || scene.situation() == Situation.DELAYED;
    }

    private Sentence late(Expectation expected) {
        var sentences = new ArrayList<Sentence>();
        sentences.add(words.sentence("lead.LATE.expected", names));
        cause(expected).ifPresent(sentences::add);
        if (scene.newest() != null) {
            sentences.add(words.sentence(scene.place() == null ? "lead.LATE.seen" : "lead.LATE.seen.place", names));
        }
        if (WindowText.isWide(expected)) {
            sentences.add(words.sentence("window.wide", names));
        }
        return Sentence.joined(sentences);
    }

    private Optional<Sentence> cause(Expectation expected) {
        Expectation.Cause cause = expected.cause();
        if (cause == null) {
            return Optional.empty();
        }
        return Optional.of(
                cause.told() == null
                        ? words.sentence("cause." + cause.kind(), names)
                        : new Sentence(List.of(new Sentence.Plain(cause.told()))));
    }

    private String leadKey() {
        Situation situation = scene.situation();
        String own = "lead." + situation;
        return switch (situation) {
            case MOVING -> scene.punctuality().isLate() ? lateKey() : moving();
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

    private String lateKey() {
        return scene.place() == null ? "lead.LATE" : "lead.LATE.place";
    }

    private String moving() {
        OrderFacts.Scan newest = scene.newest();
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

    /** What was promised, and how that stands; empty where nothing was. */
    public Optional<Sentence> promise() {
        Punctuality punctuality = scene.punctuality();
        Window promised = punctuality.promised();
        if (promised == null) {
            return Optional.empty();
        }
        Sentence state = switch (punctuality.verdict()) {
            case OPEN -> scene.situation().isTrouble() ? Sentence.EMPTY : words.sentence("promise.open", Map.of());
            case WILL_MISS ->
                punctuality.daysLate() > 0 && scene.expected() != null
                        ? words.counted("promise.soon", punctuality.daysLate(), Map.of())
                        : words.sentence("promise.soon", Map.of());
            case MISSED -> words.counted("promise.late", punctuality.daysLate(), Map.of());
            case KEPT -> words.sentence("promise.kept", Map.of());
            case BROKEN -> words.counted("promise.broken", punctuality.daysLate(), Map.of());
            case NONE -> Sentence.EMPTY;
        };
        return Optional.of(
                words.sentence(promised.from() == null ? "promise.by" : "promise.window", with("state", state)));
    }

    /** The promise is broken, or will be. */
    public boolean isPromiseLate() {
        return scene.isLate() || scene.punctuality().verdict() == Verdict.BROKEN;
    }

    /** When it should come, as people say it. */
    public Optional<Sentence> window() {
        return Optional.ofNullable((Sentence) names.get("window"));
    }

    /** Each thing the store does about it. */
    public List<Sentence> deeds(Measures measures) {
        return measures.deeds().stream().map(this::deed).toList();
    }

    private Sentence deed(Deed deed) {
        var told = new HashMap<>(names);
        told.put("when", scene.days().when(deed.at(), Precision.TIME));
        told.put("day", scene.days().day(deed.at()));
        told.put("until", scene.days().day(deed.at()));
        return words.sentence("deed." + deed.kind(), told);
    }

    /** What is given, then what that means. */
    public record Given(Sentence what, Sentence means) {}

    public Optional<Given> gesture(Measures measures) {
        return Optional.ofNullable(measures.gesture()).map(this::given);
    }

    private Given given(Gesture gesture) {
        Sentence amount = words.sentence(
                "gesture",
                Map.of("amount", Prices.brief(gesture.amount(), words.language().locale())));
        LocalDate until = gesture.until();
        var told = new HashMap<>(names);
        told.put("code", gesture.code() == null ? "" : gesture.code());
        Sentence means = words.sentence("gesture." + gesture.way(), told);
        return new Given(
                amount,
                until == null
                        ? means
                        : Sentence.joined(List.of(
                                means,
                                words.sentence(
                                        "gesture.until",
                                        Map.of("until", scene.days().date(until))))));
    }

    /** What a choice is called, and what it means. */
    public record Offer(Choice choice, String name, Sentence means) {}

    public List<Offer> choices(Measures measures) {
        return measures.choices().stream()
                .map(choice -> new Offer(choice, words.get("choice." + choice), means(choice)))
                .toList();
    }

    private Sentence means(Choice choice) {
        String key = "choice." + choice + ".hint";
        return words.sentence(choice == Choice.WAIT && names.containsKey("window") ? key + ".window" : key, names);
    }

    private Map<String, Object> with(String name, @Nullable Object value) {
        var all = new HashMap<>(names);
        all.put(name, value);
        return all;
    }
}
