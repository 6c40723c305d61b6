package io.postlude.console;

import io.postlude.console.Parts.Bulk;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
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
        pages.put("order", Pages.draw("order", order()));
        pages.put("customer", Pages.draw("customer", customer()));
        pages.put("inbox", Pages.draw("list", inbox()));
        pages.put("inbox-entry", Pages.draw("inboxentry", inboxEntry()));
        pages.put("brand", Pages.draw("brand", brand()));
        pages.put("staff", Pages.draw("sections", staff()));
        pages.put("connections", Pages.draw("connections", connections()));
        pages.put("account", Pages.draw("account", account()));
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

    private static TodayPage today(boolean full) {
        TodayPage.Kept kept = KeptChart.of(
                3827,
                106,
                "of 3,933 that came due in the last 30 days",
                List.of(
                        new KeptChart.Kind("Delivery", "truck", 1779, 63),
                        new KeptChart.Kind("Hand-over", "box", 2048, 43)),
                List.of(
                        new KeptChart.Week("w36", 820, 861),
                        new KeptChart.Week("w37", 831, 858),
                        new KeptChart.Week("w38", 840, 880),
                        new KeptChart.Week("w39", 902, 930),
                        new KeptChart.Week("w40", 880, 904)));
        List<Slice> slices = Stack.of(List.of(
                new Stack.Part("waiting", 34, "f-mute"),
                new Stack.Part("in transit", 152, "f-ink2"),
                new Stack.Part("out today", 41, "f-kept"),
                new Stack.Part("pick-up", 7, "f-info"),
                new Stack.Part("problem", 4, "f-broken")));
        return new TodayPage(
                shell("Today", "today", List.of()),
                full ? kept : null,
                new Empty(
                        "Nothing has come due yet",
                        "The first promises are made with the first orders. Connect a shop or import a file.",
                        new Link("Connect a shop", "/console/connections")),
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

    private static Table troubleTable() {
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

    private static Table emptyTable(String title, String text) {
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

    private static Filters filters(@Nullable String clear) {
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

    private static OrderPage order() {
        Pill onItsWay = new Pill(Tone.WAIT, "On its way");
        return new OrderPage(
                shell("MP-48213", "orders", List.of(new Link("Orders", "/console/orders"))),
                "MP-48213",
                List.of(new Pill(Tone.RISK, "Delayed")),
                List.of("1 of 2 parcels arrived", "gift"),
                "Ordered Saturday 14 November 2026, 20:14, in the web shop",
                new Link("Ingrid Solheim", "/console/customers/1"),
                List.of(new Link("Customer’s page", "/t/abc")),
                new Note(
                        Tone.RISK,
                        "No scan of parcel 2 for 31 h.",
                        "Last seen at Oslo Alnabru, Wed 18 Nov 02:42. The promised day is Fri 20 Nov."),
                "4 items in 2 parcels",
                List.of(
                        new OrderPage.Parcel(
                                new Pill(Tone.RISK, "Stalled"),
                                "Parcel 2",
                                "Bring",
                                "370724760048213021",
                                "Promised Fri 20 Nov",
                                List.of(
                                        new OrderPage.Hop("done", "Packed", "Mon 14:02"),
                                        new OrderPage.Hop("done", "Handed over", "Mon 15:48"),
                                        new OrderPage.Hop("done", "Oslo Alnabru", "Wed 02:42"),
                                        new OrderPage.Hop("now", "No scan for 31 h", "since Oslo"),
                                        new OrderPage.Hop("", "Delivered", "by Fri 20 Nov")),
                                List.of(
                                        new OrderPage.Item(
                                                "Fjell wool throw",
                                                "Moss, 130 × 180 cm",
                                                "FJ-THR-MOS",
                                                null,
                                                onItsWay,
                                                "1",
                                                "€129.00"),
                                        new OrderPage.Item(
                                                "Birk serving board",
                                                "Ash, 45 cm",
                                                "BK-BRD-45",
                                                null,
                                                onItsWay,
                                                "1",
                                                "€49.00"))),
                        new OrderPage.Parcel(
                                new Pill(Tone.KEPT, "Delivered"),
                                "Parcel 1",
                                "Bring",
                                "370724760048213014",
                                "Delivered Wed 18 Nov 13:06",
                                List.of(),
                                List.of(new OrderPage.Item(
                                        "Hald stoneware mug",
                                        "Sand",
                                        "HA-MUG-SND4",
                                        null,
                                        new Pill(Tone.KEPT, "Delivered"),
                                        "1",
                                        "€64.00")))),
                timeline(),
                "1 kept, 1 at risk",
                List.of(
                        new OrderPage.Promise(
                                Tone.RISK, "Delivery, parcel 2", "Fri 20 Nov", "Promised Sat 14 Nov by the shop"),
                        new OrderPage.Promise(Tone.KEPT, "Delivery, parcel 1", "Wed 13:06", "Promised Thu 19 Nov"),
                        new OrderPage.Promise(Tone.WAIT, "Refund", "not started", "5 business days once received")),
                List.of(
                        Fact.link("Name", "Ingrid Solheim", "#"),
                        Fact.of("Orders", "7 since 2023, €1,486.00"),
                        Fact.of("Ships to", "Bergen, Norway")),
                List.of(
                        Fact.of("Goods", "€318.00"),
                        Fact.of("Discount WELCOMEBACK", "−€15.90"),
                        Fact.of("Shipping", "€9.90"),
                        Fact.strong("Total", "€312.00"),
                        Fact.of("of it tax", "€62.40")),
                new Note(
                        Tone.RISK,
                        "The parts add up to €312.01.",
                        "The shop says €312.00. Both are kept; nothing was changed."),
                emptyTable("Raw", "No delivery names this order."));
    }

    private static Timeline timeline() {
        return new Timeline(
                List.of(
                        new View("All 5", "#", true),
                        new View("Parcels", "#", false),
                        new View("Promises", "#", false),
                        new View("Order", "#", false)),
                List.of(
                        new Timeline.Day(
                                "Today, Thursday 19 November",
                                List.of(
                                        new Timeline.Happening(
                                                "09:38",
                                                "2026-11-19T08:38:00Z",
                                                new Timeline.Mark("mail", "us"),
                                                "Link to the tracking page sent",
                                                "by e-mail",
                                                null,
                                                List.of()),
                                        new Timeline.Happening(
                                                "07:42",
                                                "2026-11-19T06:42:00Z",
                                                new Timeline.Mark("risk", "risk"),
                                                "Promise at risk: delivery by Friday 20 November",
                                                null,
                                                "29 hours without a scan.",
                                                List.of(Fact.of("reason", "stalled"), Fact.of("due", "2026-11-20"))))),
                        new Timeline.Day(
                                "Wednesday 18 November",
                                List.of(
                                        new Timeline.Happening(
                                                "13:06",
                                                "2026-11-18T12:06:00Z",
                                                new Timeline.Mark("kept", "kept"),
                                                "Parcel 1 delivered at the door",
                                                "promised Thu 19, kept",
                                                null,
                                                List.of()),
                                        new Timeline.Happening(
                                                "02:42",
                                                "2026-11-18T01:42:00Z",
                                                new Timeline.Mark("truck", ""),
                                                "Parcel 2 reached Oslo Alnabru",
                                                null,
                                                null,
                                                List.of())))),
                null);
    }

    private static CustomerPage customer() {
        return new CustomerPage(
                shell("Ingrid Solheim", "customers", List.of(new Link("Customers", "/console/customers"))),
                "Ingrid Solheim",
                "IS",
                List.of(),
                List.of("vip"),
                "Customer since 12 Mar 2023, writes Norwegian",
                troubleTable(),
                "7 since 2023, €1,486.00",
                timeline(),
                List.of(Fact.of("Birthday", "4 May"), Fact.of("Language", "Norwegian"), Fact.of("Zone", "Europe/Oslo")),
                new Table(
                        "Contact points",
                        List.of(Column.text("Contact"), Column.number("Used for")),
                        List.of(new Row(
                                null,
                                List.of(
                                        Cell.of("ingrid.solheim@example.no", "e-mail, from orders"),
                                        Cell.of("first")))),
                        new Empty("", "", null),
                        null,
                        Paging.none("")),
                new Table(
                        "Consents",
                        List.of(
                                Column.text("Purpose"),
                                Column.text("State"),
                                Column.text("Proof"),
                                Column.number("When")),
                        List.of(new Row(
                                null,
                                List.of(
                                        Cell.of("Marketing", "e-mail"),
                                        Cell.pill(new Pill(Tone.KEPT, "Given"), null),
                                        Cell.of("Checkout box", "from the shop"),
                                        Cell.of("12 Mar 2023")))),
                        new Empty("", "", null),
                        null,
                        Paging.none("")),
                Form.of(
                                "/c",
                                "Record",
                                "check",
                                List.of(Field.text("proof", "Proof", "").needed()))
                        .picking(new Pick("channel", "Channel", List.of(new Option("EMAIL", "E-mail", true)))),
                emptyTable("Merges", "none"),
                Form.of(
                        "/m",
                        "Merge into this profile",
                        "users",
                        List.of(Field.text("other", "E-mail of the other profile", ""))),
                "/export",
                Form.of(
                                "/e",
                                "Erase for good",
                                "x",
                                List.of(Field.text("confirm", "Type ERASE to confirm", "")
                                        .needed()))
                        .weighing(Form.Weight.GRAVE));
    }

    private static ListPage inbox() {
        return new ListPage(
                shell("Inbox", "inbox", List.of()),
                List.of(
                        new Figure("Deliveries", "1,204", "in 24 hours", null),
                        new Figure("Failed", "3", "wait for a person", null),
                        new Figure("Refused", "12", "wrong signature, 24 hours", null)),
                filters(null),
                new Table(
                        "Deliveries, newest first",
                        List.of(
                                Column.text("Received"),
                                Column.text("Source"),
                                Column.text("Result"),
                                Column.number("Size").wide(),
                                Column.text("")),
                        List.of(
                                new Row(
                                        "1",
                                        List.of(
                                                Cell.link("today 09:38", "2 min ago", "#"),
                                                Cell.of("Shopify", "orders/create"),
                                                Cell.pill(
                                                        new Pill(Tone.BROKEN, "Failed"),
                                                        "line_items[2].price is negative"),
                                                Cell.of("8 KB"),
                                                Cell.deeds(List.of(Deed.of("Replay", "undo", "/r"))))),
                                new Row(
                                        "2",
                                        List.of(
                                                Cell.link("today 09:31", "9 min ago", "#"),
                                                Cell.of("AfterShip", "tracking_update"),
                                                Cell.pill(new Pill(Tone.KEPT, "Taken"), null),
                                                Cell.of("2 KB"),
                                                Cell.deeds(List.of(Deed.of("Replay", "undo", "/r")))))),
                        new Empty("", "", null),
                        new Bulk("/replay", "Replay chosen", "undo"),
                        new Paging("/first", "/next", "newest first")));
    }

    private static InboxEntryPage inboxEntry() {
        return new InboxEntryPage(
                shell("Delivery 8213", "inbox", List.of(new Link("Inbox", "/console/inbox"))),
                "Shopify orders/create",
                new Pill(Tone.BROKEN, "Failed"),
                "Received today 09:38",
                Note.refused(
                        "line_items[2].price is negative.",
                        "The delivery is kept as it came. Replay it once the cause is gone."),
                List.of(Deed.primary("Replay", "undo", "/r")),
                List.of(Fact.of("Source", "Shopify"), Fact.of("Signature", "right"), Fact.of("Tries", "3")),
                new Table(
                        "Headers",
                        List.of(Column.text("Name"), Column.text("Value")),
                        List.of(new Row(
                                null, List.of(Cell.code("x-shopify-topic", null), Cell.code("orders/create", null)))),
                        new Empty("", "", null),
                        null,
                        Paging.none("")),
                "{\n  \"id\": 820982911946154508,\n  \"email\": \"jon@example.com\"\n}",
                "8 KB of JSON, set out for reading");
    }

    private static BrandPage brand() {
        Field accent = Field.text("accent", "Accent", "#d8c24a")
                .ofType("color", "off")
                .refused("1.7 to 1 on white; text needs 4.5 to 1. Try #7a6a12.");
        Field ground = Field.text("ground", "Ground", "#ffffff").ofType("color", "off");
        Field greeting = Field.text("greeting", "Greeting", "Hi").hinting("Opens every message.");
        return new BrandPage(
                shell("Brand", "brand", List.of()),
                "/console/brand",
                "/console/brand/preview",
                List.of(
                        new BrandPage.Group("Colours", List.of(accent, ground), List.of()),
                        new BrandPage.Group("Words", List.of(greeting), List.of())),
                null,
                "<!doctype html><html lang=en><title>Your parcel</title><h1>Your parcel is on its way</h1>",
                true);
    }

    private static SectionsPage staff() {
        return new SectionsPage(
                shell("Staff", "staff", List.of()),
                List.of(),
                new SectionsPage.Secret(
                        "A link for mads@marenandpine.example",
                        "https://shop.example/console/welcome/f3v",
                        "Shown once. It works for 3 days."),
                List.of(
                        new SectionsPage.Section(
                                "people",
                                "Staff",
                                "4 people of this store",
                                new Table(
                                        "Staff",
                                        List.of(
                                                Column.text("Name"),
                                                Column.text("Role"),
                                                Column.text("Second factor"),
                                                Column.text("")),
                                        List.of(new Row(
                                                null,
                                                List.of(
                                                        Cell.link("Signe Dahl", "signe@marenandpine.example", "#"),
                                                        Cell.of("Owner"),
                                                        Cell.pill(new Pill(Tone.KEPT, "On"), null),
                                                        Cell.deeds(List.of(Deed.of("Disable", "lock", "/d")))))),
                                        new Empty("", "", null),
                                        null,
                                        Paging.none("")),
                                null),
                        new SectionsPage.Section(
                                "invite",
                                "Invite someone",
                                "they set their own password",
                                null,
                                Form.of(
                                                "/i",
                                                "Make the link",
                                                "plus",
                                                List.of(
                                                        Field.text("name", "Name", "")
                                                                .needed(),
                                                        Field.text("email", "E-mail", "")
                                                                .ofType("email", "off")
                                                                .needed()))
                                        .picking(new Pick("role", "Role", List.of(new Option("AGENT", "Agent", true))))
                                        .checking(new Form.Checks(
                                                "scope",
                                                "Scopes",
                                                List.of(
                                                        new Option("a", "orders:read", true),
                                                        new Option("b", "orders:write", false))))
                                        .weighing(Form.Weight.PRIMARY))));
    }

    private static ConnectionsPage connections() {
        return new ConnectionsPage(
                shell("Connections", "connections", List.of()),
                List.of(
                        new ConnectionsPage.Source(
                                "shopify",
                                "Shopify",
                                "orders, fulfilments, refunds and the three privacy topics",
                                new Pill(Tone.KEPT, "Connected"),
                                "Last delivery today 09:38, 812 in 24 hours",
                                "https://post.example/in/shopify/mp-3k",
                                List.of(
                                        "Open Settings, Notifications, Webhooks.",
                                        "Create a webhook for each topic, format JSON.",
                                        "Paste this address; copy the signing secret here."),
                                Form.of(
                                        "/s",
                                        "Keep the secret",
                                        "lock",
                                        List.of(Field.text("secret", "Signing secret", "")
                                                .ofType("password", "off")))),
                        new ConnectionsPage.Source(
                                "aftership",
                                "AfterShip",
                                "scans of parcels",
                                new Pill(Tone.WAIT, "Not connected"),
                                "Nothing has come in yet",
                                "https://post.example/in/aftership/mp-3k",
                                List.of("Open Webhooks."),
                                null)));
    }

    private static AccountPage account() {
        return new AccountPage(
                shell("Your account", "account", List.of()),
                List.of(Fact.of("Name", "Signe Dahl"), Fact.of("Role", "Owner")),
                QrCode.of(
                        "otpauth://totp/Postlude:signe?secret=JBSWY3DPEHPK3PXP&issuer=Postlude", "JBSW Y3DP EHPK 3PXP"),
                Form.of(
                        "/t",
                        "Turn it on",
                        "lock",
                        List.of(Field.text("code", "Code from the app", "").needed())),
                Form.of(
                        "/p",
                        "Change password",
                        "key",
                        List.of(
                                Field.text("now", "Password now", "").ofType("password", "current-password"),
                                Field.text("next", "New password", "")
                                        .ofType("password", "new-password")
                                        .hinting("At least 12 characters."))));
    }
}
