package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.journeys.Caps;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Rhythm;
import io.postlude.journeys.Tally;
import io.postlude.journeys.TouchpointKind;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which kinds of news a store sends, and when: switches with what each did in the last days. */
final class TouchpointSwitchesDesk {
    static final String PATH = "/console/brand/messages";
    private static final Duration COUNTED = Duration.ofDays(30);

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;
    private final Audit audit;

    TouchpointSwitchesDesk(Frame frame, Database database, Journeys journeys, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("brand/messages", Permission.SEE_SETTINGS, this::show);
        counter.deed("brand/messages/switch", Permission.CHANGE_BRAND, this::turn);
        counter.deed("brand/messages/rhythm", Permission.CHANGE_BRAND, this::rhythm);
        new CapsDesk(frame, database, journeys).addTo(counter);
        new MeasuringDesk(frame, database, journeys).addTo(counter);
    }

    private record Standing(Journeys.Wishes wishes, Caps caps, Tally tally, Measuring.Wish measuring) {}

    private Answer show(Visit visit) {
        Standing standing = standing(visit);
        return Answer.page(
                "sections", page(visit, standing, form(standing.wishes().rhythm(), null)));
    }

    private Standing standing(Visit visit) {
        var now = visit.words().now();
        return database.inStore(
                visit.store(),
                tx -> new Standing(
                        journeys.wishes(tx, visit.store()),
                        journeys.caps(tx, visit.store()),
                        journeys.tally(tx, visit.store(), now.minus(COUNTED), now.plusSeconds(1)),
                        journeys.measuring().wish(tx, visit.store())));
    }

    private SectionsPage page(Visit visit, Standing standing, Form form) {
        boolean may = visit.may(Permission.CHANGE_BRAND);
        return new SectionsPage(
                frame.below(visit, "What is written", new Link("Touchpoints", TouchpointsDesk.PATH), "brand/messages"),
                List.of(),
                null,
                List.of(
                        CapsDesk.section(
                                visit,
                                standing.caps(),
                                standing.wishes().rhythm().version(),
                                null),
                        new Section(
                                "kinds",
                                "Kinds of news",
                                "of the last 30 days; what is switched off is withheld and counted",
                                table(visit, standing, may),
                                null),
                        new Section(
                                "rhythm",
                                "When",
                                "in the customer’s own zone; service news waits only in the night, from 23:00 to 6:00",
                                null,
                                may ? form : null),
                        MeasuringDesk.section(visit, standing.measuring(), null)));
    }

    private static Table table(Visit visit, Standing standing, boolean may) {
        return Table.plain(
                "Kinds of news",
                List.of(
                        Column.text("News"),
                        Column.text("State"),
                        Column.number("Sent"),
                        Column.number("Waiting").wide(),
                        Column.number("Withheld"),
                        Column.number("Expired").wide(),
                        Column.text("")),
                Arrays.stream(TouchpointKind.values())
                        .filter(kind -> kind != TouchpointKind.JOURNEY)
                        .map(kind -> row(visit, standing, kind, may))
                        .toList(),
                new Empty("None", "There are no kinds.", null));
    }

    private static Row row(Visit visit, Standing standing, TouchpointKind kind, boolean may) {
        Journeys.SwitchedOff off = standing.wishes().off().get(kind);
        String code = TouchpointWords.code(kind);
        Deed deed = new Deed(
                off == null ? "Switch off" : "Switch on",
                off == null ? "void" : "kept",
                PATH + "/switch",
                Map.of("kind", code, "to", off == null ? "off" : "on"),
                false);
        Tally tally = standing.tally();
        return Row.of(
                Cell.link(
                        TouchpointWords.label(kind),
                        kind.duty() == TouchpointKind.Duty.SERVICE
                                ? "service: to everybody"
                                : "courtesy: unless a customer does not want it",
                        TouchpointsDesk.PATH + "?kind=" + code),
                off == null
                        ? Cell.pill(new Pill(Tone.KEPT, "On"), null)
                        : Cell.pill(
                                new Pill(Tone.VOID, "Off"),
                                "since " + visit.words().moment(off.since()) + ", by " + off.by()),
                Cell.of(Words.count(tally.of(kind, Outcome.SENT))),
                Cell.of(Words.count(tally.of(kind, Outcome.DEFERRED))),
                Cell.of(Words.count(tally.of(kind, Outcome.WITHHELD))),
                Cell.of(Words.count(tally.of(kind, Outcome.EXPIRED))),
                may ? Cell.deeds(List.of(deed)) : Cell.of(null));
    }

    private static Form form(Rhythm rhythm, @Nullable String wrong) {
        return Form.of(
                        PATH + "/rhythm",
                        "Keep",
                        "kept",
                        List.of(
                                Field.text(
                                                "from",
                                                "Quiet from",
                                                rhythm.quietFrom().toString())
                                        .ofType("time", "off")
                                        .needed(),
                                Field.text(
                                                "until",
                                                "Quiet until",
                                                rhythm.quietUntil().toString())
                                        .ofType("time", "off")
                                        .hinting("the same time twice: never quiet")
                                        .needed(),
                                Field.text(
                                                "together",
                                                "Minutes that news of one parcel waits for the others",
                                                Integer.toString(rhythm.togetherMinutes()))
                                        .ofType("number", "off")
                                        .hinting("0: each parcel is told by itself")
                                        .refused(wrong)
                                        .needed()))
                .hiding(Map.of("version", Integer.toString(rhythm.version())));
    }

    private Answer turn(Visit visit) {
        TouchpointKind kind = TouchpointWords.named(TouchpointKind.values(), visit.field("kind"));
        if (kind == null) throw Refusal.notFound();
        boolean off = visit.field("to").equals("off");
        boolean changed = database.inStore(visit.store(), tx -> turn(tx, visit, kind, off));
        return Answer.done(PATH, changed ? Done.SWITCHED : Done.NOT_ANY_MORE);
    }

    private boolean turn(Tx tx, Visit visit, TouchpointKind kind, boolean off) {
        boolean changed = off
                ? journeys.switchOff(tx, visit.store(), kind, visit.actor().name())
                : journeys.switchOn(tx, visit.store(), kind);
        if (changed)
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    new Audit.Deed(
                            off ? "touchpoints.switched-off" : "touchpoints.switched-on",
                            "touchpoint-kind",
                            TouchpointWords.code(kind),
                            Map.of(),
                            Map.of()));
        return changed;
    }

    private Answer rhythm(Visit visit) {
        Rhythm wished = read(visit);
        if (wished == null) {
            Standing standing = standing(visit);
            String wrong = "Give two times of day and 0 to " + Rhythm.MOST_TOGETHER_MINUTES + " minutes.";
            return Answer.again(
                    "sections", page(visit, standing, form(standing.wishes().rhythm(), wrong)));
        }
        boolean saved = database.inStore(visit.store(), tx -> journeys.save(tx, visit.store(), wished));
        return Answer.done(PATH, saved ? Done.SWITCHED : Done.NOT_ANY_MORE);
    }

    private static @Nullable Rhythm read(Visit visit) {
        try {
            return new Rhythm(
                    LocalTime.parse(visit.field("from")),
                    LocalTime.parse(visit.field("until")),
                    Integer.parseInt(visit.field("together")),
                    Integer.parseInt(visit.field("version")));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return null;
        }
    }
}
