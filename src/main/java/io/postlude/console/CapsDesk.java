package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SectionsPage.Section;
import io.postlude.journeys.Caps;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Database;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often a store writes to one person beside the news of what they bought. */
final class CapsDesk {
    private static final String ACTION = TouchpointSwitchesDesk.PATH + "/caps";

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;

    CapsDesk(Frame frame, Database database, Journeys journeys) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
    }

    void addTo(Counter counter) {
        counter.deed("brand/messages/caps", Permission.CHANGE_BRAND, this::save);
    }

    /** {@code wrong}: what was entered could not be taken. */
    static Section section(Visit visit, Caps caps, int version, @Nullable String wrong) {
        return new Section(
                "often",
                "How often",
                "messages of journeys to one person; service messages and news of deliveries are not counted",
                null,
                visit.may(Permission.CHANGE_BRAND) ? form(caps, version, wrong) : null);
    }

    private static Form form(Caps caps, int version, @Nullable String wrong) {
        return Form.of(
                        ACTION,
                        "Keep",
                        "kept",
                        List.of(
                                number("messages", "Messages at most", caps.messages())
                                        .hinting("0 to 100; 0: none at all")
                                        .refused(wrong),
                                number("days", "In so many days", caps.days()).hinting("1 to 60"),
                                number("pause", "Hours between two at least", caps.pauseHours())
                                        .hinting("0 to 720"),
                                number("held_out", "Per cent who get none of it, by lot", caps.holdoutPercent())
                                        .hinting("0 to 20; so you see what all journeys bring together")))
                .picking(new Pick(
                        "ask_buyers",
                        "Review requests go to",
                        List.of(
                                new Option("yes", "buyers who have not said no", caps.askBuyers()),
                                new Option("no", "only those who said yes", !caps.askBuyers()))))
                .hiding(Map.of("version", Integer.toString(version)));
    }

    private static Field number(String name, String label, int value) {
        return Field.text(name, label, Integer.toString(value))
                .ofType("number", "off")
                .needed();
    }

    private Answer save(Visit visit) {
        Caps wished = read(visit);
        if (wished == null)
            return database.inStore(visit.store(), tx -> {
                int version = journeys.wishes(tx, visit.store()).rhythm().version();
                Section again = section(
                        visit,
                        journeys.caps(tx, visit.store()),
                        version,
                        "Give 0 to 100 messages in 1 to 60 days, 0 to 720 hours apart, and 0 to 20 per cent.");
                return Answer.again(
                        "sections",
                        new SectionsPage(
                                frame.below(
                                        visit,
                                        "How often",
                                        new Link("What is written", TouchpointSwitchesDesk.PATH),
                                        "brand/messages"),
                                List.of(),
                                null,
                                List.of(again)));
            });
        boolean saved = database.inStore(
                visit.store(), tx -> journeys.save(tx, visit.store(), wished, number(visit, "version")));
        return Answer.done(TouchpointSwitchesDesk.PATH, saved ? Done.SWITCHED : Done.NOT_ANY_MORE);
    }

    private static @Nullable Caps read(Visit visit) {
        try {
            return new Caps(
                    number(visit, "messages"),
                    number(visit, "days"),
                    number(visit, "pause"),
                    !visit.field("ask_buyers").equals("no"),
                    number(visit, "held_out"));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** -1, which nothing takes, where it is no number. */
    private static int number(Visit visit, String name) {
        String text = visit.field(name);
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }
}
