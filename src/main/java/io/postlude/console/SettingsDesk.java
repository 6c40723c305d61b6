package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.Orders;
import io.postlude.stores.BusinessCalendar;
import io.postlude.stores.Permission;
import io.postlude.stores.SettingsOutcome;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.Stores;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the store is and when it works. Its face is the brand's page. */
final class SettingsDesk {
    static final String PATH = "/console/settings";

    private final Frame frame;
    private final Database database;
    private final Stores stores;
    private final Orders orders;

    SettingsDesk(Frame frame, Database database, Stores stores, Orders orders) {
        this.frame = frame;
        this.database = database;
        this.stores = stores;
        this.orders = orders;
    }

    void addTo(Counter counter) {
        counter.page("settings", Permission.SEE_SETTINGS, this::show);
        counter.deed("settings/store", Permission.CHANGE_SETTINGS, this::saveDetails);
        counter.deed("settings/calendar", Permission.CHANGE_SETTINGS, this::saveCalendar);
    }

    private Answer show(Visit visit) {
        Store shop = visit.shop();
        return Answer.page(
                "sections",
                page(visit, new Details(shop.details(), List.of()), CalendarForm.of(shop.calendar()), null));
    }

    private record Details(StoreDetails given, List<FieldError> errors) {}

    private Answer saveDetails(Visit visit) {
        StoreDetails old = visit.shop().details();
        StoreDetails given = new StoreDetails(
                old.slug(),
                visit.field("name"),
                visit.field("legalName"),
                visit.field("locale"),
                visit.field("zone"),
                hasOrders(visit) ? old.currency() : visit.field("currency"),
                old.addresses());
        SettingsOutcome outcome = stores.saveDetails(visit.store(), version(visit), given, visit.actor());
        List<FieldError> errors =
                outcome instanceof SettingsOutcome.Invalid(List<FieldError> wrong) ? wrong : List.of();
        return answer(
                outcome,
                note -> page(
                        visit,
                        new Details(given, errors),
                        CalendarForm.of(visit.shop().calendar()),
                        note));
    }

    private Answer saveCalendar(Visit visit) {
        CalendarForm form = CalendarForm.from(visit);
        BusinessCalendar calendar = form.read();
        Details details = new Details(visit.shop().details(), List.of());
        if (calendar == null) {
            return Answer.again("sections", page(visit, details, form, wrong()));
        }
        SettingsOutcome outcome = stores.saveCalendar(visit.store(), version(visit), calendar, visit.actor());
        if (outcome instanceof SettingsOutcome.Invalid(List<FieldError> errors)) {
            form.refuse(errors);
        }
        return answer(outcome, note -> page(visit, details, form, note));
    }

    private interface Again {
        SectionsPage with(Note note);
    }

    private static Answer answer(SettingsOutcome outcome, Again again) {
        return switch (outcome) {
            case SettingsOutcome.Saved _ -> Answer.done(PATH, Done.STORE_SAVED);
            case SettingsOutcome.Invalid _ -> Answer.again("sections", again.with(wrong()));
            case SettingsOutcome.Outdated _ ->
                Answer.again(
                        "sections",
                        again.with(Note.refused(
                                "Somebody else changed the settings meanwhile",
                                "Look at what stands here and save again to put yours over it.")));
        };
    }

    private static Note wrong() {
        return Note.refused("Nothing was saved", "What is wrong stands beside each field.");
    }

    private static int version(Visit visit) {
        String version = visit.field("version");
        return version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
    }

    private boolean hasOrders(Visit visit) {
        return database.inStore(
                visit.store(),
                tx -> !orders.list(tx, visit.store(), OrderQuery.newest(1))
                        .rows()
                        .isEmpty());
    }

    private SectionsPage page(Visit visit, Details details, CalendarForm calendar, @Nullable Note note) {
        // Read anew: after a refusal because of somebody else's change the form goes on from what holds by now.
        int version = stores.get(visit.store()).version();
        boolean bound = hasOrders(visit);
        boolean may = visit.may(Permission.CHANGE_SETTINGS);
        String currency = visit.shop().currency().getCurrencyCode();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "store",
                "The store",
                bound
                        ? "its currency stays " + currency + ": orders stand in it. Another currency is another store"
                        : "how it is called and counts",
                null,
                may ? form(details, bound, version) : null));
        sections.add(new Section(
                "calendar",
                "Business days",
                "when orders are packed and people answer; promises count these days. "
                        + calendar.next(visit.words().today()),
                null,
                may ? calendar.form(PATH + "/calendar", Map.of("version", Integer.toString(version))) : null));
        return new SectionsPage(frame.page(visit, "Store", "settings").noting(note), List.of(), null, sections);
    }

    private static Form form(Details details, boolean bound, int version) {
        StoreDetails given = details.given();
        List<Field> fields = new ArrayList<>();
        fields.add(field(details, "name", "Name", given.name()));
        fields.add(field(details, "legalName", "Legal name", given.legalName()));
        fields.add(field(details, "locale", "Language and country", given.locale())
                .hinting("Such as de-DE or en-GB: mails and pages begin with it."));
        if (!bound) {
            fields.add(field(details, "currency", "Currency", given.currency())
                    .hinting("Three letters, such as EUR. It is fixed with the first order."));
        }
        List<Option> zones = ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.equals("UTC")
                        || zone.matches(
                                "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .sorted()
                .map(zone -> new Option(zone, zone.replace('_', ' '), zone.equals(given.zone())))
                .toList();
        return Form.of(PATH + "/store", "Save the store", "check", fields)
                .picking(new Pick("zone", "Time zone", zones))
                .hiding(Map.of("version", Integer.toString(version)))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Field field(Details details, String name, String label, String value) {
        return Field.text(name, label, value).needed().refused(Faults.of(details.errors(), "/" + name));
    }
}
