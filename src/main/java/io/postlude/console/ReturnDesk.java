package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.promises.Promise;
import io.postlude.promises.Promises;
import io.postlude.returns.Appeal;
import io.postlude.returns.Charge;
import io.postlude.returns.Conduct;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.Label;
import io.postlude.returns.Payout;
import io.postlude.returns.Photos;
import io.postlude.returns.PickupCall;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnRecords.Booked;
import io.postlude.returns.ReturnRecords.Entry;
import io.postlude.returns.ReturnRecords.Explained;
import io.postlude.returns.ReturnRecords.Line;
import io.postlude.returns.ReturnView;
import io.postlude.returns.ReturnView.Action;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One return with everything there is to know and to do. */
final class ReturnDesk {
    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Promises promises;

    ReturnDesk(Frame frame, ReturnsDesk.Sources sources, Promises promises) {
        this.frame = frame;
        this.sources = sources;
        this.promises = promises;
    }

    void addTo(Counter counter) {
        counter.page("returns/{id}", Permission.SEE_RETURNS, this::show);
        counter.page("returns/{id}/photos/{photo}", Permission.SEE_RETURNS, this::photo);
    }

    static ReturnId id(Visit visit) {
        return ReturnId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
    }

    static String path(ReturnId id) {
        return ReturnsDesk.PATH + "/" + id;
    }

