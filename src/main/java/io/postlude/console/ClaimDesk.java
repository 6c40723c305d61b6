package io.postlude.console;

import io.postlude.claims.CarrierClaim;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimView;
import io.postlude.claims.Claims;
import io.postlude.claims.Clue;
import io.postlude.claims.Evidence;
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
import io.postlude.returns.Photos;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One claim with everything there is to know and to do. */
final class ClaimDesk {
    private final Frame frame;
    private final ClaimsDesk.Sources sources;

    ClaimDesk(Frame frame, ClaimsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("claims/{id}", Permission.SEE_RETURNS, this::show);
        counter.page("claims/{id}/photos/{photo}", Permission.SEE_RETURNS, this::photo);
    }

    static ClaimId id(Visit visit) {
        return ClaimId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
    }

    static String path(ClaimId id) {
        return ClaimsDesk.PATH + "/" + id;
    }

    /** All of one look, read in one transaction. */
    private record Read(
            ClaimView view,
            OrderView order,
            List<Claims.Line> history,
            List<Photos.Photo> photos,
            Optional<Promise> reply,
            Optional<ReturnView> returned,
            Optional<CarrierClaim> carrier) {}

    private Read read(Tx tx, Visit visit) {
        Claims claims = sources.claims().claims();
        ClaimView view = claims.find(tx, visit.store(), id(visit)).orElseThrow(Refusal::notFound);
        return new Read(
                view,
                sources.orders().order(tx, visit.store(), view.order()).orElseThrow(Refusal::notFound),
                claims.history(tx, visit.store(), view.id()),
                claims.photos(tx, visit.store(), view.id()),
                claims.reply(tx, visit.store(), view),
                Optional.ofNullable(view.returned())
                        .flatMap(id -> sources.returns().returns().find(tx, visit.store(), id)),
                sources.claims().carriers().of(tx, visit.store(), view.id()));
    }

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        ClaimView view = read.view();
        boolean sees = visit.may(Permission.SEE_CUSTOMERS);
        return Answer.page(
                "claimed",
                new ClaimPage(
                        frame.below(visit, view.code(), new Link("Claims", ClaimsDesk.PATH), "claims"),
                        view.code(),
                        ClaimWords.state(view.state()),
                        lede(visit, read),
                        ClaimDeedForms.deeds(visit, view),
                        figures(visit, read),
                        sees && !view.words().isEmpty() ? view.words() : null,
                        things(read),
                        clues(visit, read),
                        view.evidence().parcels().stream()
                                .map(parcel -> parcel(visit, parcel))
                                .toList(),
                        visit.may(Permission.DECIDE_RETURNS) ? forms(read) : List.of(),
                        photos(visit, read),
                        ClaimTelling.timeline(visit.words(), read.history(), sees),
                        facts(visit, read),
                        ways(visit, read)));
    }

    private static String lede(Visit visit, Read read) {
        String buyer = visit.may(Permission.SEE_CUSTOMERS) && read.order().buyer() != null
                ? read.order().buyer() + ", "
                : "";
        return buyer + ClaimWords.kind(read.view().kind()).toLowerCase(java.util.Locale.ROOT) + ", order "
                + read.order().number() + ", reported "
                + visit.words().moment(read.view().askedAt());
    }

    private static List<Figure> figures(Visit visit, Read read) {
        ClaimView view = read.view();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("Would like", ClaimWords.wish(view.wish()), "the customer's own wish", null));
        read.reply()
                .ifPresent(promise -> figures.add(new Figure(
                        "Answer promised",
                        visit.words().day(promise.window().by()),
                        ReturnWords.sentence(promise.state().name()),
                        null)));
        if (view.outcome() != null)
            figures.add(new Figure(
                    "Decided",
                    ClaimWords.outcome(view.outcome()),
                    view.decided() == null
                            ? ""
                            : "by " + view.decided().by() + ", "
                                    + visit.words().moment(view.decided().at()),
                    null));
        figures.add(new Figure(
                "The thing is",
                ClaimWords.place(view.place()),
                view.number() == null ? "no number told" : "number " + view.number(),
                null));
        return figures;
    }

    private static List<ClaimPage.Thing> things(Read read) {
        List<ClaimPage.Thing> things = new ArrayList<>();
        for (ClaimView.Part part : read.view().parts())
            read.order().lines().stream()
                    .filter(line -> line.id().equals(part.line()))
                    .forEach(line -> things.add(new ClaimPage.Thing(
                            line.title(),
                            small(line, part),
                            line.imageUrl(),
                            Words.money(
                                    line.unitPrice().minor() * part.quantity(),
                                    line.unitPrice().currency().getCurrencyCode()))));
        return things;
    }

    private static @Nullable String small(OrderView.Line line, ClaimView.Part part) {
        String known = Objects.requireNonNullElse(ReturnDesk.small(line), "");
        String text = (part.quantity() > 1 ? part.quantity() + " pieces" : "")
                + (known.isEmpty() ? "" : (part.quantity() > 1 ? ", " : "") + known)
                + (part.serial() == null ? "" : ", serial " + part.serial());
        return text.isEmpty() ? null : text;
    }

    private static Table clues(Visit visit, Read read) {
        List<Row> rows = Clue.of(read.view(), read.order(), read.photos().size()).stream()
                .map(clue -> Row.of(
                        Cell.of(ClaimWords.clue(clue.kind()), detail(visit, clue)),
                        Cell.pill(ClaimWords.weight(clue.weight()), null)))
                .toList();
        return Table.plain(
                "Clues",
                List.of(Column.text("What is known"), Column.text("It")),
                rows,
                new Empty("Nothing is known", "Neither tracking nor the customer told more.", null));
    }

    private static @Nullable String detail(Visit visit, Clue clue) {
        if (clue.detail().isEmpty()) return null;
        return clue.detail().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
                ? visit.words().moment(Instant.parse(clue.detail()))
                : clue.detail();
    }

    private static ClaimPage.Parcel parcel(Visit visit, Evidence.Parcel parcel) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Carrier", Objects.requireNonNullElse(parcel.carrier(), "not known")));
        facts.add(Fact.of("Stood", parcel.status()));
        moment(visit, facts, "First scan", parcel.firstScan());
        moment(visit, facts, "Last scan", parcel.lastScan());
        moment(visit, facts, "Delivered", parcel.delivered());
        if (parcel.deliveredAt() != null) facts.add(Fact.of("Delivered in", parcel.deliveredAt()));
        if (parcel.signedBy() != null && visit.may(Permission.SEE_CUSTOMERS))
            facts.add(Fact.of("Signed by", parcel.signedBy()));
        if (!parcel.problems().isEmpty()) facts.add(Fact.of("Trouble", String.join(", ", parcel.problems())));
        return new ClaimPage.Parcel(
                "Parcel " + Objects.requireNonNullElse(parcel.number(), "without a number"),
                facts,
                Table.plain(
                        "Scans",
                        List.of(Column.text("When"), Column.text("What"), Column.text("Where")),
                        parcel.scans().stream()
                                .map(scan -> Row.of(
                                        Cell.of(visit.words().moment(scan.at())),
                                        Cell.of(scan.status(), scan.message()),
                                        Cell.of(scan.place())))
                                .toList(),
                        new Empty("No scans", "The carrier told nothing.", null)));
    }

    private static void moment(Visit visit, List<Fact> facts, String name, @Nullable Instant at) {
        if (at != null) facts.add(Fact.of(name, visit.words().moment(at)));
    }

    private static List<ReturnPage.Photo> photos(Visit visit, Read read) {
        return read.photos().stream()
                .map(photo -> new ReturnPage.Photo(
                        path(read.view().id()) + "/photos/" + photo.id(),
                        "Photograph by " + photo.by() + ", " + visit.words().moment(photo.at())))
                .toList();
    }

    private static List<Fact> facts(Visit visit, Read read) {
        ClaimView view = read.view();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.link("Order", read.order().number(), OrdersDesk.PATH + "/" + view.order()));
        if (visit.may(Permission.SEE_CUSTOMERS) && view.customer() != null)
            facts.add(Fact.link(
                    "Customer",
                    read.order().buyer() == null ? "open" : read.order().buyer(),
                    "/console/customers/" + view.customer()));
        facts.add(Fact.of("In hand", view.owner() == null ? "nobody" : view.owner()));
        facts.add(Fact.of(
                "Warranty",
                view.warrantyUntil() == null
                        ? "none known"
                        : "until " + visit.words().day(view.warrantyUntil())));
        read.carrier()
                .ifPresent(one -> facts.add(Fact.link(
                        "From the carrier",
                        CarrierClaimsDesk.pill(one.state()).word() + ", file by "
                                + visit.words().day(one.due()),
                        CarrierClaimsDesk.PATH)));
        if (view.appealed()) facts.add(Fact.of("Second look", "asked for"));
        return facts;
    }

    private static List<Form> forms(Read read) {
        List<Form> forms = new ArrayList<>(ClaimDeedForms.forms(read.view()));
        forms.addAll(CarrierClaimsDesk.forms(read.view(), read.carrier()));
        return forms;
    }

    private static List<Link> ways(Visit visit, Read read) {
        List<Link> ways = new ArrayList<>();
        read.returned().ifPresent(returned -> ways.add(new Link(returned.code(), ReturnDesk.path(returned.id()))));
        if (read.carrier().isPresent() && visit.may(Permission.SEE_CUSTOMERS))
            ways.add(new Link("Dossier", path(read.view().id()) + "/dossier.pdf"));
        return ways;
    }

    private Answer photo(Visit visit) {
        Photos.Photo photo = sources
                .database()
                .inStore(visit.store(), tx -> sources.claims().claims().photos(tx, visit.store(), id(visit)))
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
