package io.postlude.portal;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.orders.OrderView;
import io.postlude.portal.ReturnPage.Gift;
import io.postlude.portal.ReturnPage.NumberForm;
import io.postlude.portal.ReturnPage.Pay;
import io.postlude.portal.ReturnPage.Photos;
import io.postlude.portal.ReturnPage.Step;
import io.postlude.portal.ReturnPage.Thing;
import io.postlude.portal.ReturnPage.Ticket;
import io.postlude.returns.Appeal;
import io.postlude.returns.Charge;
import io.postlude.returns.Label;
import io.postlude.returns.LabelBars;
import io.postlude.returns.Method;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Pickup;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnTelling;
import io.postlude.returns.ReturnView;
import io.postlude.returns.ReturnView.Action;
import io.postlude.returns.ReturnView.Piece;
import io.postlude.returns.Stage;
import io.postlude.returns.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the page of one return: what was decided and what happened, as it is. */
final class ReturnWriter {
    private final ReturnPaper paper;
    private final Words words;
    private final Told told;
    private final ReturnTelling telling;

    /**
     * What the page is about.
     *
     * @param number the parcel's, where it is known
     * @param exchanges the orders that exchanges were placed as
     * @param held whether a person was asked for because of what came back before
     * @param credit what of it was added to the customer's store credit here; null where none was
     * @param wrong which form came back, and what is wrong with it
     */
    record Told(
            ReturnNews.Stand stand,
            OrderView order,
            @Nullable String number,
            long photos,
            Map<PayoutId, Placed> exchanges,
            boolean held,
            @Nullable Appeal appeal,
            ReturnReading.Fetching fetching,
            ReturnReading.@Nullable Held credit,
            @Nullable Wrong wrong) {
        ReturnView view() {
            return stand.view();
        }
    }

    /** An order by its number, and its page. */
    record Placed(String number, String href) {}

    /** A form that could not be taken. */
    enum Wrong {
        NUMBER,
        PHOTOS,
        PICKUP,
        APPEAL
    }

    ReturnWriter(ReturnPaper paper, Told told) {
        this.paper = paper;
        this.words = paper.words();
        this.told = told;
        this.telling = new ReturnTelling(words, paper.days(), told.stand());
    }

    ReturnPage write() {
        ReturnView view = told.view();
        List<Sentence> head = telling.headline();
        String path = "/returns/" + view.code();
        return new ReturnPage(
                paper.frames()
                        .frame(
                                paper.title(words.say("back.title.one", Map.of("code", view.code()))),
                                paper.address() + path,
                                EnumSet.of(Icon.CHEV, Icon.CLOCK, Icon.CHECK)),
                words.sentence(
                        "back.eyebrow",
                        Map.of("code", view.code(), "order", told.order().number())),
                head.getFirst(),
                head.getLast(),
                telling.lead(),
                steps(),
                things(),
                ticket(path),
                number(path),
                fetch(path),
                photos(path),
                view.actions().contains(Action.CALL_OFF) ? paper.path(path + "/cancel") : null,
                gifts(),
                credit(),
                pay(),
                ways(),
                appeal(path));
    }

    private ReturnPage.@Nullable Appeal appeal(String path) {
        Appeal made = told.appeal();
        if (!told.held() && made == null) return null;
        Appeal.Answered answered = made == null ? null : made.answered();
        return new ReturnPage.Appeal(
                paper.path(path + "/appeal"),
                made == null ? null : made.words(),
                answered == null ? null : answered.words(),
                told.wrong() == Wrong.APPEAL ? words.get("back.appeal.wrong") : null);
    }

    private @Nullable Pay pay() {
        Charge charge = told.view().charge();
        if (charge == null || !charge.state().isOpen()) return null;
        return new Pay(paper.money(charge.amount()), telling.pay(), ReturnTelling.page(charge));
    }

