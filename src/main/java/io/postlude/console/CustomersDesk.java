package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerQuery;
import io.postlude.customers.CustomerSummary;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.orders.Orders;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The people of a store, found by name, e-mail or telephone number. */
final class CustomersDesk {
    static final String PATH = "/console/customers";
    private static final int PAGE_ROWS = 50;
    private static final int CSV_PAGE_ROWS = 200;

    private final Frame frame;
    private final Database database;
    private final Customers customers;
    private final Orders orders;
    private final Segments segments;

    CustomersDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.database = sources.database();
        this.customers = sources.customers();
        this.orders = sources.orders();
        this.segments = sources.segments();
    }

    /** Where what the page shows comes from. */
    record Sources(Database database, Customers customers, Orders orders, Segments segments) {}

    void addTo(Counter counter) {
        counter.page("customers", Permission.SEE_CUSTOMERS, this::show);
        counter.page("customers.csv", Permission.EXPORT_CUSTOMERS, this::csv);
    }

    private record Found(Page<CustomerSummary> page, Map<CustomerId, Orders.Bought> bought, List<Segment> segments) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "tag", "segment", "sort", "after");
        CustomerQuery query =
                new CustomerQuery(address.get("q"), address.get("tag"), sort(address), address.get("after"), PAGE_ROWS);
        Found found = database.inStore(visit.store(), tx -> {
            Page<CustomerSummary> page = address.get("segment") == null
                    ? customers.list(tx, visit.store(), query)
                    : new SegmentPeople(customers, segments).list(tx, visit.store(), query, address.text("segment"));
            List<CustomerId> ids = page.rows().stream().map(CustomerSummary::id).toList();
            return new Found(page, orders.bought(tx, visit.store(), ids), segments.all(tx, visit.store()));
        });
        boolean filtered = address.count("q", "tag", "segment") > 0;
        Empty empty = filtered
                ? new Empty("Nobody fits", "The filters hide all customers.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nobody has bought yet",
                        "Customers come with their first order.",
                        new Link("Connect a shop", "/console/connections"));
        String next = found.page().next();
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(found.page().rows().size(), "customer", "customers") + ", " + order(sort(address)));
        Filters filters = new Filters(
                PATH,
                "Name, e-mail or telephone",
                address.text("q"),
                List.of(),
                found.segments().isEmpty() ? List.of() : List.of(pick(address, found.segments())),
                address.kept("tag", "sort"),
                filtered ? PATH : null,
                visit.may(Permission.EXPORT_CUSTOMERS) && address.get("segment") == null
                        ? address.at(PATH + ".csv")
                        : null);
        List<Row> rows = found.page().rows().stream()
                .map(person -> row(visit, person, found.bought().get(person.id())))
                .toList();
        Table table = new Table("Customers", columns(address), rows, empty, null, paging);
        return Answer.page(
                "list", new ListPage(frame.page(visit, "Customers", "customers"), List.of(), filters, table));
    }

    private static Pick pick(Address address, List<Segment> all) {
        List<Option> options = new ArrayList<>(List.of(new Option("", "All", address.get("segment") == null)));
        for (Segment one : all) options.add(new Option(one.key(), one.name(), address.is("segment", one.key())));
        return new Pick("segment", "Segment", options);
    }

    private static CustomerQuery.Sort sort(Address address) {
        return Arrays.stream(CustomerQuery.Sort.values())
                .filter(sort -> address.is("sort", word(sort)))
                .findFirst()
                .orElse(CustomerQuery.Sort.NEWEST);
    }

    private static String word(CustomerQuery.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String order(CustomerQuery.Sort sort) {
        return switch (sort) {
            case NEWEST -> "newest first";
            case OLDEST -> "oldest first";
            case NAME -> "by family name";
            case NAME_DOWN -> "by family name, from Z";
        };
    }

    private static Column sorted(Address address, Column column, CustomerQuery.Sort up, CustomerQuery.Sort down) {
        CustomerQuery.Sort now = sort(address);
        String direction = now == up ? "ascending" : now == down ? "descending" : null;
        CustomerQuery.Sort other = now == up || (now != down && down == CustomerQuery.Sort.NEWEST) ? down : up;
        return column.sortedBy(address.with("sort", other == CustomerQuery.Sort.NEWEST ? "" : word(other)), direction);
    }

    private static List<Column> columns(Address address) {
        return List.of(
                sorted(address, Column.text("Customer"), CustomerQuery.Sort.NAME, CustomerQuery.Sort.NAME_DOWN),
                sorted(
                        address,
                        Column.text("Known since").wide(),
                        CustomerQuery.Sort.OLDEST,
                        CustomerQuery.Sort.NEWEST),
                Column.text("Country").wide(),
                Column.text("Tags").wide(),
                Column.number("Orders"),
                Column.number("Last order"));
    }

    private static Row row(Visit visit, CustomerSummary person, Orders.@Nullable Bought bought) {
        String name = person.name() == null ? "No name" : person.name();
        String reach = person.email() == null ? person.phone() : person.email();
        return Row.of(
                Cell.link(name, reach, PATH + "/" + person.id()),
                Cell.of(visit.words().day(person.since())),
                Cell.of(person.country()),
                Cell.of(String.join(", ", person.tags())),
                Cell.of(bought == null ? "0" : Words.count(bought.orders())),
                Cell.of(bought == null ? "none" : visit.words().day(bought.lastAt())));
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "tag", "sort");
        List<@Nullable String> heading = Arrays.asList("id", "name", "email", "phone", "country", "since", "tags");
        Csv.stream(visit.http(), "customers", heading, lines -> {
            String cursor = null;
            do {
                CustomerQuery query =
                        new CustomerQuery(address.get("q"), address.get("tag"), sort(address), cursor, CSV_PAGE_ROWS);
                Page<CustomerSummary> page =
                        database.inStore(visit.store(), tx -> customers.list(tx, visit.store(), query));
                page.rows()
                        .forEach(person -> lines.write(Arrays.asList(
                                person.id().toString(),
                                person.name(),
                                person.email(),
                                person.phone(),
                                person.country(),
                                person.since().toString(),
                                String.join(" ", person.tags()))));
                cursor = page.next();
            } while (cursor != null);
        });
        return new Answer.Written();
    }
}
