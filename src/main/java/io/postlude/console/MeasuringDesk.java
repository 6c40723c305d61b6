package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SectionsPage.Section;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.Measuring.Mode;
import io.postlude.kernel.Database;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether it is looked at what readers do with mails of journeys; off until somebody says so. */
final class MeasuringDesk {
    private static final String ACTION = TouchpointSwitchesDesk.PATH + "/measuring";

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;

    MeasuringDesk(Frame frame, Database database, Journeys journeys) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
    }

    void addTo(Counter counter) {
        counter.deed("brand/messages/measuring", Permission.CHANGE_BRAND, this::save);
    }

    /** {@code wrong}: what was entered could not be taken. */
    static Section section(Visit visit, Measuring.Wish wish, @Nullable String wrong) {
        return new Section(
                "measuring",
                "Opened and followed",
                "mails of journeys only, never news of a parcel; of nobody who objects on their page; scanners left out",
                null,
                visit.may(Permission.CHANGE_BRAND) ? form(wish, wrong) : null);
    }

    private static Form form(Measuring.Wish wish, @Nullable String wrong) {
        return Form.of(
                        ACTION,
                        "Keep",
                        "kept",
                        List.of(Field.text("link_base", "Link domain", wish.linkBase() == null ? "" : wish.linkBase())
                                .hinting("A domain of yours that leads here, such as https://post.maren.example; empty:"
                                        + " this server’s own.")
                                .refused(wrong)))
                .picking(new Pick(
                        "mode",
                        "What is counted",
                        Arrays.stream(Mode.values())
                                .map(mode -> new Option(mode.name(), words(mode), mode == wish.mode()))
                                .toList()));
    }

    private static String words(Mode mode) {
        return switch (mode) {
            case OFF -> "nothing";
            case CLICKS -> "links that are followed";
            case OPENS_AND_CLICKS -> "links that are followed, and mails that are opened";
        };
    }

    private Answer save(Visit visit) {
        String base = visit.field("link_base").strip().toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        Mode mode = Arrays.stream(Mode.values())
                .filter(one -> one.name().equals(visit.field("mode")))
                .findFirst()
                .orElse(Mode.OFF);
        Measuring.Wish wish;
        try {
            wish = new Measuring.Wish(mode, base.isEmpty() ? null : base);
        } catch (IllegalArgumentException e) {
            Section again = section(
                    visit,
                    new Measuring.Wish(mode, null),
                    "It begins with https:// and ends with the host, without a path.");
            return Answer.again(
                    "sections",
                    new SectionsPage(
                            frame.below(
                                    visit,
                                    "Opened and followed",
                                    new Link("What is written", TouchpointSwitchesDesk.PATH),
                                    "brand/messages"),
                            List.of(),
                            null,
                            List.of(again)));
        }
        database.runInStore(
                visit.store(),
                tx -> journeys.measuring()
                        .save(tx, visit.store(), wish, visit.actor().name()));
        return Answer.done(TouchpointSwitchesDesk.PATH, Done.SETTINGS_SAVED);
    }
}