    private List<Step> steps() {
        Stage stage = told.view().stage();
        int present = switch (stage) {
            case ASKED, AWAITED -> 0;
            case UNDER_WAY, MISSING -> 1;
            case ARRIVED -> 2;
            case OWED -> 2;
            case DONE -> 3;
            case REFUSED, CALLED_OFF -> -1;
        };
        if (present < 0 || told.view().method() == Method.KEEP) return List.of();
        List<Step> steps = new ArrayList<>();
        List<String> names = List.of("back.step.asked", "back.step.sent", "back.step.arrived", "back.step.settled");
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            String style = i < present || (last && present == i) ? "done part-none" : "part-none";
            steps.add(new Step(words.get(names.get(i)), style, i == present && !last));
        }
        return steps;
    }

    private List<Thing> things() {
        return telling.things().stream().map(this::thing).toList();
    }

    private Thing thing(ReturnTelling.Thing alike) {
        OrderView.Line line = told.order().lines().stream()
                .filter(one -> one.id().equals(alike.line()))
                .findFirst()
                .orElse(null);
        List<Piece> pieces = alike.pieces();
        String pieced = pieces.size() > 1 ? words.say("quantity", Map.of("count", pieces.size())) + ", " : "";
        long owed = pieces.stream()
                .mapToLong(piece -> piece.sums().refund()
                        + piece.sums().credit()
                        + piece.sums().thing()
                        - piece.deduction())
                .sum();
        boolean counts = alike.verdict().holds() && alike.verdict() != Verdict.DECLINED;
        return new Thing(
                line == null ? "" : line.title(),
                pieced + alike.state(),
                line == null ? null : ReturnPaper.picture(line),
                counts ? paper.worth(told.view().money(owed)) : "",
                alike.why());
    }

    private @Nullable Ticket ticket(String path) {
        ReturnView view = told.view();
        if (!view.actions().contains(Action.GET_LABEL)) return null;
        Label label = view.label();
        boolean ready = label == null || label.state().isThere();
        boolean shown = view.method() == Method.DROP_OFF;
        LabelBars.Path drawing = shown ? LabelBars.path(view.code()) : null;
        return new Ticket(
                view.code(),
                ready ? paper.address() + path + "/label.pdf" : null,
                drawing == null ? null : drawing.d(),
                drawing == null ? 0 : drawing.size());
    }

    private @Nullable NumberForm number(String path) {
        if (!told.view().actions().contains(Action.TELL_NUMBER)) return null;
        String said = told.number() == null ? null : words.say("back.number.said", Map.of("number", told.number()));
        return new NumberForm(
                paper.path(path + "/number"),
                said,
                told.wrong() == Wrong.NUMBER ? words.get("back.number.wrong") : null);
    }

    private ReturnPage.@Nullable Fetch fetch(String path) {
        ReturnReading.Fetching fetching = told.fetching();
        Pickup pickup = fetching.pickup();
        Pickup booked = pickup != null && pickup.isBooked() ? pickup : null;
        if (booked == null && fetching.slots().isEmpty()) return null;
        List<ReturnPage.Day> days = fetching.slots().stream()
                .map(slot -> new ReturnPage.Day(
                        slot.day().toString(),
                        words.sentence(
                                "back.fetch.day", Map.of("day", paper.days().day(slot.day()))),
                        !slot.isFree(),
                        booked != null && booked.day().equals(slot.day())))
                .toList();
        return new ReturnPage.Fetch(
                paper.path(path + "/pickup"),
                booked != null
                        ? words.sentence(
                                "back.fetch.said", Map.of("day", paper.days().day(booked.day())))
                        : null,
                fetching.number() == null
                        ? null
                        : words.sentence("back.fetch.number", Map.of("number", fetching.number())),
                pickup == null ? null : paper.address() + path + "/pickup.ics",
                days,
                booked != null && fetching.open() ? paper.path(path + "/pickup/cancel") : null,
                told.wrong() == Wrong.PICKUP ? words.get("back.fetch.wrong") : null);
    }

    private @Nullable Photos photos(String path) {
        if (!told.view().actions().contains(Action.ADD_PHOTOS)) return null;
        String count = told.photos() == 0
                ? null
                : words.counted("back.photos.count", told.photos(), Map.of()).text();
        return new Photos(
                paper.path(path + "/photos"),
                count,
                told.wrong() == Wrong.PHOTOS ? words.get("back.photos.wrong") : null);
    }

    private List<Gift> gifts() {
        List<Gift> gifts = new ArrayList<>();
        for (Payout payout : told.view().payouts()) {
            if (payout.state() == Payout.State.STOPPED) continue;
            Instant given = payout.givenAt();
            Placed placed = told.exchanges().get(payout.id());
            gifts.add(new Gift(
                    words.get("back.payout." + payout.kind()),
                    called(payout, placed),
                    paper.money(payout.amount()),
                    given == null
                            ? words.sentence(
                                    payout.state() == Payout.State.UNPAID
                                            ? "back.payout.unpaid"
                                            : "back.payout.waiting",
                                    Map.of())
                            : words.sentence(
                                    isHeld(payout) ? "back.payout.held" : "back.payout.given",
                                    Map.of("when", paper.days().when(given, Precision.DAY))),
                    placed == null ? null : placed.href()));
        }
        return gifts;
    }

    private boolean isHeld(Payout payout) {
        return told.credit() != null && told.credit().payouts().contains(payout.id());
    }

    private ReturnPage.@Nullable Credit credit() {
        ReturnReading.Held held = told.credit();
        if (held == null) return null;
        return new ReturnPage.Credit(
                words.sentence(
                        "back.credit.added",
                        Map.of("amount", paper.money(held.added()), "balance", paper.money(held.balance()))),
                held.balance().minor() > 0 ? words.get("back.credit.how") : null);
    }

    /** Money has a name only its bank knows. */
    private @Nullable String called(Payout payout, @Nullable Placed placed) {
        if (isHeld(payout)) return null; // one balance, and no code to type
        if (payout.kind() == Payout.Kind.EXCHANGE) return placed == null ? null : placed.number();
        return payout.kind() == Payout.Kind.CREDIT && payout.state() == Payout.State.GIVEN ? payout.reference() : null;
    }

    private List<Frame.Link> ways() {
        if (paper.gift()) return List.of(new Frame.Link(paper.path("/return"), words.get("back.more"), null));
        return List.of(
                new Frame.Link(paper.path(""), words.get("back.to.order"), null),
                new Frame.Link(paper.path("/return"), words.get("back.more"), null));
    }
}
