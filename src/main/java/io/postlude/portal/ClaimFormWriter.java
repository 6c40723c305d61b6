package io.postlude.portal;

import io.postlude.claims.ClaimAnswer.Denied;
import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Claimable.Thing;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.portal.ClaimFormPage.Pick;
import io.postlude.portal.ClaimFormPage.Way;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the page on which a customer says what went wrong. */
final class ClaimFormWriter {
    private final ReturnPaper paper;
    private final Words words;
    private final Stand stand;

    /**
     * What the page is about.
     *
     * @param denied what stood in the way when it was sent
     * @param badNumber whether a number could not be registered
     */
    record Stand(
            ClaimReading.Form read,
            ClaimForm form,
            @Nullable Problem denied,
            boolean badNumber) {}

    /** Why it was not taken: chosen badly, or refused. */
    record Problem(String key, @Nullable Denied why) {
        static final Problem NO_KIND = new Problem("claim.wrong.NO_KIND", null);

        static Problem of(Denied denied) {
            return new Problem("claim.wrong." + denied.why(), denied);
        }
    }

    ClaimFormWriter(ReturnPaper paper, Stand stand) {
        this.paper = paper;
        this.words = paper.words();
        this.stand = stand;
    }

    ClaimFormPage write(String key) {
        boolean possible = stand.read().claimable().isPossible();
        List<Sentence> halves = words.halves(possible ? "claim.head" : "claim.head.none", Map.of());
        var order = stand.read().claimable().order();
        return new ClaimFormPage(
                paper.frames()
                        .frame(
                                paper.title(words.get("claim.title")),
                                paper.address() + "/claim",
                                EnumSet.of(Icon.CHEV, Icon.CLOCK, Icon.CHECK)),
                words.sentence(
                        "eyebrow",
                        Map.of("order", order.number(), "day", paper.days().day(order.placedAt()))),
                halves.getFirst(),
                halves.getLast(),
                possible
                        ? words.sentence(
                                "claim.lead",
                                Map.of("count", stand.read().settings().replyDays()))
                        : words.sentence(
                                "claim.lead.none", Map.of("brand", paper.brand().name())),
                others(),
                problems(),
                paper.path("/claim"),
                key,
                kinds(),
                things().stream().map(this::pick).toList(),
                wishes(),
                stand.form().words(),
                possible,
                register());
    }

    private List<Thing> things() {
        return stand.read().claimable().things();
    }

    private List<Frame.Link> others() {
        return stand.read().others().stream()
                .map(ClaimView::code)
                .map(code -> new Frame.Link(
                        paper.path("/claims/" + code), words.say("claim.do.one", Map.of("code", code)), null))
                .toList();
    }

    private List<String> problems() {
        Problem problem = stand.denied();
        if (problem == null) return List.of();
        if (problem.why() != null && words.has("claim.not." + problem.why().why())) return List.of(not(problem.why()));
        return List.of(words.get(words.has(problem.key()) ? problem.key() : "claim.wrong.OTHER"));
    }

    /** What can be said of at least one thing; what cannot be said of any shows why. */
    private List<Way> kinds() {
        if (!stand.read().claimable().isPossible()) return List.of();
        return Arrays.stream(ClaimKind.values())
                .map(kind -> {
                    boolean can = things().stream().anyMatch(thing -> thing.isPossible(kind));
                    return new Way(
                            kind.word(),
                            words.get("claim.kind." + kind),
                            can ? words.get("claim.kind." + kind + ".hint") : hurdle(kind),
                            can && stand.form().kind() == kind,
                            can);
                })
                .toList();
    }

    private String hurdle(ClaimKind kind) {
        return things().stream()
                .map(thing -> thing.hurdles().get(kind))
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::not)
                .orElse("");
    }

    private String not(Denied denied) {
        if (denied.why() == Why.OUT_OF_WARRANTY && denied.day() == null)
            return words.get("claim.not.OUT_OF_WARRANTY.none");
        return words.say(
                "claim.not." + denied.why(),
                denied.day() == null
                        ? Map.of()
                        : Map.of("day", paper.days().date(denied.day()).text()));
    }

    private Pick pick(Thing thing) {
        var line = thing.line();
        var choice = stand.form().chosen().get(line.id());
        boolean can = thing.hurdles().size() < ClaimKind.values().length;
        boolean alone = things().stream()
                        .filter(one -> one.hurdles().size() < ClaimKind.values().length)
                        .count()
                == 1;
        String variant = line.variantTitle() == null ? "" : line.variantTitle();
        String warranty = thing.warrantyUntil() == null
                ? ""
                : words.say(
                        "claim.warranty",
                        Map.of("until", paper.days().date(thing.warrantyUntil()).text()));
        return new Pick(
                line.id().toString(),
                line.title(),
                String.join(variant.isEmpty() || warranty.isEmpty() ? "" : ", ", variant, warranty),
                ReturnPaper.picture(line),
                can && (choice == null ? alone : choice.checked()),
                thing.free() < 2
                        ? List.of()
                        : IntStream.rangeClosed(1, thing.free()).boxed().toList(),
                choice == null ? 1 : choice.quantity(),
                choice == null ? known(thing) : choice.serial(),
                can ? null : not(thing.hurdles().values().iterator().next()));
    }

    /** Where one thing was registered, its number stands there already. */
    private String known(Thing thing) {
        List<String> numbers = numbers(thing);
        return numbers.size() == 1 ? numbers.getFirst() : "";
    }

    private List<String> numbers(Thing thing) {
        return stand.read().registered().stream()
                .filter(one -> one.line().equals(thing.line().id()))
                .map(one -> one.serial())
                .toList();
    }

    private List<Way> wishes() {
        return Arrays.stream(ClaimWish.values())
                .map(wish -> new Way(
                        wish.word(),
                        words.get("claim.wish." + wish),
                        "",
                        stand.form().wish() == wish,
                        true))
                .toList();
    }

    private ClaimFormPage.Register register() {
        return new ClaimFormPage.Register(
                paper.path("/registration"),
                things().stream()
                        .map(thing -> new ClaimFormPage.Thing(
                                thing.line().id().toString(),
                                thing.line().title(),
                                numbers(thing).stream()
                                        .map(serial -> words.say("claim.register.done", Map.of("serial", serial)))
                                        .toList(),
                                numbers(thing).size() < thing.line().quantity()))
                        .toList(),
                stand.badNumber() ? words.get("claim.register.wrong") : null);
    }
}
