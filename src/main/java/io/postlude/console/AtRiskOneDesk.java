package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.orders.OrderView;
import io.postlude.promises.AtRisk;
import io.postlude.promises.PromiseId;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import io.postlude.stores.Staff;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One promise at risk: what is known, what was done, and what one can do about it. */
final class AtRiskOneDesk {
    private static final int LONGEST_NOTE = 2_000;

    private final Frame frame;
    private final AtRiskDesk.Sources sources;
    private final Tracking tracking;
    private final Audit audit;

    AtRiskOneDesk(Frame frame, AtRiskDesk.Sources sources, Tracking tracking, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.tracking = tracking;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("at-risk/{promise}", Permission.SEE_SHIPMENTS, this::show);
        counter.deed("at-risk/{promise}", Permission.CHANGE_SHIPMENTS, this::act);
    }

    private record Known(AtRisk risk, OrderView order, List<ShipmentView> parcels, List<RiskDeed> deeds) {}

    private Known known(Visit visit) {
        PromiseId promise = PromiseId.parse(visit.http().pathParam("promise")).orElseThrow(Refusal::notFound);
        return sources.database().inStore(visit.store(), tx -> {
            AtRisk risk = sources.queue().one(tx, visit.store(), promise).orElseThrow(Refusal::notFound);
            OrderView order = Optional.ofNullable(risk.promise().order())
                    .flatMap(id -> sources.orders().order(tx, visit.store(), id))
                    .orElseThrow(Refusal::notFound);
            List<ShipmentView> parcels = tracking.ofOrder(tx, visit.store(), order.id()).stream()
                    .filter(parcel -> risk.promise().shipment() == null
                            || parcel.id().value() == risk.promise().shipment())
                    .toList();
            return new Known(risk, order, parcels, sources.queue().deeds(tx, visit.store(), promise));
        });
    }

