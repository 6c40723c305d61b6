package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.deliveries.Contacts;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.stores.Permission;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who had to ask: per thousand parcels and week, about what, at what cost; and the form for what was asked elsewhere. */
final class ContactsDesk {
    private static final int NEWEST_ROWS = 50;

    private final Frame frame;
    private final Sources sources;

    ContactsDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where it comes from. */
    record Sources(Database database, Contacts contacts, Tracking tracking, Orders orders) {
        Wismo wismo() {
            return new Wismo(contacts, tracking);
        }
    }

    void addTo(Counter counter) {
        counter.page("contacts", Permission.SEE_SHIPMENTS, visit -> page(visit, ContactForm.empty(), 200));
        counter.page("contacts.csv", Permission.SEE_SHIPMENTS, this::csv);
        counter.deed("contacts", Permission.CHANGE_CUSTOMERS, this::record);
    }

    /** All of one look. */
    record Read(
            List<Contacts.Week> weeks,
            Map<LocalDate, Long> parcels,
            Wismo.Months months,
            Optional<Money> cost,
            List<Contacts.Listed> newest) {
        long allParcels() {
            return parcels.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private Read read(Tx tx, Visit visit, Promises.Span span) {
        return new Read(
                sources.contacts().weeks(tx, visit.store(), span),
                sources.tracking().registeredByWeek(tx, visit.store(), span),
                sources.wismo().months(tx, visit),
                sources.contacts().cost(tx, visit.store()),
                sources.contacts().newest(tx, visit.store(), NEWEST_ROWS));
    }

    private static Promises.Span span(Visit visit, Address address) {
        LocalDate today = visit.words().today();
        LocalDate monday =
                today.minusDays(today.getDayOfWeek().getValue() - 1L).minusWeeks(SheetPage.weeks(address) - 1L);
        Instant from = monday.atStartOfDay(visit.words().zone()).toInstant();
        return new Promises.Span(
                from, visit.words().now().plusSeconds(1), visit.words().zone());
    }

    private Answer page(Visit visit, ContactForm form, int status) {
        Address address = Address.of(visit.http(), Wismo.PATH, "weeks");
        Promises.Span span = span(visit, address);
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, span));
        ContactFigures figures = new ContactFigures(visit, read);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("causes", "About what", "in this time, all ways together", figures.causes(), null));
        if (visit.may(Permission.CHANGE_CUSTOMERS)) {
            sections.add(new Section(
                    "hand",
                    "Asked somewhere else",
                    "by telephone, in the shop, in a help desk that does not report here",
                    null,
                    form.draw(visit, read)));
        }
        sections.add(new Section("weeks", "Week by week", "the latest first", figures.weeks(), null));
        sections.add(new Section("newest", "Lately asked", "the newest first", newest(visit, read), null));
        return new Answer.Html(
                status,
                Pages.draw(
                        "sheet",
                        new SheetPage(
                                frame.page(visit, "Questions", "contacts").noting(form.refusal()),
                                "How many had to ask where their order is, and what does it cost?",
                                SheetPage.spans(address),
                                address.at(Wismo.PATH + ".csv"),
                                figures.figures(),
                                figures.charts(),
                                sections)));
    }

    private static Table newest(Visit visit, Read read) {
        boolean words = visit.may(Permission.SEE_CUSTOMERS);
        return Table.plain(
                "Lately asked",
                List.of(
                        Column.text("About"),
                        Column.text("In their words").wide(),
                        Column.text("Where"),
                        Column.number("When")),
                read.newest().stream()
                        .map(one -> Row.of(
                                about(one),
                                Cell.of(words && one.words() != null ? one.words() : ""),
                                Cell.of(Wismo.said(one.channel())),
                                Cell.of(
                                        visit.words().moment(one.at()),
                                        visit.words().ago(one.at()))))
                        .toList(),
                new Empty(
                        "Nobody had to ask",
                        "Questions from order pages, from your help desk by the API, and those entered here stand here.",
                        new Link("How a help desk reports", "/api")));
    }

    private static Cell about(Contacts.Listed one) {
        String said = Wismo.said(one.cause());
        return one.order() == null ? Cell.of(said) : Cell.link(said, null, OrdersDesk.PATH + "/" + one.order());
    }

    private Answer record(Visit visit) {
        ContactForm form = ContactForm.from(visit);
        Optional<Boolean> fresh = sources.database()
                .inStore(
                        visit.store(),
                        tx -> form.read(tx, visit, sources.orders())
                                .map(entry -> sources.contacts()
                                        .record(tx, visit.store(), entry.contact(), entry.effort())
                                        .fresh()));
        if (fresh.isEmpty()) {
            return page(visit, form, 422);
        }
        return Answer.done(Wismo.PATH, fresh.get() ? Done.CONTACT_RECORDED : Done.NOT_ANY_MORE);
    }

    private Answer csv(Visit visit) {
        Promises.Span span = span(visit, Address.of(visit.http(), Wismo.PATH, "weeks"));
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, span));
        String currency =
                read.cost().map(cost -> cost.currency().getCurrencyCode()).orElse("");
        Csv.stream(
                visit.http(),
                "contacts",
                List.of("week", "cause", "channel", "contacts", "parcels", "minutes", "cost", "currency"),
                lines -> read.weeks()
                        .forEach(week -> lines.write(List.of(
                                week.monday().toString(),
                                week.cause().name().toLowerCase(java.util.Locale.ROOT),
                                week.channel().name().toLowerCase(java.util.Locale.ROOT),
                                Long.toString(week.contacts()),
                                Long.toString(read.parcels().getOrDefault(week.monday(), 0L)),
                                Long.toString(week.minutes()),
                                currency.isEmpty()
                                        ? ""
                                        : Money.of(week.cost(), currency).decimal(),
                                currency))));
        return new Answer.Written();
    }
}
