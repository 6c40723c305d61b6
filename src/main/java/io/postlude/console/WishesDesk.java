package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.ContactId;
import io.postlude.deliveries.Contacts;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.RequestId;
import io.postlude.deliveries.Requests;
import io.postlude.kernel.Database;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What customers of late orders chose on their pages, for a person to see to; and what they asked. */
final class WishesDesk {
    static final String PATH = "/console/wishes";
    private static final int MOST_ROWS = 200;

    private final Frame frame;
    private final Database database;
    private final Deliveries deliveries;

    WishesDesk(Frame frame, Database database, Deliveries deliveries) {
        this.frame = frame;
        this.database = database;
        this.deliveries = deliveries;
    }

    void addTo(Counter counter) {
        counter.page("wishes", Permission.SEE_CUSTOMERS, this::show);
        counter.deed("wishes/done", Permission.SEE_CUSTOMERS, this::done);
        counter.deed("wishes/answered", Permission.SEE_CUSTOMERS, this::answered);
    }

    private Answer show(Visit visit) {
        List<Requests.Request> open =
                database.inStore(visit.store(), tx -> deliveries.requests().open(tx, visit.store(), MOST_ROWS));
        List<Contacts.Listed> asked =
                database.inStore(visit.store(), tx -> deliveries.contacts().newest(tx, visit.store(), MOST_ROWS));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.page(visit, "Customers’ wishes", "wishes"),
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
        boolean seen = database.inStore(
                visit.store(), tx -> deliveries.requests().done(tx, visit.store(), new RequestId(id.getAsLong())));
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

    private static Table chosen(Visit visit, List<Requests.Request> open) {
        List<Row> rows = open.stream()
                .map(request -> Row.of(
                        Cell.link(said(request.choice()), null, OrdersDesk.PATH + "/" + request.order()),
                        Cell.of(request.words() == null ? "" : request.words()),
                        Cell.of(
                                visit.words().moment(request.askedAt()),
                                visit.words().ago(request.askedAt())),
                        Cell.deeds(List.of(new Deed(
                                "Seen to",
                                "check",
                                PATH + "/done",
                                Map.of("request", request.id().toString()),
                                false)))))
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
                                ? Cell.of(said(contact.cause()))
                                : Cell.link(said(contact.cause()), null, OrdersDesk.PATH + "/" + contact.order()),
                        Cell.of(contact.words() == null ? "" : contact.words()),
                        Cell.of(contact.channel().name().toLowerCase(Locale.ROOT)),
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

    private static String said(Contact.Cause cause) {
        return switch (cause) {
            case WHERE_IS_IT -> "Where is my order?";
            case LATE -> "It is late";
            case NOT_ARRIVED -> "Delivered, but not here";
            case DAMAGED -> "Damaged";
            case WRONG_ADDRESS -> "Wrong address";
            case CANCEL -> "Wants to cancel";
            case RETURN -> "Wants to send back";
            case OTHER -> "Something else";
        };
    }
}