    private Answer show(Visit visit) {
        Known known = known(visit);
        Map<PersonId, String> names = sources.staff().members(visit.store()).stream()
                .collect(Collectors.toMap(Staff.Member::id, Staff.Member::name));
        List<Section> sections = new ArrayList<>();
        sections.add(
                new Section("done", "What was done", "the oldest first", deeds(visit, known.deeds(), names), null));
        if (visit.may(Permission.CHANGE_SHIPMENTS)) {
            sections.add(new Section(
                    "act",
                    "Do something",
                    "It is written down here and stands on the order’s queue for everybody",
                    null,
                    form(visit, known)));
            sections.add(new Section("ask", "To ask the carrier", "ready to be copied", enquiry(visit, known), null));
        }
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, known.order().number(), new Link("At risk", AtRiskDesk.PATH), "at-risk"),
                        figures(visit, known),
                        null,
                        sections));
    }

    private static List<Figure> figures(Visit visit, Known known) {
        AtRisk risk = known.risk();
        var window = risk.outlook().window();
        var words = new AtRiskWords(visit, Map.of());
        String expected = window == null
                ? "not known"
                : visit.words().day(window.earliest()) + " – " + visit.words().day(window.latest());
        return List.of(
                new Figure(
                        "Chance of missing it",
                        Math.round(risk.outlook().chance() * 100) + " %",
                        AtRiskWords.reason(risk.outlook().cause()),
                        null),
                new Figure(
                        "Promised until",
                        visit.words().day(words.due(risk.promise())),
                        Telling.what(risk.promise().kind()),
                        null),
                new Figure(
                        "Expected",
                        expected,
                        window == null ? "" : "most likely " + visit.words().day(window.likely()),
                        null),
                new Figure(
                        "Order",
                        known.order().number(),
                        Words.money(
                                known.order().totals().total().minor(),
                                known.order().totals().total().currency().getCurrencyCode()),
                        OrdersDesk.PATH + "/" + known.order().id()));
    }

    private static Table deeds(Visit visit, List<RiskDeed> deeds, Map<PersonId, String> names) {
        return Table.plain(
                "What was done",
                List.of(Column.text("What"), Column.text("Note"), Column.text("By"), Column.number("When")),
                deeds.stream()
                        .map(deed -> Row.of(
                                Cell.of(AtRiskWords.word(deed.kind())),
                                Cell.of(deed.note() == null ? "" : deed.note()),
                                Cell.of(names.getOrDefault(deed.person(), "somebody who left")),
                                Cell.of(visit.words().moment(deed.at()))))
                        .toList(),
                new Empty("Nothing yet", "What you do below appears here.", null));
    }

    /** The key counts this person's deeds: a second click sends the same one, the next deed another. */
    private static Form form(Visit visit, Known known) {
        PersonId me = visit.session().person();
        long before =
                known.deeds().stream().filter(deed -> deed.person().equals(me)).count();
        List<Option> kinds = new ArrayList<>();
        for (RiskDeed.Kind kind : RiskDeed.Kind.values()) {
            kinds.add(new Option(
                    kind.name().toLowerCase(Locale.ROOT),
                    AtRiskWords.word(kind),
                    kind == RiskDeed.Kind.CARRIER_ENQUIRY));
        }
        return Form.of(
                        AtRiskDesk.PATH + "/" + known.risk().promise().id(),
                        "Write it down",
                        "check",
                        List.of(
                                Field.text("note", "Note", "")
                                        .hinting(
                                                "What was said, given or ordered, and the carrier’s or the new order’s number.")))
                .picking(new Pick("kind", "What was done", kinds))
                .hiding(Map.of("key", me + "-" + before))
                .weighing(Form.Weight.PRIMARY);
    }

    /** What a carrier wants to know, so that nobody has to gather it. */
    private static Table enquiry(Visit visit, Known known) {
        List<Row> rows = known.parcels().stream()
                .map(parcel -> {
                    var last = parcel.times().lastScan();
                    return Row.of(
                            Cell.code(number(parcel), carrier(parcel)),
                            Cell.of(StatusWords.of(parcel.detail())),
                            Cell.of(
                                    last == null
                                            ? "never scanned"
                                            : visit.words().moment(last)));
                })
                .toList();
        return Table.plain(
                "Parcels to ask about",
                List.of(Column.text("Parcel"), Column.text("Stands at"), Column.number("Last scan")),
                rows,
                new Empty("No parcel is known yet", "Ask the warehouse: nothing was handed over.", null));
    }

    private static String number(ShipmentView parcel) {
        return parcel.numbers().isEmpty()
                ? "no number"
                : parcel.numbers().getFirst().number();
    }

    private static @Nullable String carrier(ShipmentView parcel) {
        return parcel.numbers().isEmpty() ? null : parcel.numbers().getFirst().carrier();
    }

    private Answer act(Visit visit) {
        Known known = known(visit);
        RiskDeed.Kind kind = kind(visit.field("kind"));
        String note = visit.field("note").strip();
        if (note.length() > LONGEST_NOTE) {
            throw Refusal.invalid(List.of(new Problem.FieldError("/note", "At most 2,000 characters.")));
        }
        if (kind == RiskDeed.Kind.NOTE && note.isEmpty()) {
            throw Refusal.invalid(List.of(new Problem.FieldError("/note", "Write the note.")));
        }
        PromiseId promise = known.risk().promise().id();
        RiskDeed deed = new RiskDeed(
                visit.field("key"),
                kind,
                visit.session().person(),
                note.isEmpty() ? null : note,
                visit.words().now());
        boolean written = sources.database().inStore(visit.store(), tx -> {
            boolean fresh = sources.queue().done(tx, visit.store(), promise, deed);
            if (fresh) {
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("risk.mended", "promise", promise.toString())
                                .after(Map.of("what", kind.name())));
            }
            return fresh;
        });
        return Answer.done(AtRiskDesk.PATH + "/" + promise, written ? Done.WRITTEN_DOWN : Done.NOT_ANY_MORE);
    }

    private static RiskDeed.Kind kind(String name) {
        for (RiskDeed.Kind kind : RiskDeed.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw Refusal.invalid(List.of(new Problem.FieldError("/kind", "Choose one of the list.")));
    }
}
