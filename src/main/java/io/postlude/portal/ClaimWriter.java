package io.postlude.portal;

import io.postlude.claims.ClaimState;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimView.Action;
import io.postlude.claims.Evidence;
import io.postlude.claims.Outcome;
import io.postlude.claims.Place;
import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.orders.OrderView;
import io.postlude.portal.ReturnPage.Step;
import io.postlude.portal.ReturnPage.Thing;
import io.postlude.returns.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the page of one claim: what was said, what was decided, what comes next. */
final class ClaimWriter {
    private static final int SCANS = 8;

    private final ReturnPaper paper;
    private final Words words;
    private final ClaimReading.One told;
    private final @Nullable Wrong wrong;

    /** A form that could not be taken. */
    enum Wrong {
        WORDS,
        NUMBER,
        PHOTOS
    }

    ClaimWriter(ReturnPaper paper, ClaimReading.One told, @Nullable Wrong wrong) {
        this.paper = paper;
        this.words = paper.words();
        this.told = told;
        this.wrong = wrong;
    }

    ClaimPage write() {
        ClaimView view = told.view();
        String path = "/claims/" + view.code();
        List<Sentence> head = head();
        return new ClaimPage(
                paper.frames()
                        .frame(
                                paper.title(words.say("claim.title.one", Map.of("code", view.code()))),
                                paper.address() + path,
                                EnumSet.of(Icon.CHEV, Icon.CLOCK, Icon.CHECK)),
                words.sentence(
                        "claim.eyebrow",
                        Map.of("code", view.code(), "order", told.order().number())),
                head.getFirst(),
                head.getLast(),
                lead(),
                steps(),
                view.state() == ClaimState.ASKED
                                || view.said() == null
                                || view.said().isBlank()
                        ? null
                        : view.said(),
                view.words(),
                things(),
                evidence(),
                answering(path),
                number(path),
                photos(path),
                view.actions().contains(Action.WITHDRAW) ? paper.path(path + "/withdrawal") : null,
                ways());
    }

    /** Whether something has to be sent in before anything else. */
    private boolean awaited() {
        return told.returned() != null && told.returned().stage() == Stage.AWAITED;
    }

    private List<Sentence> head() {
        ClaimView view = told.view();
        if (view.state() == ClaimState.ASKED)
            return told.replyBy() == null
                    ? words.halves("claim.at.ASKED.open", Map.of())
                    : words.halves("claim.at.ASKED", Map.of("by", paper.days().day(told.replyBy())));
        if (view.state() == ClaimState.AGREED)
            return words.halves("claim.at.AGREED." + (awaited() ? "back" : view.outcome()), Map.of());
        return words.halves("claim.at." + view.state(), Map.of());
    }

    private Sentence lead() {
        ClaimView view = told.view();
        boolean travels = view.outcome() == Outcome.REPAIR && words.has("claim.place." + view.place());
        if (view.state() == ClaimState.AGREED && travels)
            return words.sentence("claim.place." + view.place(), Map.of());
        return words.sentence("claim.at." + view.state() + ".lead", Map.of());
    }

    private List<Step> steps() {
        int present = switch (told.view().state()) {
            case ASKED, ASKED_BACK -> 1;
            case AGREED -> 2;
            case DONE -> 3;
            case REFUSED, WITHDRAWN -> -1;
        };
        if (present < 0) return List.of();
        List<String> names = List.of("claim.step.asked", "claim.step.looked", "claim.step.agreed", "claim.step.done");
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            String style = i < present || (last && present == i) ? "done part-none" : "part-none";
            steps.add(new Step(words.get(names.get(i)), style, i == present && !last));
        }
        return steps;
    }

    private List<Thing> things() {
        return told.view().parts().stream().map(this::thing).toList();
    }

    private Thing thing(ClaimView.Part part) {
        OrderView.Line line = told.order().lines().stream()
                .filter(one -> one.id().equals(part.line()))
                .findFirst()
                .orElse(null);
        String kind = words.get("claim.kind." + told.view().kind());
        String hint =
                part.quantity() > 1 ? words.say("quantity", Map.of("count", part.quantity())) + ", " + kind : kind;
        return new Thing(
                line == null ? "" : line.title(),
                hint,
                line == null ? null : ReturnPaper.picture(line),
                "",
                part.serial());
    }

    private List<TrackingPage.Scan> evidence() {
        return told.view().evidence().parcels().stream()
                .flatMap(parcel -> parcel.scans().stream())
                .limit(SCANS)
                .map(this::scan)
                .toList();
    }

    private TrackingPage.Scan scan(Evidence.Scan scan) {
        String key = "scan." + scan.status();
        String text = Stream.of(words.has(key) ? words.get(key) : scan.status(), scan.place(), scan.signedBy())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return new TrackingPage.Scan(paper.days().stamp(scan.at(), Precision.TIME), text);
    }

    private ClaimPage.@Nullable TextForm answering(String path) {
        boolean appeal = told.view().actions().contains(Action.APPEAL);
        if (!appeal && !told.view().actions().contains(Action.ANSWER)) return null;
        String key = appeal ? "claim.appeal" : "claim.answer";
        return new ClaimPage.TextForm(
                paper.path(path + "/answer"),
                words.get(key),
                words.get(key + ".field"),
                words.get(key + ".send"),
                wrong == Wrong.WORDS ? words.get("claim.wrong.NO_WORDS") : null);
    }

    private ClaimPage.@Nullable NumberForm number(String path) {
        if (told.view().place() != Place.CUSTOMER || !told.view().actions().contains(Action.TELL_NUMBER)) return null;
        return new ClaimPage.NumberForm(
                paper.path(path + "/number"),
                words.say(
                        "claim.number.to",
                        Map.of(
                                "address",
                                paper.brand().contact().address(),
                                "code",
                                told.view().code())),
                wrong == Wrong.NUMBER ? words.get("claim.number.wrong") : null);
    }

    private ReturnPage.@Nullable Photos photos(String path) {
        if (!told.view().actions().contains(Action.ADD_PHOTOS)) return null;
        return new ReturnPage.Photos(
                paper.path(path + "/photos"),
                told.photos() == 0
                        ? null
                        : words.counted("claim.photos.count", told.photos(), Map.of())
                                .text(),
                wrong == Wrong.PHOTOS ? words.get("claim.wrong.NO_PICTURE") : null);
    }

    private List<Frame.Link> ways() {
        List<Frame.Link> ways = new ArrayList<>();
        if (told.returned() != null)
            ways.add(new Frame.Link(
                    paper.path("/returns/" + told.returned().code()), words.get("claim.to.return"), null));
        ways.add(new Frame.Link(paper.path(""), words.get("back.to.order"), null));
        return ways;
    }
}
