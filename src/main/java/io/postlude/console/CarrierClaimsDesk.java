package io.postlude.console;

import io.postlude.claims.CarrierClaim;
import io.postlude.claims.CarrierClaims;
import io.postlude.claims.CarrierTerm;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimView;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Money;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Money asked of carriers: what falls due first, what was filed, what came back, and how many days each carrier gives. */
final class CarrierClaimsDesk {
    static final String PATH = ClaimsDesk.PATH + "/carriers";
    private static final int WORDS_LIMIT_CHARS = 300;

    private final Frame frame;
    private final ClaimsDesk.Sources sources;
    private final Audit audit;

    CarrierClaimsDesk(Frame frame, ClaimsDesk.Sources sources, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("claims/carriers", Permission.SEE_RETURNS, this::show);
        counter.page("claims/{id}/dossier.pdf", Permission.SEE_CUSTOMERS, this::dossier);
        counter.deed("claims/carriers/terms", Permission.CHANGE_POLICY, this::saveTerm);
        counter.deed("claims/{id}/carrier", Permission.DECIDE_RETURNS, this::open);
        counter.deed("claims/{id}/carrier-filing", Permission.DECIDE_RETURNS, this::file);
        counter.deed("claims/{id}/carrier-answer", Permission.DECIDE_RETURNS, this::answer);
    }

    private CarrierClaims carriers() {
        return sources.claims().carriers();
    }

    private record Read(
            List<CarrierClaim> claims,
            Map<ClaimId, ClaimView> views,
            List<CarrierClaims.Recovered> recovered,
            List<CarrierTerm> terms) {}

