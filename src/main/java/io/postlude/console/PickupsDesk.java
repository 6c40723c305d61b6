package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.returns.Pickup;
import io.postlude.returns.PickupCall;
import io.postlude.returns.Pickups;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the carrier goes on a day, and how many places a day has. */
final class PickupsDesk {
    static final String PATH = ReturnsDesk.PATH + "/pickups";
    private static final int MOST_A_DAY = 10_000;
    private static final int UNSETTLED_ROWS = 50;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    PickupsDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/pickups", Permission.SEE_RETURNS, visit -> show(visit, null));
        counter.deed("returns/pickups", Permission.DECIDE_RETURNS, this::offer);
    }

    private record Stop(Pickup pickup, ReturnView view, OrderView order, Optional<PickupCall> told) {}

    /** A call that only a person can set right, and the code of its return. */
    private record Unsettled(PickupCall call, String code) {}

    private record Read(
            LocalDate day, List<Stop> stops, List<Pickups.Slot> slots, int aDay, List<Unsettled> unsettled) {}

    private Read read(Tx tx, Visit visit) {
        Pickups pickups = sources.returns().returns().pickups();
        LocalDate day = day(visit);
        List<Stop> stops = new ArrayList<>();
        for (Pickup pickup : pickups.on(tx, visit.store(), day)) {
            Optional<ReturnView> view = sources.returns().returns().find(tx, visit.store(), pickup.of());
            view.flatMap(one -> sources.orders().order(tx, visit.store(), one.order()))
                    .ifPresent(order -> stops.add(
                            new Stop(pickup, view.orElseThrow(), order, pickups.call(tx, visit.store(), pickup.of()))));
        }
        List<Unsettled> unsettled = pickups.toSettle(tx, visit.store(), UNSETTLED_ROWS).stream()
                .flatMap(call -> sources.returns().returns().find(tx, visit.store(), call.of()).stream()
                        .map(view -> new Unsettled(call, view.code())))
                .toList();
        return new Read(day, stops, pickups.slots(tx, visit.store()), pickups.aDay(tx, visit.store()), unsettled);
    }

    private static LocalDate day(Visit visit) {
        String asked = visit.query("day");
        try {
            return asked == null || asked.isEmpty() ? visit.words().today() : LocalDate.parse(asked);
        } catch (DateTimeParseException e) {
            return visit.words().today();
        }
    }

    private Answer show(Visit visit, @Nullable String wrong) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        Form form = Form.of(
                        PATH,
                        "Save",
                        "check",
                        List.of(Field.text(
                                        "aDay",
                                        "Places a day",
                                        wrong == null ? Integer.toString(read.aDay()) : visit.field("aDay"))
                                .needed()
                                .hinting("0: customers choose no day, the carrier agrees on one with them.")
                                .refused(wrong)))
                .weighing(Form.Weight.PRIMARY);
        SectionsPage page = new SectionsPage(
                frame.below(visit, "Pickups", new Link("Returns", ReturnsDesk.PATH), "returns"),
                List.of(),
                null,
                List.of(
                        new Section(
                                "settle",
                                "To settle with the carrier",
                                "from today on: what no program could tell them",
                                unsettled(visit, read),
                                null),
                        new Section(
                                "day",
                                "Where the carrier goes",
                                visit.words().day(read.day()) + ", in the order they were asked for",
                                stops(visit, read),
                                null),
                        new Section(
                                "days",
                                "The next days",
                                "your working days; a day can be chosen until your cut-off the day before",
                                days(visit, read),
                                visit.may(Permission.DECIDE_RETURNS) ? form : null)));
        return wrong == null ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private static Table unsettled(Visit visit, Read read) {
        return Table.plain(
                "To settle with the carrier",
                List.of(Column.text("Return"), Column.text("Day"), Column.text("What to do")),
                read.unsettled().stream()
                        .map(one -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(one.code()),
                                        null,
                                        ReturnDesk.path(one.call().of())),
                                Cell.of(visit.words().day(one.call().day())),
                                Cell.of(told(one.call(), visit.words()))))
                        .toList(),
                new Empty("Nothing to settle", "Pickups that EasyPost or Shippo could not arrange stand here.", null));
    }

    /** How telling the carrier stands, in a sentence that says what is left to do. */
    static String told(PickupCall call, Words words) {
        String number = call.confirmation() == null ? "" : ", its number " + call.confirmation();
        String day = words.day(call.day());
        String why = call.trouble() == null ? "" : " (" + call.trouble() + ")";
        return switch (call.state()) {
            case WAITING, ASKING -> "is being told of " + day + why;
            case TOLD -> "comes " + day + number;
            case FAILED -> "was not told of " + day + ": tell them yourself" + why;
            case UNSURE -> "may have been told of " + day + ": ask them" + why;
            case LEAVING, CANCELLING -> "is being told not to come " + day + number + why;
            case CANCELLED -> "does not come " + day + ": called off" + number;
            case NOT_CANCELLED -> "may still come " + day + ": tell them not to" + number + why;
            case DROPPED -> "was told of nothing";
        };
    }

    private static Table stops(Visit visit, Read read) {
        boolean sees = visit.may(Permission.SEE_CUSTOMERS);
        return Table.plain(
                "Pickups of the day",
                List.of(
                        Column.text("Return"),
                        Column.text("Where"),
                        Column.text("Telephone"),
                        Column.text("Carrier"),
                        Column.number("Pieces")),
                read.stops().stream()
                        .map(stop -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(stop.view().code()),
                                        stop.order().number(),
                                        ReturnDesk.path(stop.view().id())),
                                sees ? where(stop.order().shipTo()) : Cell.of("hidden"),
                                Cell.of(sees ? phone(stop.order().shipTo()) : ""),
                                Cell.of(stop.told()
                                        .map(call -> told(call, visit.words()))
                                        .orElse("to be told by you")),
                                Cell.of(Words.count(stop.view().pieces().size()))))
                        .toList(),
                new Empty("Nothing is to be fetched", "Who chose this day stands here.", null));
    }

    private static Cell where(@Nullable Address address) {
        if (address == null) return Cell.of("no address");
        String place = Stream.of(address.line1(), address.postcode(), address.city(), address.country())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
        return Cell.of(address.name() == null ? "" : address.name(), place);
    }

    private static String phone(@Nullable Address address) {
        return address == null || address.phone() == null ? "" : address.phone();
    }

    private static Table days(Visit visit, Read read) {
        return Table.plain(
                "The next days",
                List.of(Column.text("Day"), Column.number("Taken"), Column.number("Left")),
                read.slots().stream()
                        .map(slot -> Row.of(
                                Cell.link(visit.words().day(slot.day()), null, PATH + "?day=" + slot.day()),
                                Cell.of(Words.count(Math.max(0, read.aDay() - slot.left()))),
                                Cell.of(Words.count(slot.left()))))
                        .toList(),
                new Empty("No days are offered", "Say how many places a day has, below.", null));
    }

    private Answer offer(Visit visit) {
        String told = visit.field("aDay").strip();
        if (!told.matches("[0-9]{1,5}") || Integer.parseInt(told) > MOST_A_DAY)
            return show(visit, "A whole number up to 10,000.");
        sources.database()
                .runInStore(
                        visit.store(),
                        tx -> sources.returns()
                                .returns()
                                .pickups()
                                .offer(
                                        tx,
                                        visit.store(),
                                        Integer.parseInt(told),
                                        visit.session().name()));
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }
}
