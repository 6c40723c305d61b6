package io.postlude.console;

import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Contacts;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all the asking comes to. */
final class ContactFigures {
    private static final double Z = 1.959964;
    private static final int LEAST_WEEKS = 3;

    private final Visit visit;
    private final ContactsDesk.Read read;

    ContactFigures(Visit visit, ContactsDesk.Read read) {
        this.visit = visit;
        this.read = read;
    }

    /** Contacts with what they cost. */
    private record Sum(long contacts, long cost, long minutes) {
        static final Sum NOTHING = new Sum(0, 0, 0);

        Sum plus(Contacts.Week week) {
            return new Sum(contacts + week.contacts(), cost + week.cost(), minutes + week.minutes());
        }
    }

    private Sum all() {
        Sum sum = Sum.NOTHING;
        for (Contacts.Week week : read.weeks()) sum = sum.plus(week);
        return sum;
    }

    private Sum wismo() {
        Sum sum = Sum.NOTHING;
        for (Contacts.Week week : read.weeks()) if (week.cause().isWismo()) sum = sum.plus(week);
        return sum;
    }

    List<Figure> figures() {
        Sum all = all();
        Sum wismo = wismo();
        String share = all.contacts() == 0
                ? "of all contacts"
                : "%.0f %% of all contacts in this time".formatted(wismo.contacts() * 100.0 / all.contacts());
        return List.of(
                read.months().figure(),
                new Figure("Asked where it is", Words.count(wismo.contacts()), share, null),
                new Figure("All contacts", Words.count(all.contacts()), parcels(), null),
                cost(all, wismo));
    }

    private String parcels() {
        return "on " + Words.count(read.allParcels(), "parcel", "parcels");
    }

    private Figure cost(Sum all, Sum wismo) {
        if (read.cost().isEmpty()) {
            return new Figure("Cost", "Not set", "say under Service what one contact costs", ServiceDesk.PATH);
        }
        String currency = read.cost().get().currency().getCurrencyCode();
        return new Figure(
                "Cost",
                Words.money(all.cost(), currency),
                Words.money(wismo.cost(), currency) + " of it for “where is it”; "
                        + Words.money(read.cost().get().minor(), currency) + " where nobody measured",
                ServiceDesk.PATH);
    }

    /** The rate with its 95 % interval: contacts are counts, rare ones among many parcels. */
    List<Chart> charts() {
        Map<LocalDate, Long> asked = new TreeMap<>();
        for (Contacts.Week week : read.weeks())
            if (week.cause().isWismo()) asked.merge(week.monday(), week.contacts(), Long::sum);
        List<ForecastChart.Point> points = new ArrayList<>();
        new TreeMap<>(read.parcels()).forEach((monday, parcels) -> {
            if (parcels < Wismo.ENOUGH) return;
            long n = asked.getOrDefault(monday, 0L);
            double half = Z * Math.sqrt((double) Math.max(1, n));
            points.add(new ForecastChart.Point(
                    monday,
                    Math.max(0, n - half) * Wismo.PER / parcels,
                    n * Wismo.PER / parcels,
                    (n + half) * Wismo.PER / parcels,
                    Double.NaN));
        });
        if (points.size() < LEAST_WEEKS) return List.of();
        ForecastChart.Point last = points.getLast();
        return List.of(ForecastChart.durations(
                new ForecastChart.Titles(
                        "“Where is my order” per 1,000 parcels",
                        "by week, with its 95 % interval; weeks of fewer than " + Wismo.ENOUGH + " parcels left out",
                        "By week, the last %.0f per 1,000 parcels, 95 %% interval %.0f to %.0f"
                                .formatted(last.value(), last.low(), last.high()),
                        ""),
                points,
                null));
    }

    Table causes() {
        Map<Contact.Cause, Sum> causes = new EnumMap<>(Contact.Cause.class);
        for (Contacts.Week week : read.weeks())
            causes.merge(week.cause(), Sum.NOTHING.plus(week), (one, _) -> one.plus(week));
        long all = all().contacts();
        List<Row> rows = causes.entrySet().stream()
                .sorted((one, other) ->
                        Long.compare(other.getValue().contacts(), one.getValue().contacts()))
                .map(cause -> row(cause.getKey(), cause.getValue(), all))
                .toList();
        return Table.plain(
                "About what",
                List.of(
                        Column.text("Cause"),
                        Column.number("Contacts"),
                        Column.number("Share"),
                        Column.number("Per 1,000 parcels"),
                        Column.number("Cost")),
                rows,
                new Empty("Nobody had to ask", "in this time", null));
    }

    private Row row(Contact.Cause cause, Sum sum, long all) {
        long parcels = read.allParcels();
        return Row.of(
                Cell.of(Wismo.said(cause), cause.isWismo() ? "counts as “where is my order”" : null),
                Cell.of(Words.count(sum.contacts())),
                Cell.of("%.0f %%".formatted(sum.contacts() * 100.0 / Math.max(1, all))),
                Cell.of(parcels < Wismo.ENOUGH ? "–" : "%.1f".formatted(sum.contacts() * Wismo.PER / parcels)),
                Cell.of(money(sum.cost())));
    }

    private String money(long minor) {
        return read.cost()
                .map(cost -> Words.money(minor, cost.currency().getCurrencyCode()))
                .orElse("–");
    }

    Table weeks() {
        Map<LocalDate, List<Sum>> weeks = new TreeMap<>();
        read.parcels().keySet().forEach(monday -> weeks.put(monday, List.of(Sum.NOTHING, Sum.NOTHING)));
        for (Contacts.Week week : read.weeks()) {
            List<Sum> before = weeks.getOrDefault(week.monday(), List.of(Sum.NOTHING, Sum.NOTHING));
            Sum wismo = week.cause().isWismo() ? before.getFirst().plus(week) : before.getFirst();
            weeks.put(week.monday(), List.of(wismo, before.getLast().plus(week)));
        }
        List<Row> rows = new ArrayList<>();
        weeks.forEach((monday, sums) -> rows.addFirst(week(monday, sums)));
        return Table.plain(
                "Week by week",
                List.of(
                        Column.text("Week"),
                        Column.number("Parcels"),
                        Column.number("Asked where it is"),
                        Column.number("Per 1,000"),
                        Column.number("All contacts"),
                        Column.number("Cost")),
                rows,
                new Empty("No week yet", "Weeks with parcels or contacts stand here.", null));
    }

    private Row week(LocalDate monday, List<Sum> sums) {
        Wismo.Rate rate =
                new Wismo.Rate(sums.getFirst().contacts(), read.parcels().getOrDefault(monday, 0L));
        return Row.of(
                Cell.of(
                        "w" + monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                        "from " + visit.words().day(monday)),
                Cell.of(Words.count(rate.parcels())),
                Cell.of(Words.count(rate.asked())),
                Cell.of(rate.told()),
                Cell.of(Words.count(sums.getLast().contacts())),
                Cell.of(money(sums.getLast().cost())));
    }
}
