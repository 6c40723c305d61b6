package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.promises.AtRisk;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import io.postlude.stores.Staff;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One promise at risk: what is known, what was done, and what one can do about it. */
final class AtRiskOneDesk {
    private final Frame frame;
    private final AtRiskDesk.Sources sources;
    private final Tracking tracking;
    private final CarrierLetters letters;

    AtRiskOneDesk(Frame frame, AtRiskDesk.Sources sources, Tracking tracking, CarrierLetters letters) {
        this.frame = frame;
        this.sources = sources;
        this.tracking = tracking;
        this.letters = letters;
    }

    void addTo(Counter counter) {
        counter.page("at-risk/{promise}", Permission.SEE_SHIPMENTS, this::show);
    }

    private Answer show(Visit visit) {
        return Answer.page("atriskone", page(visit, null));
    }

    /** As it stands now; {@code refusal} says why the last deed was not done. */
    AtRiskOnePage page(Visit visit, @Nullable Note refusal) {
        AtRiskKnown known =
                sources.database().inStore(visit.store(), tx -> AtRiskKnown.read(tx, visit, sources, tracking));
        Map<PersonId, String> names = new LinkedHashMap<>();
        for (Staff.Member member : sources.staff().members(visit.store())) {
            if (member.disabledAt() == null) names.put(member.id(), member.name());
        }
        AtRisk risk = known.risk();
        AtRiskWords words = new AtRiskWords(visit, names);
        var byDay = risk.outlook().byDay();
        var due = words.due(risk.promise());
        boolean acts = visit.may(Permission.CHANGE_SHIPMENTS);
        return new AtRiskOnePage(
                frame.below(visit, known.order().number(), new Link("At risk", AtRiskDesk.PATH), "at-risk"),
                new Link(
                        known.order().number(),
                        OrdersDesk.PATH + "/" + known.order().id()),
                AtRiskWords.capital(AtRiskWords.reason(risk.outlook().cause())) + ", " + words.since(risk) + ".",
                refusal,
                figures(visit, known, words),
                byDay == null ? null : DayBars.of(byDay, due, visit.words().today()),
                "Chance by day, promised until " + visit.words().day(due),
                done(visit, known, names),
                visit.may(Permission.WRITE_TO_CUSTOMERS) ? new Link("Say sorry", known.path() + "/letter") : null,
                acts && !known.parcels().isEmpty() ? letters.ask(visit, known) : null,
                acts ? replacement(visit, known, names) : null,
                acts ? remark(visit, known) : null,
                history(visit, known),
                owner(visit, risk, names),
                parcels(visit, known));
    }

    private static List<Figure> figures(Visit visit, AtRiskKnown known, AtRiskWords words) {
        AtRisk risk = known.risk();
        var window = risk.outlook().window();
        String expected = window == null ? "not known" : visit.words().days(window.earliest(), window.latest());
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
                        "Value",
                        Words.money(
                                known.order().totals().total().minor(),
                                known.order().totals().total().currency().getCurrencyCode()),
                        "of order " + known.order().number(),
                        null));
    }

    private static Table done(Visit visit, AtRiskKnown known, Map<PersonId, String> names) {
        return Table.plain(
                "What was done",
                List.of(Column.text("What"), Column.text("Note"), Column.text("By"), Column.number("When")),
                known.deeds().stream()
                        .map(deed -> Row.of(
                                Cell.of(AtRiskWords.word(deed.kind())),
                                Cell.of(deed.note() == null ? "" : deed.note()),
                                Cell.of(names.getOrDefault(deed.person(), "somebody who left")),
                                Cell.of(visit.words().moment(deed.at()))))
                        .toList(),
                new Empty("Nothing yet", "What is done about it appears here, and on the queue for everybody.", null));
    }

    private static Form replacement(Visit visit, AtRiskKnown known, Map<PersonId, String> names) {
        PersonId me = visit.session().person();
        List<Option> owners = new ArrayList<>();
        names.forEach((id, name) -> owners.add(new Option(id.toString(), id.equals(me) ? "I" : name, id.equals(me))));
        return Form.of(
                        known.path() + "/replacement",
                        "Have it sent again",
                        "box",
                        List.of(
                                Field.text("words", "What is to be sent", "")
                                        .ofType("textarea", "off")
                                        .hinting(
                                                "The customer is told nothing yet. Once it has left, say so under Wishes; then the page and the next mail do.")))
                .picking(new Pick("owner", "Who sees to it", owners))
                .hiding(Map.of("key", known.key(me)));
    }

    private static Form remark(Visit visit, AtRiskKnown known) {
        return Form.of(
                        known.path() + "/note",
                        "Write it down",
                        "pen",
                        List.of(Field.text("note", "Note", "").hinting("For those who look after you.")))
                .hiding(Map.of("key", known.key(visit.session().person())));
    }

    private static List<Fact> history(Visit visit, AtRiskKnown known) {
        List<Fact> facts = new ArrayList<>();
        String buyer = known.order().buyer();
        var customer = known.order().customer();
        if (visit.may(Permission.SEE_CUSTOMERS) && buyer != null && customer != null) {
            facts.add(Fact.link("Customer", buyer, CustomersDesk.PATH + "/" + customer));
        }
        AtRiskHistories.History history = known.history();
        if (history == null) {
            facts.add(Fact.of("History", "not known"));
            return facts;
        }
        facts.add(Fact.strong("Bought", history.told()));
        facts.add(Fact.of("Late before", history.late() == 0 ? "never" : Words.count(history.late(), "time", "times")));
        facts.add(Fact.of("Given before", history.gestures().isEmpty() ? "nothing" : history.given()));
        return facts;
    }

    private static AtRiskOnePage.Owner owner(Visit visit, AtRisk risk, Map<PersonId, String> names) {
        PersonId owner = risk.owner();
        Map<String, String> entry = Map.of("entry", risk.promise().id().toString(), "back", "one");
        boolean may = visit.may(Permission.CHANGE_SHIPMENTS);
        if (owner == null) {
            return new AtRiskOnePage.Owner(
                    "Nobody", may ? new Deed("Take", "hand", AtRiskDesk.PATH + "/take", entry, false) : null);
        }
        boolean mine = owner.equals(visit.session().person());
        return new AtRiskOnePage.Owner(
                mine ? "You" : names.getOrDefault(owner, "somebody who left"),
                mine && may ? new Deed("Give back", "undo", AtRiskDesk.PATH + "/leave", entry, false) : null);
    }

    private static List<Fact> parcels(Visit visit, AtRiskKnown known) {
        List<Fact> facts = new ArrayList<>();
        for (var parcel : known.parcels()) {
            var last = parcel.times().lastScan();
            facts.add(Fact.strong(ForecastWords.carrier(AtRiskKnown.carrier(parcel)), AtRiskKnown.number(parcel)));
            facts.add(Fact.of("Stands at", StatusWords.of(parcel.detail())));
            facts.add(Fact.of(
                    "Last scan", last == null ? "none yet" : visit.words().moment(last)));
        }
        return facts;
    }
}
