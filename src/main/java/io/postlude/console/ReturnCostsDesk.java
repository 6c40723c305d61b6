package io.postlude.console;

import io.postlude.claims.CarrierClaims;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.returns.CostTerms;
import io.postlude.returns.ReturnCosts;
import io.postlude.returns.ReturnCosts.Month;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What returns cost, what stays and what comes back, by month and currency; each sum with its source. */
final class ReturnCostsDesk {
    static final String PATH = ReturnsDesk.PATH + "/costs";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.UK);
    private static final int DAYS_A_WEEK = 7;
    private static final int ALL_PER_CENT = 100;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Faces faces;

    /** Who else knows of money: carriers, and the store's own currency. */
    record Faces(CarrierClaims carriers, Stores stores, Audit audit) {}

    ReturnCostsDesk(Frame frame, ReturnsDesk.Sources sources, Faces faces) {
        this.frame = frame;
        this.sources = sources;
        this.faces = faces;
    }

    void addTo(Counter counter) {
        counter.page("returns/costs", Permission.SEE_RETURNS, this::show);
        counter.page("returns/costs.csv", Permission.SEE_RETURNS, this::csv);
        counter.deed("returns/costs/terms", Permission.CHANGE_POLICY, this::save);
    }

    private record Read(List<Month> months, Map<Key, Long> carriers, CostTerms terms) {
        long carriers(Month month) {
            return carriers.getOrDefault(new Key(month.month(), month.currency().getCurrencyCode()), 0L);
        }
    }

    private record Key(YearMonth month, String currency) {}

    /** Whole months, so that each agrees with the books of that month. */
    private Read read(Tx tx, Visit visit, Address address) {
        Instant now = visit.words().now();
        ZoneId zone = visit.words().zone();
        YearMonth first = YearMonth.from(now.minus(Duration.ofDays((long) SheetPage.weeks(address) * DAYS_A_WEEK))
                .atZone(zone));
        Span span = new Span(first.atDay(1).atStartOfDay(zone).toInstant(), now.plusSeconds(1));
        Map<Key, Long> carriers = new HashMap<>();
        for (CarrierClaims.Paid one : faces.carriers().paid(tx, visit.store(), span.from(), span.until()))
            carriers.merge(
                    new Key(
                            YearMonth.from(one.at().atZone(zone)),
                            one.amount().currency().getCurrencyCode()),
                    one.amount().minor(),
                    Long::sum);
        ReturnCosts costs = sources.returns().costs();
        List<Month> months = new ArrayList<>(costs.months(tx, visit.store(), span, zone));
        return new Read(
                months,
                carriers,
                costs.terms(tx, visit.store(), faces.stores().get(visit.store()).currency()));
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, address));
        boolean changes = visit.may(Permission.CHANGE_POLICY);
        return Answer.page(
                "sheet",
                new SheetPage(
                        frame.below(
                                visit,
                                "Costs",
                                new Link("What returns teach", ReturnsDesk.PATH + "/insights"),
                                "returns"),
                        "What do returns cost, what stays with us, and what did we get back?",
                        SheetPage.spans(address),
                        address.at(PATH + ".csv"),
                        figures(read),
                        List.of(),
                        List.of(
                                new Section(
                                        "months",
                                        "By month",
                                        "whole months of the store’s zone, each currency by itself",
                                        months(read),
                                        null),
                                new Section(
                                        "sums",
                                        "Where the sums come from",
                                        "all months above; what stands in the books agrees with Money, Trial balance",
                                        sums(read),
                                        null),
                                new Section(
                                        "terms",
                                        "What you reckon with",
                                        "where the books know nothing; prices are those paid, as cost prices are not known here",
                                        null,
                                        changes ? form(read.terms()) : null))));
    }

    private static List<Figure> figures(Read read) {
        return List.of(
                new Figure(
                        "Cost of returns",
                        print(read, Month::cost),
                        "given on top, labels, lost value and work, less what was kept back",
                        null),
                new Figure(
                        "Revenue kept",
                        print(read, month -> month.books().stays()),
                        "as credit and other things",
                        null),
                new Figure("Money back", print(read, month -> month.books().refunded()), "owed or given", null),
                new Figure(
                        "Recovered",
                        print(read, month -> month.things().resold() + read.carriers(month)),
                        "as new on the shelf, and paid by carriers",
                        null));
    }

    private static String print(Read read, ToLongFunction<Month> sum) {
        Map<String, Long> sums = new TreeMap<>();
        for (Month month : read.months())
            sums.merge(month.currency().getCurrencyCode(), sum.applyAsLong(month), Long::sum);
        sums.values().removeIf(minor -> minor == 0);
        return sums.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        sums.entrySet().stream()
                                .map(one -> Words.money(one.getValue(), one.getKey()))
                                .toList());
    }

    private static Table months(Read read) {
        return Table.plain(
                "By month",
                List.of(
                        Column.text("Month"),
                        Column.number("Cost"),
                        Column.number("Labels").wide(),
                        Column.number("Lost value").wide(),
                        Column.number("Kept back").wide(),
                        Column.number("Money back").wide(),
                        Column.number("Revenue kept"),
                        Column.number("Recovered")),
                read.months().stream()
                        .map(month -> Row.of(
                                Cell.of(
                                        MONTH.format(month.month()),
                                        month.currency().getCurrencyCode()),
                                cell(month, month.cost()),
                                cell(month, month.labels()),
                                cell(month, month.things().lost()),
                                cell(month, month.books().keptBack()),
                                cell(month, month.books().refunded()),
                                cell(month, month.books().stays()),
                                cell(month, month.things().resold() + read.carriers(month))))
                        .toList(),
                new Empty(
                        "No return was taken yet",
                        "What a return costs stands here once the first is accepted, or a label is bought.",
                        new Link("Returns", ReturnsDesk.PATH)));
    }

    private static Cell cell(Month month, long minor) {
        return Cell.of(Words.money(minor, month.currency().getCurrencyCode()));
    }

    /** One line of the page: what it is, where it comes from, how it is read off a month. */
    private record Sum(String name, String source, ToLongFunction<Month> of) {}

    private static List<Sum> lines(Read read) {
        return List.of(
                new Sum(
                        "Outbound shipping, bonuses, keep-it",
                        "books",
                        month -> month.books().given()),
                new Sum("Labels", "bought and not given back, at the provider’s price", Month::labels),
                new Sum(
                        "Lost value",
                        "price paid for what came opened, worn or broken, was given away, or never came",
                        month -> month.things().lost()),
                new Sum(
                        "Work by hand",
                        "pieces looked at, by your price for one",
                        month -> month.things().handWork()),
                new Sum(
                        "Fees, restocking, deductions",
                        "books, kept back",
                        month -> -month.books().keptBack()),
                new Sum("Cost of returns", "the five above", Month::cost),
                new Sum("Money back", "books", month -> month.books().refunded()),
                new Sum(
                        "Revenue kept",
                        "books: credit and other things, without bonuses and what was paid on top",
                        month -> month.books().stays()),
                new Sum(
                        "Back on the shelf as new",
                        "price paid for what came in condition A and was restocked",
                        month -> month.things().resold()),
                new Sum("Paid by carriers", "claims with carriers", read::carriers),
                new Sum("Goods taken back", "books", month -> month.books().goods()),
                new Sum(
                        "The same by its pieces",
                        "must agree with the books",
                        month -> month.things().goods()));
    }

    private static Table sums(Read read) {
        return Table.plain(
                "Sums",
                List.of(Column.text("What"), Column.text("From"), Column.number("Sum")),
                read.months().isEmpty()
                        ? List.of()
                        : lines(read).stream()
                                .map(line -> Row.of(
                                        Cell.of(line.name()), Cell.of(line.source()), Cell.of(print(read, line.of()))))
                                .toList(),
                new Empty("Nothing yet", "Sums appear with the first return that is taken.", null));
    }

    private static Form form(CostTerms terms) {
        return Form.of(
                PATH + "/terms",
                "Save",
                "check",
                List.of(
                        Field.text(
                                        "work",
                                        "Looking at one piece costs",
                                        terms.handWork().decimal())
                                .hinting("In " + terms.handWork().currency().getCurrencyCode() + "; 0: not counted.")
                                .needed(),
                        Field.text("lostB", "Lost when opened, per cent", Integer.toString(terms.lostB()))
                                .ofType("number", "off")
                                .needed(),
                        Field.text("lostC", "Lost when worn, per cent", Integer.toString(terms.lostC()))
                                .ofType("number", "off")
                                .needed(),
                        Field.text("lostD", "Lost when broken, per cent", Integer.toString(terms.lostD()))
                                .ofType("number", "off")
                                .needed()));
    }

    private Answer save(Visit visit) {
        Currency currency = faces.stores().get(visit.store()).currency();
        String work = visit.field("work").strip().replace(',', '.');
        int b = share(visit, "lostB");
        int c = share(visit, "lostC");
        int d = share(visit, "lostD");
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        String form = digits == 0 ? "[0-9]{1,9}" : "[0-9]{1,9}(\\.[0-9]{1," + digits + "})?";
        if (!work.matches(form) || b < 0 || c < 0 || d < 0) return Answer.done(PATH, Done.CLAIM_INCOMPLETE);
        CostTerms terms = new CostTerms(Money.parse(work, currency), b, c, d);
        sources.database().runInStore(visit.store(), tx -> {
            sources.returns().costs().save(tx, visit.store(), terms);
            faces.audit().record(tx, visit.store(), visit.actor(), Audit.Deed.of("returns.costs", "returns", work));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    /** 0 to 100, or less than nothing for what is no such number. */
    private static int share(Visit visit, String name) {
        String text = visit.field(name).strip();
        int share = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
        return share > ALL_PER_CENT ? -1 : share;
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, address));
        List<Sum> sums = lines(read);
        Csv.stream(
                visit.http(),
                "return-costs",
                List.of("month", "currency", "what", "from", "amount"),
                lines -> read.months()
                        .forEach(month -> sums.forEach(sum -> lines.write(List.of(
                                month.month().toString(),
                                month.currency().getCurrencyCode(),
                                sum.name(),
                                sum.source(),
                                Money.of(
                                                sum.of().applyAsLong(month),
                                                month.currency().getCurrencyCode())
                                        .decimal())))));
        return new Answer.Written();
    }
}