    private Read read(Tx tx, Visit visit) {
        List<CarrierClaim> claims = carriers().list(tx, visit.store());
        Map<ClaimId, ClaimView> views = new java.util.HashMap<>();
        sources.claims()
                .claims()
                .all(tx, visit.store(), claims.stream().map(CarrierClaim::claim).toList())
                .forEach(view -> views.put(view.id(), view));
        return new Read(
                claims,
                views,
                carriers().recovered(tx, visit.store()),
                carriers().terms(tx, visit.store()));
    }

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "From carriers", new Link("Claims", ClaimsDesk.PATH), "claims"),
                        figures(visit, read),
                        null,
                        List.of(
                                new Section(
                                        "claims",
                                        "Asked of carriers",
                                        "what falls due first",
                                        table(visit, read),
                                        null),
                                new Section(
                                        "terms",
                                        "Days to file",
                                        "after delivery for damage, after dispatch for loss",
                                        terms(read),
                                        visit.may(Permission.CHANGE_POLICY) ? termForm() : null))));
    }

    private static List<Figure> figures(Visit visit, Read read) {
        long open = read.claims().stream()
                .filter(one -> one.state() == CarrierClaim.State.DRAFT)
                .count();
        long late = read.claims().stream()
                .filter(one -> one.state() == CarrierClaim.State.DRAFT
                        && one.due().isBefore(visit.words().today()))
                .count();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "To be filed",
                Words.count(open),
                late == 0 ? "none too late" : Words.count(late) + " past the last day",
                null));
        for (CarrierClaims.Recovered one : read.recovered())
            figures.add(new Figure("Recovered", money(one.paid()), "of " + money(one.asked()) + " asked for", null));
        return figures;
    }

    static String money(Money money) {
        return Words.money(money.minor(), money.currency().getCurrencyCode());
    }

    private static Table table(Visit visit, Read read) {
        return Table.plain(
                "Asked of carriers",
                List.of(
                        Column.text("Claim"),
                        Column.text("Carrier"),
                        Column.text("Stands"),
                        Column.text("File by"),
                        Column.number("Value"),
                        Column.number("Recovered")),
                read.claims().stream()
                        .map(one -> Row.of(
                                Cell.link(code(read, one), null, ClaimsDesk.PATH + "/" + one.claim()),
                                Cell.of(one.carrier(), one.number()),
                                Cell.pill(pill(one.state()), one.reference()),
                                Cell.of(visit.words().day(one.due()), left(visit, one)),
                                Cell.of(money(one.value())),
                                Cell.of(one.paid() == null ? "" : money(one.paid()))))
                        .toList(),
                new Empty("Nothing is asked of a carrier", "Open one from a claim about a parcel.", null));
    }

    private static String code(Read read, CarrierClaim one) {
        ClaimView view = read.views().get(one.claim());
        return view == null ? "open" : view.code();
    }

    private static String left(Visit visit, CarrierClaim one) {
        if (one.state() != CarrierClaim.State.DRAFT) return "";
        long days = ChronoUnit.DAYS.between(visit.words().today(), one.due());
        return days < 0 ? "too late" : days == 0 ? "today" : "in " + Words.count(days, "day", "days");
    }

    static Pill pill(CarrierClaim.State state) {
        return switch (state) {
            case DRAFT -> new Pill(Tone.RISK, "To be filed");
            case FILED -> new Pill(Tone.WAIT, "Filed");
            case PAID -> new Pill(Tone.KEPT, "Paid");
            case REFUSED -> new Pill(Tone.BROKEN, "Refused");
        };
    }

    private static Table terms(Read read) {
        return Table.plain(
                "Days to file",
                List.of(Column.text("Carrier"), Column.number("Damaged"), Column.number("Lost"), Column.text("Source")),
                read.terms().stream()
                        .map(term -> Row.of(
                                Cell.of(term.carrier().isEmpty() ? "every other" : term.carrier()),
                                Cell.of(Integer.toString(term.damagedDays())),
                                Cell.of(Integer.toString(term.lostDays())),
                                Cell.of(term.source())))
                        .toList(),
                new Empty("No terms", "", null));
    }

    private static Form termForm() {
        return Form.of(
                PATH + "/terms",
                "Save",
                "check",
                List.of(
                        Field.text("carrier", "Carrier", "")
                                .hinting("As parcels name it, such as dhl.")
                                .needed(),
                        Field.text("damaged", "Days after delivery for damage", "")
                                .ofType("number", "off")
                                .needed(),
                        Field.text("lost", "Days after dispatch for loss", "")
                                .ofType("number", "off")
                                .needed()));
    }

    private Answer saveTerm(Visit visit) {
        String carrier = visit.field("carrier").strip();
        int damaged = days(visit, "damaged");
        int lost = days(visit, "lost");
        if (damaged < 1 || lost < 1 || carrier.isEmpty() || carrier.length() > 60)
            return Answer.done(PATH, Done.CLAIM_INCOMPLETE);
        sources.database().runInStore(visit.store(), tx -> {
            carriers().save(tx, visit.store(), new CarrierTerm(carrier, damaged, lost, CarrierTerm.OWN));
            audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of("claim.carrier-terms", "carrier", carrier));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private static int days(Visit visit, String field) {
        String text = visit.field(field).strip();
        int days = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        return days > CarrierTerm.MOST_DAYS ? 0 : days;
    }

    private Answer dossier(Visit visit) {
        byte[] pdf = sources.database()
                .inStore(visit.store(), tx -> carriers().dossier(tx, visit.store(), ClaimDesk.id(visit)))
                .orElseThrow(Refusal::notFound);
        visit.http()
                .contentType("application/pdf")
                .header("Content-Disposition", "inline; filename=\"dossier.pdf\"")
                .header("Cache-Control", "private, no-store")
                .result(pdf);
        return new Answer.Written();
    }

    private interface Work {
        boolean run(Tx tx, StoreId store, ClaimId id);
    }

    private Answer done(Visit visit, String noun, Work work) {
        ClaimId id = ClaimDesk.id(visit);
        boolean done = sources.database().inStore(visit.store(), tx -> {
            if (sources.claims().claims().find(tx, visit.store(), id).isEmpty()) throw Refusal.notFound();
            boolean moved = work.run(tx, visit.store(), id);
            if (moved)
                audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of("claim." + noun, "claim", id.toString()));
            return moved;
        });
        return Answer.done(ClaimDesk.path(id), done ? Done.SETTINGS_SAVED : Done.NOT_ANY_MORE);
    }

    private Answer open(Visit visit) {
        return done(
                visit,
                "carrier-opened",
                (tx, store, id) -> sources.claims()
                        .claims()
                        .find(tx, store, id)
                        .flatMap(view ->
                                carriers().open(tx, store, view, visit.session().name()))
                        .isPresent());
    }

    private Answer file(Visit visit) {
        String reference = limited(visit.field("reference"));
        return done(
                visit,
                "carrier-filed",
                (tx, store, id) -> carriers().filed(tx, store, id, reference.isEmpty() ? null : reference));
    }

    private Answer answer(Visit visit) {
        String amount = visit.field("amount").strip().replace(',', '.');
        String said = limited(visit.field("said"));
        return done(visit, "carrier-answered", (tx, store, id) -> {
            if (amount.isEmpty()) return carriers().refused(tx, store, id, said);
            return carriers()
                    .of(tx, store, id)
                    .flatMap(one -> parsed(amount, one.value()))
                    .map(money -> carriers().paid(tx, store, id, money))
                    .orElse(false);
        });
    }

    private static Optional<Money> parsed(String amount, Money like) {
        try {
            return Optional.of(Money.parse(amount, like.currency()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String limited(String text) {
        String words = Objects.requireNonNullElse(text, "").strip();
        return words.length() > WORDS_LIMIT_CHARS ? words.substring(0, WORDS_LIMIT_CHARS) : words;
    }

    /** What of it stands on the page of the claim; empty where no carrier can be asked. */
    static List<Form> forms(ClaimView view, Optional<CarrierClaim> asked) {
        String path = ClaimDesk.path(view.id());
        if (asked.isEmpty())
            return CarrierClaims.isPossible(view)
                    ? List.of(Form.of(path + "/carrier", "Claim it from the carrier", "truck", List.of()))
                    : List.of();
        return switch (asked.get().state()) {
            case DRAFT ->
                List.of(Form.of(
                        path + "/carrier-filing",
                        "It was filed",
                        "check",
                        List.of(Field.text("reference", "The carrier’s number of it", ""))));
            case FILED, REFUSED ->
                List.of(Form.of(
                        path + "/carrier-answer",
                        "Note their answer",
                        "money",
                        List.of(
                                Field.text("amount", "They pay", "").hinting("Leave it empty where they refuse."),
                                Field.text("said", "They say", ""))));
            case PAID -> List.of();
        };
    }
}
