package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.EffectReport;
import io.postlude.journeys.Effects;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Rule;
import io.postlude.journeys.Send;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One one-off send: whom it would reach, before it goes; how it stands, while it goes; what became of it. */
final class SendDesk {
    private static final Empty NOBODY = new Empty("Nobody is left out", "No rule keeps it from anybody.", null);
    private static final Empty NOT_YET = new Empty("Nobody was called up yet", "Their hour is still to come.", null);

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;
    private final Audit audit;

    SendDesk(Frame frame, Database database, Journeys journeys, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("sends/{id}", Permission.SEE_MESSAGES, this::show);
        counter.deed("sends/{id}/begin", Permission.CHANGE_BRAND, this::begin);
        counter.deed("sends/{id}/cancel", Permission.CHANGE_BRAND, this::cancel);
    }

    private Send send(Tx tx, Visit visit) {
        return FlowId.parse(visit.part("id"))
                .flatMap(id -> journeys.sends().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer show(Visit visit) {
        return database.inStore(visit.store(), tx -> Answer.page("sections", page(tx, visit, send(tx, visit))));
    }

    private SectionsPage page(Tx tx, Visit visit, Send send) {
        boolean isDraft = send.state() == Send.State.DRAFT;
        Optional<Send.Outlook> outlook =
                isDraft ? journeys.sends().look(tx, visit.store(), send.flow()) : Optional.empty();
        Send.Standing standing = journeys.sends().standing(tx, visit.store(), send);
        List<Section> sections = new ArrayList<>();
        outlook.ifPresent(seen -> sections.add(foreseen(seen)));
        if (!isDraft) sections.add(told(standing));
        if (send.course().begunAt() != null) sections.add(brought(tx, visit, send));
        sections.add(said(visit, send));
        if (visit.may(Permission.CHANGE_BRAND)) deeds(sections, send, outlook);
        return new SectionsPage(
                frame.below(visit, send.said().name(), new Link("Sent once", SendsDesk.PATH), "journeys"),
                outlook.map(SendDesk::figures).orElseGet(() -> figures(send, standing)),
                null,
                sections);
    }

    private static List<Figure> figures(Send.Outlook seen) {
        String about = seen.isExact() ? "" : "about ";
        return List.of(
                new Figure("In the segment", Words.count(seen.members()), "now", null),
                new Figure("Would get it", about + Words.count(seen.of(Outcome.SENT)), "in their time", null),
                new Figure("Would wait", about + Words.count(seen.of(Outcome.DEFERRED)), "then decided anew", null),
                new Figure(
                        "Would not get it",
                        about + Words.count(seen.of(Outcome.WITHHELD) + seen.of(Outcome.EXPIRED) + seen.left()),
                        "see why below",
                        null));
    }

    private static List<Figure> figures(Send send, Send.Standing standing) {
        String scope = send.state() == Send.State.UNDER_WAY
                ? "of " + Words.count(standing.members()) + " in the segment"
                : "in all";
        return List.of(
                new Figure("Called up", Words.count(standing.called()), scope, null),
                new Figure("Sent", Words.count(standing.of(Outcome.SENT)), "handed to the outbox", null),
                new Figure("Waiting", Words.count(standing.of(Outcome.DEFERRED)), "for a better moment", null),
                new Figure("Withheld", Words.count(standing.of(Outcome.WITHHELD)), "by a rule", null),
                new Figure("Expired", Words.count(standing.of(Outcome.EXPIRED)), "helps nobody any more", null));
    }

    private static Section foreseen(Send.Outlook seen) {
        List<Row> rows = new ArrayList<>();
        reasons(rows, seen.rules(), "not sent: ");
        reasons(rows, seen.held(), "would wait: ");
        if (seen.left() > 0)
            rows.add(Row.of(Cell.of("left out by its own condition"), Cell.of(Words.count(seen.left()))));
        String scope = seen.isExact()
                ? "by the same rules as when it goes, on what is known now"
                : "reckoned from " + Words.count(seen.looked()) + " of them, by the same rules as when it goes";
        return new Section("why", "Who would not get it at once, and why", scope, table(rows, NOBODY), null);
    }

    /** Beside those held out by lot, as a journey's effect is read; and what readers did with it. */
    private Section brought(Tx tx, Visit visit, Send send) {
        List<Row> rows = new ArrayList<>();
        EffectReport report = journeys.effects().read(tx, visit.store(), send.flow(), Effects.CARD_DAYS);
        JourneyEffectPanel.faults(report)
                .forEach(fault -> rows.add(Row.of(Cell.of("Do not trust this"), Cell.of(fault))));
        JourneyEffectPanel.facts(report).forEach(fact -> rows.add(Row.of(Cell.of(fact.name()), Cell.of(fact.value()))));
        Send.Response response = journeys.sends().response(tx, visit.store(), send);
        JourneyPanels.reading(response.readings())
                .forEach(fact -> rows.add(Row.of(Cell.of(fact.name()), Cell.of(fact.value()))));
        if (response.readings().measured() == 0)
            rows.add(Row.of(Cell.of("A link followed"), Cell.of("not measured", "switch it on under What is written")));
        rows.add(Row.of(Cell.of("Said no to more of it within a week"), Cell.of(Words.count(response.saidNo()))));
        return new Section(
                "brought",
                "What it brings",
                "how many bought again within " + Effects.CARD_DAYS
                        + " days; only those are counted who have had so long",
                Table.plain(
                        "What it brings",
                        List.of(Column.text("What"), Column.text("Says")),
                        rows,
                        new Empty("", "", null)),
                null);
    }

    private static Section told(Send.Standing standing) {
        List<Row> rows = new ArrayList<>();
        reasons(rows, standing.rules(), "not sent: ");
        reasons(rows, standing.held(), "waits: ");
        return new Section(
                "why",
                "Who did not get it at once, and why",
                "sent, waiting, withheld and expired together are all who were called up",
                table(rows, standing.called() == 0 ? NOT_YET : NOBODY),
                null);
    }

    private static void reasons(List<Row> rows, Map<Rule, Long> counts, String before) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<Rule, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(one ->
                        rows.add(Row.of(Cell.of(before + one.getKey().words()), Cell.of(Words.count(one.getValue())))));
    }

    private static Table table(List<Row> rows, Empty empty) {
        return Table.plain("Why", List.of(Column.text("Why"), Column.number("Customers")), rows, empty);
    }

    private static Section said(Visit visit, Send send) {
        Send.Said said = send.said();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Cell.of("How it stands"), Cell.pill(SendWords.of(send.state()), null)));
        rows.add(Row.of(Cell.of("To"), Cell.of(said.segment())));
        rows.add(Row.of(
                Cell.of("Text"),
                Cell.link(said.message(), "read and change it", TextDesk.PATH + "/" + said.message())));
        rows.add(Row.of(
                Cell.of("Who may get it"),
                Cell.of(SendWords.PURPOSES.getOrDefault(said.purpose(), TouchpointWords.code(said.purpose())))));
        rows.add(Row.of(Cell.of("By"), Cell.of(SendWords.of(said.channels()))));
        rows.add(Row.of(Cell.of("When"), Cell.of(SendWords.when(send, visit.words()))));
        rows.add(Row.of(
                Cell.of("Held out by lot"),
                Cell.of(BigDecimal.valueOf(said.holdoutPercent())
                                .stripTrailingZeros()
                                .toPlainString() + " %")));
        Send.Course course = send.course();
        rows.add(Row.of(Cell.of("Written"), Cell.of(visit.words().moment(course.madeAt()), course.madeBy())));
        if (course.begunAt() != null)
            rows.add(Row.of(Cell.of("Sent"), Cell.of(visit.words().moment(course.begunAt()), course.begunBy())));
        if (course.endedAt() != null)
            rows.add(Row.of(Cell.of("Done"), Cell.of(visit.words().moment(course.endedAt()))));
        if (course.cancelledAt() != null)
            rows.add(Row.of(
                    Cell.of("Called off"), Cell.of(visit.words().moment(course.cancelledAt()), course.cancelledBy())));
        if (send.state() == Send.State.DRAFT || send.state() == Send.State.UNDER_WAY)
            rows.add(Row.of(
                    Cell.of("As a journey"),
                    Cell.link("Open it", "add steps, change it", JourneyMapDesk.PATH + "/" + send.flow())));
        return new Section(
                "what",
                "What goes to whom",
                "",
                Table.plain(
                        "What goes to whom",
                        List.of(Column.text("What"), Column.text("Says")),
                        rows,
                        new Empty("", "", null)),
                null);
    }

    private static void deeds(List<Section> sections, Send send, Optional<Send.Outlook> outlook) {
        String path = SendsDesk.PATH + "/" + send.flow();
        if (send.state() == Send.State.DRAFT) {
            outlook.ifPresent(seen -> sections.add(new Section(
                    "send",
                    "Send it",
                    "each customer gets it once at most, whatever happens to the server",
                    null,
                    Form.of(path + "/begin", "Send it", "mail", List.of())
                            .hiding(Map.of("turn", Integer.toString(send.turn())))
                            .weighing(Form.Weight.PRIMARY))));
            sections.add(cancelling(path, "Do not send it", "it is put away; nobody was told"));
        }
        if (send.state() == Send.State.UNDER_WAY)
            sections.add(cancelling(path, "Call it off", "what waits is let go; what has left has left"));
    }

    private static Section cancelling(String path, String title, String scope) {
        return new Section(
                "cancel",
                title,
                scope,
                null,
                Form.of(path + "/cancel", title, "x", List.of()).weighing(Form.Weight.GRAVE));
    }

    private Answer begin(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            Send send = send(tx, visit);
            String path = SendsDesk.PATH + "/" + send.flow();
            if (send.state() != Send.State.DRAFT) return Answer.done(path, Done.NOT_ANY_MORE);
            String turn = visit.field("turn");
            Flows.Publishing publishing = new Flows.Publishing(
                    turn.matches("\\d{1,6}") ? Integer.parseInt(turn) : 0,
                    UnderWay.KEEP,
                    visit.actor().name());
            return switch (journeys.publish(tx, visit.store(), send.flow(), publishing)) {
                case Flows.Live _ -> {
                    record(tx, visit, "send.begun", send.flow());
                    yield Answer.done(path, Done.SEND_BEGUN);
                }
                case Flows.NotWhole _ -> Answer.done(path, Done.SEND_FAULTY);
                case Flows.NoSuchDraft _ -> Answer.done(path, Done.OVERTAKEN);
            };
        });
    }

    private Answer cancel(Visit visit) {
        return database.inStore(visit.store(), tx -> {
            Send send = send(tx, visit);
            boolean cancelled = journeys.sends()
                    .cancel(tx, visit.store(), send.flow(), visit.actor().name());
            if (cancelled) record(tx, visit, "send.cancelled", send.flow());
            return Answer.done(SendsDesk.PATH + "/" + send.flow(), cancelled ? Done.SEND_CANCELLED : Done.NOT_ANY_MORE);
        });
    }

    private void record(Tx tx, Visit visit, String deed, FlowId id) {
        audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of(deed, "journey", id.toString()));
    }
}
