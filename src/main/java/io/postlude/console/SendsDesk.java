package io.postlude.console;

import io.javalin.http.HandlerType;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.Purpose;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Send;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was and will be sent once to a segment, and where another is written. */
final class SendsDesk {
    static final String PATH = "/console/sends";
    static final String NEW = PATH + "/new";
    private static final Link MAP = new Link("Journey map", JourneyMapDesk.PATH);
    private static final String USUAL_HOLDOUT = "5";
    private static final LocalTime USUALLY_AT = LocalTime.of(10, 0);

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;

    SendsDesk(Frame frame, Database database, Journeys journeys) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
    }

    void addTo(Counter counter) {
        counter.page("sends", Permission.SEE_MESSAGES, this::list);
        counter.page("sends/new", Permission.CHANGE_BRAND, visit -> draw(visit, List.of()));
        counter.deed("sends/new", Permission.CHANGE_BRAND, this::make);
    }

    private Answer list(Visit visit) {
        boolean may = visit.may(Permission.CHANGE_BRAND);
        Link make = new Link("Write to a segment", NEW);
        List<Row> rows = database.inStore(
                visit.store(),
                tx -> journeys.sends().all(tx, visit.store()).stream()
                        .map(send -> row(tx, visit, send))
                        .toList());
        Table table = Table.plain(
                "Sent once",
                List.of(
                        Column.text("What"),
                        Column.text("How it stands"),
                        Column.text("When").wide(),
                        Column.number("Sent")),
                rows,
                new Empty(
                        "Nothing was sent once yet",
                        "News, an invitation, something new: one text to all in a segment, by the same rules as everything.",
                        may ? make : null));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Sent once", MAP, "journeys"),
                        List.of(),
                        null,
                        List.of(new Section(
                                "sends",
                                "Sent once",
                                "one text to all in a segment; write another from the segment’s page or from the map",
                                table,
                                null))));
    }

    private Row row(Tx tx, Visit visit, Send send) {
        Send.Standing standing = journeys.sends().standing(tx, visit.store(), send);
        return Row.of(
                Cell.link(send.said().name(), "to " + send.said().segment(), PATH + "/" + send.flow()),
                Cell.pill(SendWords.of(send.state()), null),
                Cell.of(SendWords.when(send, visit.words())),
                Cell.of(Words.count(standing.of(Outcome.SENT))));
    }

    private Answer make(Visit visit) {
        List<Send.Mistake> mistakes = new ArrayList<>();
        Send.Said said = read(visit, mistakes);
        if (!mistakes.isEmpty()) return draw(visit, mistakes);
        Send.Wish wish = new Send.Wish(said, visit.actor().name());
        Send.Made made = database.<Send.Made>inStore(
                visit.store(), tx -> journeys.sends().make(tx, visit.store(), wish));
        return switch (made) {
            case Send.Kept(var id) -> Answer.done(PATH + "/" + id, Done.SEND_KEPT);
            case Send.Mistaken(List<Send.Mistake> wrong) -> draw(visit, wrong);
        };
    }

    private static Send.Said read(Visit visit, List<Send.Mistake> mistakes) {
        LocalDate day = null;
        LocalTime at = USUALLY_AT;
        try {
            if (!visit.field("day").isBlank()) day = LocalDate.parse(visit.field("day"));
            if (!visit.field("at").isBlank()) at = LocalTime.parse(visit.field("at"));
        } catch (DateTimeException e) {
            mistakes.add(new Send.Mistake("day", "A day and a time of day, or no day: at once."));
        }
        String holdout = visit.field("holdout");
        double percent = holdout.matches("\\d{1,2}(\\.\\d{1,2})?") ? Double.parseDouble(holdout) : -1;
        Purpose purpose = SendWords.PURPOSES.keySet().stream()
                .filter(one -> code(one).equals(visit.field("purpose")))
                .findFirst()
                .orElse(Purpose.MARKETING);
        return new Send.Said(
                visit.field("name"),
                visit.field("segment"),
                visit.field("message"),
                purpose,
                day,
                at,
                percent,
                SendWords.channels(visit.field("channels")));
    }

    private static String code(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private Answer draw(Visit visit, List<Send.Mistake> mistakes) {
        Form form = database.inStore(visit.store(), tx -> form(tx, visit, mistakes));
        Section section = new Section(
                "write",
                "Write to a segment",
                "nothing goes yet: next you see whom it would reach, and whom not and why",
                null,
                form);
        SectionsPage page = new SectionsPage(
                frame.below(visit, "Write to a segment", new Link("Sent once", PATH), "journeys"),
                List.of(),
                null,
                List.of(section));
        return mistakes.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private Form form(Tx tx, Visit visit, List<Send.Mistake> mistakes) {
        String segment = said(visit, "segment", "");
        String message = said(visit, "message", "new-content");
        return Form.of(
                        NEW,
                        "See whom it reaches",
                        "eye",
                        List.of(
                                Field.text("name", "Name", said(visit, "name", ""))
                                        .hinting(unplaced(mistakes, "Only for you: “Spring news”."))
                                        .needed()
                                        .refused(fault(mistakes, "name")),
                                Field.text("day", "On", said(visit, "day", ""))
                                        .ofType("date", "off")
                                        .hinting("Empty: as soon as you send it.")
                                        .refused(fault(mistakes, "day")),
                                Field.text("at", "At, by their own clock", said(visit, "at", USUALLY_AT.toString()))
                                        .ofType("time", "off"),
                                Field.text("holdout", "Per cent held out by lot", said(visit, "holdout", USUAL_HOLDOUT))
                                        .hinting("They get nothing, so you see what it brings. 0 to 50.")
                                        .refused(fault(mistakes, "holdoutPercent"))))
                .picking(
                        pick("segment", "To", journeys.flows().segments(tx, visit.store()), segment),
                        pick("message", "Text", journeys.sends().texts(tx, visit.store()), message),
                        pick("channels", "By", SendWords.CHANNELS, said(visit, "channels", "email")),
                        purposes(said(visit, "purpose", code(Purpose.MARKETING))))
                .weighing(Form.Weight.PRIMARY);
    }

    /** What was entered, else what the address says. */
    private static String said(Visit visit, String name, String usual) {
        String entered = visit.http().method().equals(HandlerType.POST) ? visit.field(name) : null;
        String asked = entered == null ? visit.query(name) : entered;
        return asked == null ? usual : asked;
    }

    private static Pick pick(String name, String label, Map<String, String> all, String chosen) {
        return new Pick(name, label, JourneyStepForm.options(all, chosen));
    }

    private static Pick purposes(String chosen) {
        return new Pick(
                "purpose",
                "Who may get it",
                SendWords.PURPOSES.entrySet().stream()
                        .map(one -> new Option(
                                code(one.getKey()),
                                one.getValue(),
                                code(one.getKey()).equals(chosen)))
                        .toList());
    }

    private static @Nullable String fault(List<Send.Mistake> mistakes, String field) {
        return mistakes.stream()
                .filter(one -> one.field().equals(field))
                .map(Send.Mistake::text)
                .findFirst()
                .orElse(null);
    }

    /** Lists have no place for a mistake of their own. */
    private static String unplaced(List<Send.Mistake> mistakes, String usual) {
        String wrong = fault(mistakes, "segment");
        String text = wrong == null ? fault(mistakes, "message") : wrong;
        if (text == null) text = fault(mistakes, "channels");
        return text == null ? usual : text;
    }
}
