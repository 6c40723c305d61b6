package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.deliveries.ContactId;
import io.postlude.deliveries.Contacts;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.ReplacementId;
import io.postlude.deliveries.Replacements;
import io.postlude.deliveries.RequestId;
import io.postlude.deliveries.Requests;
import io.postlude.kernel.Database;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;

/** What customers of late orders chose on their pages, for a person to see to; and what they asked. */
final class WishesDesk {
    static final String PATH = "/console/wishes";
    private static final int MOST_ROWS = 200;
    private static final int LONGEST_REFERENCE = 100;

    private final Frame frame;
    private final Database database;
    private final Deliveries deliveries;
    private final Audit audit;

    WishesDesk(Frame frame, Database database, Deliveries deliveries, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.deliveries = deliveries;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("wishes", Permission.SEE_CUSTOMERS, this::show);
        counter.deed("wishes/done", Permission.CHANGE_ORDERS, this::done);
        counter.deed("wishes/replacement", Permission.CHANGE_SHIPMENTS, this::settle);
        counter.deed("wishes/answered", Permission.CHANGE_ORDERS, this::answered);
    }

    private Answer show(Visit visit) {
        List<Requests.Request> open =
                database.inStore(visit.store(), tx -> deliveries.requests().open(tx, visit.store(), MOST_ROWS));
        List<Contacts.Listed> asked =
                database.inStore(visit.store(), tx -> deliveries.contacts().newest(tx, visit.store(), MOST_ROWS));
        List<Replacements.Replacement> wanted =
                database.inStore(visit.store(), tx -> deliveries.replacements().wanted(tx, visit.store(), MOST_ROWS));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.page(visit, "Wishes", "wishes"),
                        List.of(),
                        null,
                        List.of(
                                new Section(
                                        "chosen",
                                        "To see to",
                                        "chosen on the page of a late order, the oldest first",
                                        chosen(visit, open),
                                        null),
                                new Section(
                                        "again",
                                        "To be sent again",
                                        "wanted by staff; customers hear of it once you say it has left",
                                        again(visit, wanted),
                                        wanted.isEmpty() || !visit.may(Permission.CHANGE_SHIPMENTS)
                                                ? null
                                                : settling(wanted)),
                                new Section(
                                        "asked",
                                        "Asked",
                                        "on pages, and handed in by your help desk, the newest first",
                                        asked(visit, asked),
                                        null))));
    }

    private Answer done(Visit visit) {
        var id = PublicId.parse(RequestId.PREFIX, visit.field("request"));
        if (id.isEmpty()) {
            throw Refusal.notFound();
        }
        RequestId request = new RequestId(id.getAsLong());
        boolean seen = database.inStore(visit.store(), tx -> {
            boolean done = deliveries.requests().done(tx, visit.store(), request);
            if (done) record(tx, visit, Audit.Deed.of("wish.seen-to", "request", request.toString()));
            return done;
        });
        return Answer.done(PATH, seen ? Done.WISH_SEEN_TO : Done.NOT_ANY_MORE);
    }

    private Answer answered(Visit visit) {
        var id = PublicId.parse(ContactId.PREFIX, visit.field("question"));
        if (id.isEmpty()) {
            throw Refusal.notFound();
        }
        ContactId question = new ContactId(id.getAsLong());
        boolean done = database.inStore(
                visit.store(),
                tx -> deliveries
                        .contacts()
                        .answered(tx, visit.store(), question, visit.words().now()));
        return Answer.done(PATH, done ? Done.WISH_SEEN_TO : Done.NOT_ANY_MORE);
    }

    private void record(Tx tx, Visit visit, Audit.Deed deed) {
        audit.record(tx, visit.store(), visit.actor(), deed);
    }

    private static Table again(Visit visit, List<Replacements.Replacement> wanted) {
        return Table.plain(
                "To be sent again",
                List.of(Column.text("Order"), Column.text("What"), Column.number("Since")),
                wanted.stream()
                        .map(one -> Row.of(
                                Cell.link(print(one), null, OrdersDesk.PATH + "/" + one.order()),
                                Cell.of(one.words() == null ? "all of it" : one.words()),
                                Cell.of(
                                        visit.words().moment(one.wantedAt()),
                                        visit.words().ago(one.wantedAt()))))
                        .toList(),
                new Empty("Nothing to send again", "Wishes from the pages of promises at risk stand here.", null));
    }

    private static String print(Replacements.Replacement one) {
        return one.order().toString();
    }

    private static Form settling(List<Replacements.Replacement> wanted) {
        return Form.of(
                        PATH + "/replacement",
                        "Settle it",
                        "check",
                        List.of(Field.text("reference", "New order or parcel number", "")
                                .hinting("What the customer can follow, where there is one.")))
                .picking(
                        new Pick(
                                "replacement",
                                "Which",
                                wanted.stream()
                                        .map(one -> new Option(
                                                one.id().toString(),
                                                print(one) + (one.words() == null ? "" : ": " + one.words()),
                                                false))
                                        .toList()),
                        new Pick(
                                "state",
                                "What became of it",
                                List.of(
                                        new Option("sent", "It has left", true),
                                        new Option("dropped", "It will not be sent", false))));
    }

    private Answer settle(Visit visit) {
        ReplacementId id = ReplacementId.parse(visit.field("replacement")).orElseThrow(Refusal::notFound);
        String reference = visit.field("reference");
        boolean sent = visit.field("state").equals("sent");
        if (reference.length() > LONGEST_REFERENCE) throw Refusal.notFound();
        boolean settled = database.inStore(visit.store(), tx -> {
            boolean moved = sent
                    ? deliveries.replacements().sent(tx, visit.store(), id, reference.isEmpty() ? null : reference)
                    : deliveries.replacements().drop(tx, visit.store(), id);
            if (moved)
                record(
                        tx,
                        visit,
                        Audit.Deed.of(sent ? "replacement.sent" : "replacement.dropped", "replacement", id.toString()));
            return moved;
        });
        return Answer.done(PATH, settled ? Done.WRITTEN_DOWN : Done.NOT_ANY_MORE);
    }

    private static Table chosen(Visit visit, List<Requests.Request> open) {
        List<Row> rows = open.stream()
                .map(request -> Row.of(
                        Cell.link(said(request.choice()), null, OrdersDesk.PATH + "/" + request.order()),
                        Cell.of(request.words() == null ? "" : request.words()),
                        Cell.of(
                                visit.words().moment(request.askedAt()),
                                visit.words().ago(request.askedAt())),
                        Cell.deeds(
                                visit.may(Permission.CHANGE_ORDERS)
                                        ? List.of(new Deed(
                                                "Seen to",
                                                "check",
                                                PATH + "/done",
                                                Map.of("request", request.id().toString()),
                                                false))
                                        : List.of())))
                .toList();
        return new Table(
                "To see to",
                List.of(Column.text("Wish"), Column.text("In their words"), Column.number("Since"), Column.number("")),
                rows,
                new Empty("Nothing to see to", "No customer has asked for anything that is still open.", null),
                null,
                Paging.none(""));
    }

    private static String said(Choice choice) {
        return switch (choice) {
            case WAIT -> "Waits for it";
            case ADDRESS -> "Send it to another address";
            case PICKUP -> "Will collect it";
            case CANCEL -> "Cancel, money back";
        };
    }

    private static Table asked(Visit visit, List<Contacts.Listed> asked) {
        List<Row> rows = asked.stream()
                .map(contact -> Row.of(
                        contact.order() == null
                                ? Cell.of(Wismo.said(contact.cause()))
                                : Cell.link(Wismo.said(contact.cause()), null, OrdersDesk.PATH + "/" + contact.order()),
                        Cell.of(contact.words() == null ? "" : contact.words()),
                        Cell.of(Wismo.said(contact.channel())),
                        Cell.of(
                                visit.words().moment(contact.at()),
                                visit.words().ago(contact.at())),
                        reply(visit, contact)))
                .toList();
        return new Table(
                "Asked",
                List.of(
                        Column.text("About"),
                        Column.text("In their words"),
                        Column.text("Where"),
                        Column.number("When"),
                        Column.number("Reply")),
                rows,
                new Empty("Nobody had to ask", "Questions from customers’ pages and your help desk stand here.", null),
                null,
                Paging.none(""));
    }

    private static Cell reply(Visit visit, Contacts.Listed contact) {
        if (contact.answeredAt() != null) {
            return Cell.of(visit.words().moment(contact.answeredAt()), "answered");
        }
        if (!contact.channel().isWritten()) {
            return Cell.of("");
        }
        return Cell.deeds(List.of(new Deed(
                "Answered",
                "check",
                PATH + "/answered",
                Map.of("question", contact.id().toString()),
                false)));
    }
}
