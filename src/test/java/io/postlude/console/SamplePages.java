package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Slice;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.Parts.View;
import io.postlude.console.Shell.Entry;
import io.postlude.console.Shell.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of each kind, filled to the brim and empty, as the look's own pages are. */
final class SamplePages {
    private SamplePages() {}

    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("sign-in", Pages.draw("door", signIn()));
        pages.put("today", Pages.draw("today", today(true)));
        pages.put("today-empty", Pages.draw("today", today(false)));
        pages.put("orders", Pages.draw("list", orders()));
        pages.put("orders-none", Pages.draw("list", nothing()));
        pages.put("order", Pages.draw("order", SampleDetails.order()));
        pages.put("customer", Pages.draw("customer", SampleDetails.customer()));
        pages.put("inbox", Pages.draw("list", SampleDetails.inbox()));
        pages.put("inbox-entry", Pages.draw("inboxentry", SampleDetails.inboxEntry()));
        pages.put("brand", Pages.draw("brand", SampleSettings.brand()));
        pages.put("staff", Pages.draw("sections", SampleSettings.staff()));
        pages.put("connections", Pages.draw("connections", SampleSettings.connections()));
        pages.put("account", Pages.draw("account", SampleSettings.account()));
        pages.put(
                "refusal",
                Pages.draw(
                        "refusal",
                        new RefusalPage(
                                shell("Not found", "", List.of()),
                                404,
                                "There is no such order here",
                                "It may belong to another store, or the link is old.",
                                new Link("All orders", "/console/orders"))));
        return pages;
    }

    static Shell shell(String title, String here, List<Link> crumbs) {
        return new Shell(
                title,
                crumbs.isEmpty() ? "Thursday 19 November 2026, 09:42" : null,
                crumbs,
                new Shell.Store("1", "Maren & Pine"),
                here.equals("orders") ? List.of(new Shell.Store("2", "Volt Audio")) : List.of(),
                new Shell.Person("Signe Dahl", "Owner", "SD"),
                nav(here),
                "token",
                null);
    }

    private static List<Group> nav(String here) {
        return List.of(
                new Group(
                        null,
                        List.of(
                                entry("today", "Today", "today", null, here, true),
                                entry("orders", "Orders", "box", null, here, true),
                                entry("customers", "Customers", "users", null, here, true),
                                entry("trouble", "Trouble", "risk", "14", here, true))),
                new Group(
                        "What comes in",
                        List.of(
                                entry("inbox", "Inbox", "mail", "3", here, true),
                                entry("mapping", "Mapping", "map", "2", here, false))),
                new Group(
                        "Settings",
                        List.of(
                                entry("brand", "Brand", "pen", null, here, false),
                                entry("staff", "Staff", "user", null, here, false),
                                entry("keys", "API keys", "key", null, here, false),
                                entry("connections", "Connections", "bolt", null, here, false),
                                entry("audit", "Audit", "history", null, here, false),
                                entry("system", "System", "wrench", null, here, false))));
    }

    private static Entry entry(
            String key, String label, String icon, @Nullable String count, String here, boolean main) {
        return new Entry(key, label, icon, "/console/" + key, count, key.equals(here), main);
    }

    private static DoorPage signIn() {
        return new DoorPage(
                "Sign in to Maren & Pine",
                "Staff only. Customers need no account.",
                "/console/sign-in",
                List.of(
                        Field.text("email", "E-mail", "signe@marenandpine.example")
                                .ofType("email", "username")
                                .needed(),
                        Field.text("password", "Password", "")
                                .ofType("password", "current-password")
                                .needed()
                                .refused("That password does not fit. 4 tries left, then 15 minutes’ pause.")),
                Map.of("next", "/console/today"),
                "Sign in",
                null,
                new DoorPage.Demo("signe@marenandpine.example", "fermata"));
    }

    private static TodayPage.Kept kept() {
        return KeptChart.of(
                new KeptChart.Counted(3827, 106, "of 3,933 that came due in the last 30 days"),
                List.of(
                        new KeptChart.Kind("Delivery", "truck", 1779, 63),
                        new KeptChart.Kind("Hand-over", "box", 2048, 43)),
                List.of(
                        new KeptChart.Week("w36", 820, 861),
                        new KeptChart.Week("w37", 831, 858),
                        new KeptChart.Week("w38", 840, 880),
                        new KeptChart.Week("w39", 902, 930),
                        new KeptChart.Week("w40", 880, 904)));
    }

    private static TodayPage today(boolean full) {
        List<Slice> slices = Stack.of(List.of(
                new Stack.Part("waiting", 34, "f-mute"),
                new Stack.Part("in transit", 152, "f-ink2"),
                new Stack.Part("out today", 41, "f-kept"),
                new Stack.Part("pick-up", 7, "f-info"),
                new Stack.Part("problem", 4, "f-broken")));
        return new TodayPage(
                shell("Today", "today", List.of()),
                full ? kept() : null,
                new Empty(
                        "Nothing has come due yet",
                        "The first promises are made with the first orders. Connect a shop or import a file.",
                        new Link("Connect a shop", "/console/connections")),
                new TodayPage.Risks(
                        full ? "14 promises, €2,767.50. Left alone, about 8 will be broken." : "",
                        full ? List.of(risk("MP-48213", "94"), risk("MP-48196", "88")) : List.of(),
                        new Empty("No promise is at risk", "Every open promise will probably be kept.", null)),
                List.of(
                        new Figure(
                                "Orders today",
                                full ? "31" : "0",
                                "€3,902.00; the last four Thursdays by 09:42 had 24–35",
                                "/console/orders"),
                        new Figure("Totals that do not add up", "2", "of 5,118 orders in 90 days", "/console/orders")),
                new TodayPage.Parcels(
                        full ? "238" : "0",
                        "34 waiting, 152 in transit",
                        "all not yet arrived",
                        full ? slices : List.of()),
                full ? troubleTable() : emptyTable("No parcel is in trouble", "238 parcels are under way."),
                "14 parcels of 238 under way",
                full
                        ? List.of(
                                new TodayPage.Todo(
                                        "map",
                                        "2 carrier codes are unknown, seen 41 times.",
                                        "Map them",
                                        "/console/mapping"),
                                new TodayPage.Todo(
                                        "mail",
                                        "3 deliveries failed in the last 24 hours.",
                                        "Look at them",
                                        "/console/inbox"))
                        : List.of(),
                List.of(
                        new Figure("Deliveries", "1,204", "in 24 hours", null),
                        new Figure("Failed", "3", "wait for a person", null)));
    }

    private static AtRiskPage.Line risk(String order, String percent) {
        return new AtRiskPage.Line(
                "prm_1",
                order,
                "/console/orders",
                "Ingrid Solheim, Bergen",
                "truck",
                "Delivery",
                "Fri 20 Nov",
                percent,
                "Chance by day",
                null,
                "No scan for longer than usual",
                "at risk for 31 h",
                "€312.00",
                "7 orders, €1,486.00",
                "1 late before",
                null,
                new AtRiskPage.Next("Say sorry", "mail", "/console/at-risk"),
                "/console/at-risk/prm_1");
    }

    static Table troubleTable() {
        return new Table(
                "Parcels in trouble, longest silence first",
                List.of(
                        Column.text("Order"),
                        Column.text("What is wrong"),
                        Column.text("Carrier").wide(),
                        Column.number("Last scan")),
                List.of(
                        trouble(
                                "MP-48213",
                                "Ingrid Solheim, Bergen",
                                "Stalled",
                                "No scan for 31 h, since Oslo Alnabru"),
                        trouble(
                                "MP-48196",
                                "Jonas Lindqvist, Göteborg",
                                "Address incomplete",
                                "Carrier waits for the shop"),
                        trouble("MP-48241", "Aino Virtanen, Tampere", "Never handed over", "Label made 3.1 days ago")),
                new Empty("No parcel is in trouble", "", null),
                null,
                Paging.none(""));
    }

    private static Row trouble(String order, String who, String what, String why) {
        return new Row(
                null,
                List.of(
                        Cell.link(order, who, "/console/orders/" + order),
                        Cell.pill(new Pill(Tone.RISK, what), why),
                        Cell.code("370724760048213021", "Bring"),
                        Cell.of("Wed 18 Nov", "02:42")));
    }

    static Table emptyTable(String title, String text) {
        return new Table(
                title, List.of(Column.text("Order")), List.of(), new Empty(title, text, null), null, Paging.none(""));
    }

    private static ListPage orders() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(new Row(
                    null,
                    List.of(
                            Cell.link("MP-4821" + i, "Sat 14 Nov 20:14", "/console/orders/" + i),
                            Cell.of("Ingrid Solheim", "ingrid.solheim@example.no"),
                            Cell.pill(
                                    i % 3 == 0
                                            ? new Pill(Tone.RISK, "Delayed")
                                            : i % 3 == 1
                                                    ? new Pill(Tone.KEPT, "Delivered")
                                                    : new Pill(Tone.WAIT, "Not shipped"),
                                    "2 parcels"),
                            Cell.of("Web shop", "gift, wool"),
                            Cell.of("4"),
                            Cell.of("€312.00", i == 4 ? "totals differ by €0.01" : null))));
        }
        return new ListPage(
                shell("Orders", "orders", List.of()),
                List.of(),
                filters(null),
                new Table(
                        "Orders, newest first",
                        List.of(
                                Column.text("Order").sortedBy("/console/orders?sort=oldest", "descending"),
                                Column.text("Customer"),
                                Column.text("Parcels"),
                                Column.text("Channel").wide(),
                                Column.number("Items").wide(),
                                Column.number("Total").sortedBy("/console/orders?sort=total", null)),
                        rows,
                        new Empty("", "", null),
                        null,
                        new Paging(null, "/console/orders?after=x", "12 of about 5,118 orders")));
    }

    static Filters filters(@Nullable String clear) {
        return new Filters(
                "/console/orders",
                "Number, e-mail, name or tracking number",
                "",
                List.of(
                        new View("All", "#", true),
                        new View("Open", "#", false),
                        new View("Late", "#", false),
                        new View("Totals differ", "#", false)),
                List.of(
                        new Pick(
                                "channel",
                                "Channel:",
                                List.of(new Option("", "any", true), new Option("web", "web", false))),
                        new Pick(
                                "days",
                                "Placed:",
                                List.of(new Option("", "any time", true), new Option("7", "last 7 days", false)))),
                Map.of("sort", "newest"),
                clear,
                "/console/orders.csv");
    }

    private static ListPage nothing() {
        return new ListPage(
                shell("Orders", "orders", List.of()),
                List.of(),
                filters("/console/orders"),
                new Table(
                        "Orders",
                        List.of(Column.text("Order")),
                        List.of(),
                        new Empty(
                                "No order fits",
                                "2 filters hide about 5,118 orders.",
                                new Link("Clear filters", "/console/orders")),
                        null,
                        Paging.none("")));
    }
}