    /** All of one look, read in one transaction. */
    private record Read(
            ReturnView view,
            OrderView order,
            List<Explained> explained,
            List<Line> history,
            List<Booked> booked,
            List<Photos.Photo> photos,
            Optional<Promise> promise,
            Optional<String> parcel,
            Optional<Conduct> conduct,
            Optional<Appeal> appeal,
            List<Label> labels,
            Optional<PickupCall> told,
            Optional<GiftRecipient> recipient) {}

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        ReturnView view = read.view();
        boolean decides = visit.may(Permission.DECIDE_RETURNS);
        return Answer.page(
                "returned",
                new ReturnPage(
                        frame.below(visit, view.code(), new Link("Returns", ReturnsDesk.PATH), "returns"),
                        view.code(),
                        ReturnWords.stage(view.stage()),
                        lede(visit, read),
                        ReturnDeeds.deeds(visit, view),
                        null,
                        figures(visit, read),
                        pieces(visit, read),
                        decides ? ReturnDeeds.forms(view) : List.of(),
                        photos(visit, read),
                        new ReturnTelling(visit.words(), read.order(), view).timeline(read.history()),
                        facts(visit, read),
                        payouts(visit, view),
                        books(visit, read),
                        ways(visit, view),
                        new ReturnAttention(visit, view).of(read.conduct(), read.appeal())));
    }

    private Read read(Tx tx, Visit visit) {
        var returns = sources.returns().returns();
        var records = sources.returns().records();
        ReturnView view = returns.find(tx, visit.store(), id(visit)).orElseThrow(Refusal::notFound);
        return new Read(
                view,
                sources.orders().order(tx, visit.store(), view.order()).orElseThrow(Refusal::notFound),
                records.explained(tx, visit.store(), view.id()),
                records.history(tx, visit.store(), view.id()),
                records.booked(tx, visit.store(), view.id()),
                returns.photos(tx, visit.store(), view.id()),
                promises.ofOrder(tx, visit.store(), view.order()).stream()
                        .filter(promise -> promise.id().equals(view.promise()))
                        .findFirst(),
                returns.parcel(tx, visit.store(), view),
                view.customer() == null
                        ? Optional.empty()
                        : sources.returns().fairness().of(tx, visit.store(), view.customer()),
                sources.returns().fairness().appeal(tx, visit.store(), view.id()),
                returns.labels().all(tx, visit.store(), view.id()),
                returns.pickups().call(tx, visit.store(), view.id()),
                sources.returns()
                        .news()
                        .of(tx, visit.store(), view.id())
                        .flatMap(stand -> Optional.ofNullable(stand.recipient())));
    }

    private static List<Link> ways(Visit visit, ReturnView view) {
        List<Link> ways = new ArrayList<>();
        boolean work = view.actions().contains(Action.RECEIVE) || view.actions().contains(Action.GRADE);
        if (work && visit.may(Permission.RECEIVE_RETURNS))
            ways.add(new Link("Receive", ReceiveDesk.PATH + "?code=" + view.code()));
        return ways;
    }

    private static String lede(Visit visit, Read read) {
        String buyer = visit.may(Permission.SEE_CUSTOMERS) && read.order().buyer() != null
                ? read.order().buyer() + ", "
                : "";
        return buyer + Words.count(read.view().pieces().size(), "piece", "pieces") + " of order "
                + read.order().number() + ", asked "
                + visit.words().moment(read.view().requestedAt()) + " "
                + switch (read.view().channel()) {
                    case PORTAL -> "on the order's page";
                    case API -> "by a program";
                    case STAFF -> "by staff";
                }
                + gift(visit, read);
    }

    /** Whoever was given it is another person than the buyer, who knows nothing of it. */
    private static String gift(Visit visit, Read read) {
        if (!read.view().isGift()) return "";
        String who = visit.may(Permission.SEE_CUSTOMERS)
                ? read.recipient()
                        .map(GiftRecipient::email)
                        .map(email -> " by " + email)
                        .orElse("")
                : "";
        return ". A gift, sent back" + who + "; the buyer must not hear of it";
    }

    private static List<Figure> figures(Visit visit, Read read) {
        ReturnView view = read.view();
        List<Figure> figures = new ArrayList<>();
        for (Payout.Kind kind : Payout.Kind.values()) {
            long minor = view.owed(kind).minor();
            if (minor > 0)
                figures.add(new Figure(
                        ReturnWords.payout(kind),
                        Words.money(minor, view.currency().getCurrencyCode()),
                        given(view, kind) ? "given" : "fixed when it was asked for, less what is kept back",
                        null));
        }
        if (figures.isEmpty()) figures.add(new Figure("Comes to", "nothing", "no piece of it counts", null));
        figures.add(new Figure(
                "Way back",
                ReturnWords.sentence(view.method().word()),
                read.parcel().map(number -> "number " + number).orElse("no number known"),
                null));
        figures.add(new Figure(
                "To be sent by",
                view.sendBy() == null ? "no limit" : visit.words().day(view.sendBy()),
                "policy version " + view.policyVersion(),
                PolicyDesk.PATH));
        read.promise()
                .ifPresent(promise -> figures.add(new Figure(
                        "Money promised",
                        visit.words().day(promise.window().by()),
                        ReturnWords.sentence(promise.state().name()),
                        null)));
        return figures;
    }

    private static boolean given(ReturnView view, Payout.Kind kind) {
        return view.payouts().stream().anyMatch(payout -> payout.kind() == kind)
                && view.payouts().stream()
                        .filter(payout -> payout.kind() == kind)
                        .allMatch(payout ->
                                payout.state() == Payout.State.GIVEN || payout.state() == Payout.State.STOPPED);
    }

    private static List<ReturnPage.Piece> pieces(Visit visit, Read read) {
        Map<PieceId, Explained> explained = new HashMap<>();
        read.explained().forEach(one -> explained.put(one.piece(), one));
        return read.view().pieces().stream()
                .map(piece -> piece(visit, read, piece, explained.get(piece.id())))
                .toList();
    }

    private static ReturnPage.Piece piece(
            Visit visit, Read read, ReturnView.Piece piece, @Nullable Explained explained) {
        Optional<OrderView.Line> line = read.order().lines().stream()
                .filter(one -> one.id().equals(piece.line()))
                .findFirst();
        String currency = read.view().currency().getCurrencyCode();
        String grade = piece.grade() == null
                ? null
                : piece.grade().name() + ", " + ReturnWords.grade(piece.grade()).toLowerCase(java.util.Locale.ROOT)
                        + (piece.disposition() == null ? "" : ". " + ReturnWords.disposition(piece.disposition()));
        String bonus = piece.sums().bonus() == 0
                ? ""
                : " and " + Words.money(piece.sums().bonus(), currency) + " on top";
        return new ReturnPage.Piece(
                piece.id().toString(),
                line.map(OrderView.Line::title).orElse(""),
                line.map(ReturnDesk::small).orElse(null),
                line.map(OrderView.Line::imageUrl).orElse(null),
                ReturnWords.travel(piece.travel()),
                ReturnWords.verdict(piece.verdict()),
                ReturnWords.reason(piece.reason(), piece.detail()) + ReturnWords.wear(piece.wear()),
                visit.may(Permission.SEE_CUSTOMERS) ? piece.words() : null,
                ReturnWords.remedy(piece.sums().kind()),
                Words.money(piece.sums().owed() - piece.deduction(), currency) + bonus,
                grade,
                piece.finding(),
                explained == null ? piece.rule() : explained.name(piece.rule()),
                explained == null
                        ? List.of()
                        : ReturnWords.trace(visit.words(), explained).stream()
                                .map(look -> new ReturnPage.Looked(look.fits(), look.rule(), look.evidence()))
                                .toList(),
                explained == null ? List.of() : ReturnWords.facts(visit.words(), explained.facts()));
    }

    static @Nullable String small(OrderView.Line line) {
        String text = (line.variantTitle() == null ? "" : line.variantTitle())
                + (line.sku() == null ? "" : (line.variantTitle() == null ? "" : " · ") + line.sku());
        return text.isEmpty() ? null : text;
    }

    private static List<ReturnPage.Photo> photos(Visit visit, Read read) {
        return read.photos().stream()
                .map(photo -> new ReturnPage.Photo(
                        path(read.view().id()) + "/photos/" + photo.id(),
                        "Photograph by " + photo.by() + ", " + visit.words().moment(photo.at())))
                .toList();
    }

    private static List<Fact> facts(Visit visit, Read read) {
        ReturnView view = read.view();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.link("Order", read.order().number(), OrdersDesk.PATH + "/" + view.order()));
        if (visit.may(Permission.SEE_CUSTOMERS) && view.customer() != null)
            facts.add(Fact.link(
                    "Customer",
                    read.order().buyer() == null ? "open" : read.order().buyer(),
                    "/console/customers/" + view.customer()));
        facts.add(Fact.of("In hand", view.owner() == null ? "nobody" : view.owner()));
        facts.add(Fact.of(
                "Arrived", view.arrivedAt() == null ? "not yet" : visit.words().moment(view.arrivedAt())));
        if (read.labels().isEmpty()) facts.add(Fact.of("Label", "none asked for"));
        read.labels().forEach(label -> facts.add(Fact.of("Label", ReturnWords.label(label, visit.words()))));
        read.told().ifPresent(call -> facts.add(Fact.of("Carrier for pickup", PickupsDesk.told(call, visit.words()))));
        return facts;
    }

    private static List<ReturnPage.Payout> payouts(Visit visit, ReturnView view) {
        Stream<ReturnPage.Payout> charged = Stream.ofNullable(view.charge())
                .map(charge -> new ReturnPage.Payout(
                        "Paid on top by the customer",
                        Words.money(
                                charge.amount().minor(),
                                charge.amount().currency().getCurrencyCode()),
                        ReturnWords.charge(charge.state()),
                        small(visit, charge),
                        visit.may(Permission.DECIDE_RETURNS) && charge.state() == Charge.State.BY_HAND
                                ? ReturnDeeds.paid(view, charge)
                                : null));
        return Stream.concat(
                        charged,
                        view.payouts().stream()
                                .map(payout -> new ReturnPage.Payout(
                                        ReturnWords.payout(payout.kind()),
                                        Words.money(
                                                payout.amount().minor(),
                                                payout.amount().currency().getCurrencyCode()),
                                        ReturnWords.payout(payout.state()),
                                        small(visit, payout),
                                        visit.may(Permission.DECIDE_RETURNS) && payout.state() == Payout.State.BY_HAND
                                                ? ReturnDeeds.given(view, payout)
                                                : null)))
                .toList();
    }

    private static String small(Visit visit, Charge charge) {
        String trouble = charge.trouble() == null ? "" : ". " + charge.trouble();
        return charge.paidAt() != null
                ? visit.words().moment(charge.paidAt()) + (charge.payment() == null ? "" : ", " + charge.payment())
                : "until " + visit.words().moment(charge.dueAt()) + ", " + charge.gateway() + trouble;
    }

    static String small(Visit visit, Payout payout) {
        String trouble = payout.trouble() == null ? "" : ". " + payout.trouble();
        if (payout.givenAt() != null)
            return visit.words().moment(payout.givenAt())
                    + (payout.reference() == null ? "" : ", " + payout.reference());
        String gathers = payout.gathersUntil() == null
                ? ""
                : ". Waits for the return's other exchanges, at most until "
                        + visit.words().moment(payout.gathersUntil()) + ": all go out as one order";
        return "since " + visit.words().moment(payout.madeAt()) + ", " + payout.gateway() + gathers + trouble;
    }

    private static Table books(Visit visit, Read read) {
        List<Row> rows = new ArrayList<>();
        for (Booked booked : read.booked())
            rows.add(Row.of(
                    Cell.of(
                            ReturnWords.sentence(booked.what().replace('-', ' ')),
                            visit.words().moment(booked.at())),
                    Cell.of(booked.entries().stream().map(ReturnDesk::entry).collect(Collectors.joining(", ")))));
        return Table.plain(
                "Books of this return",
                List.of(Column.text("Booked"), Column.text("Accounts; each line adds up to nothing")),
                rows,
                new Empty("Nothing is booked", "The books begin when a piece is taken.", null));
    }

    private static String entry(Entry entry) {
        return ReturnWords.account(entry.account()) + " "
                + Words.money(entry.amount().minor(), entry.amount().currency().getCurrencyCode());
    }

    private Answer photo(Visit visit) {
        Photos.Photo photo = sources
                .database()
                .inStore(visit.store(), tx -> sources.returns().returns().photos(tx, visit.store(), id(visit)))
                .stream()
                .filter(one -> Long.toString(one.id()).equals(visit.part("photo")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        visit.http()
                .contentType(photo.type())
                .header("X-Content-Type-Options", "nosniff")
                .result(photo.bytes());
        return new Answer.Written();
    }
}
