package io.postlude.console;

import io.postlude.console.Parts.Bulk;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.Parts.View;
import java.util.List;

/** One order, one customer, one delivery. */
final class SampleDetails {
    private SampleDetails() {}

    static OrderPage order() {
        return new OrderPage(
                SamplePages.shell("MP-48213", "orders", List.of(new Link("Orders", "/console/orders"))),
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
                parcels(),
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
                SamplePages.emptyTable("Raw", "No delivery names this order."));
    }

    private static List<OrderPage.Parcel> parcels() {
        Pill onItsWay = new Pill(Tone.WAIT, "On its way");
        return List.of(
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
                                "€64.00"))));
    }

    static Timeline timeline() {
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

    static CustomerPage customer() {
        return new CustomerPage(
                SamplePages.shell("Ingrid Solheim", "customers", List.of(new Link("Customers", "/console/customers"))),
                "Ingrid Solheim",
                "IS",
                List.of(),
                List.of("vip"),
                "Customer since 12 Mar 2023, writes Norwegian",
                SamplePages.troubleTable(),
                "7 since 2023, €1,486.00",
                SamplePages.emptyTable("Rewards", "none"),
                new CustomerPage.Credit("€25.20 to spend", SamplePages.emptyTable("Store credit", "none"), null),
                timeline(),
                List.of(Fact.of("Birthday", "4 May"), Fact.of("Language", "Norwegian"), Fact.of("Zone", "Europe/Oslo")),
                contacts(),
                consents(),
                Form.of(
                                "/c",
                                "Record",
                                "check",
                                List.of(Field.text("proof", "Proof", "").needed()))
                        .picking(new Pick("channel", "Channel", List.of(new Option("EMAIL", "E-mail", true)))),
                SamplePages.emptyTable("Merges", "none"),
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

    private static Table contacts() {
        return new Table(
                "Contact points",
                List.of(Column.text("Contact"), Column.number("Used for")),
                List.of(new Row(
                        null, List.of(Cell.of("ingrid.solheim@example.no", "e-mail, from orders"), Cell.of("first")))),
                new Empty("", "", null),
                null,
                Paging.none(""));
    }

    private static Table consents() {
        return new Table(
                "Consents",
                List.of(Column.text("Purpose"), Column.text("State"), Column.text("Proof"), Column.number("When")),
                List.of(new Row(
                        null,
                        List.of(
                                Cell.of("Marketing", "e-mail"),
                                Cell.pill(new Pill(Tone.KEPT, "Given"), null),
                                Cell.of("Checkout box", "from the shop"),
                                Cell.of("12 Mar 2023")))),
                new Empty("", "", null),
                null,
                Paging.none(""));
    }

    static ListPage inbox() {
        return new ListPage(
                SamplePages.shell("Inbox", "inbox", List.of()),
                List.of(
                        new Figure("Deliveries", "1,204", "in 24 hours", null),
                        new Figure("Failed", "3", "wait for a person", null),
                        new Figure("Refused", "12", "wrong signature, 24 hours", null)),
                SamplePages.filters(null),
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

    static InboxEntryPage inboxEntry() {
        return new InboxEntryPage(
                SamplePages.shell("Delivery 8213", "inbox", List.of(new Link("Inbox", "/console/inbox"))),
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
}
