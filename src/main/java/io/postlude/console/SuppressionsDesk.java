package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.Suppressions;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;

/** Who is not written to any more, on which channel and why; a person may lift it. */
final class SuppressionsDesk {
    private static final String PATH = "/console/suppressions";

    private final Frame frame;
    private final Database database;
    private final Suppressions suppressions;
    private final Audit audit;

    SuppressionsDesk(Frame frame, Database database, Suppressions suppressions, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.suppressions = suppressions;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("suppressions", Permission.SEE_CUSTOMERS, this::show);
        counter.deed("suppressions/{id}/lift", Permission.CHANGE_CUSTOMERS, this::lift);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "after");
        Page<Suppressions.Entry> found = database.inStore(
                visit.store(), tx -> suppressions.list(tx, visit.store(), address.get("q"), address.get("after")));
        String next = found.next();
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(found.rows().size(), "address", "addresses") + ", newest first");
        Table table = new Table(
                "Not written to",
                List.of(
                        Column.text("Address"),
                        Column.text("Why"),
                        Column.text("Told by").wide(),
                        Column.text("Since").wide(),
                        Column.text("")),
                found.rows().stream().map(entry -> row(visit, entry)).toList(),
                empty(address),
                null,
                paging);
        return Answer.page(
                "list",
                new ListPage(frame.page(visit, "Not written to", "suppressions"), List.of(), filters(address), table));
    }

    private static Filters filters(Address address) {
        return new Filters(
                PATH,
                "Address or number",
                address.text("q"),
                List.of(),
                List.of(),
                Map.of(),
                address.count("q") > 0 ? PATH : null,
                null);
    }

    private static Empty empty(Address address) {
        return address.count("q") > 0
                ? new Empty("No address fits", "The filter hides all of them.", new Link("Clear filters", PATH))
                : new Empty(
                        "Everybody may be written to",
                        "An address that comes back, a complaint or an answer of STOP puts it here by itself.",
                        null);
    }

    private static Row row(Visit visit, Suppressions.Entry entry) {
        Suppressions.Telling telling = entry.telling();
        var lifted = entry.liftedAt();
        String reason = MessageWords.reason(telling.reason());
        return Row.of(
                Cell.of(telling.address(), MessageWords.channel(telling.channel())),
                Cell.pill(
                        lifted == null ? new Pill(Tone.BROKEN, reason) : new Pill(Tone.VOID, "Lifted: " + reason),
                        lifted == null ? telling.detail() : visit.words().moment(lifted) + ", by " + entry.liftedBy()),
                Cell.of(telling.source()),
                Cell.of(visit.words().moment(entry.at())),
                lifted == null && visit.may(Permission.CHANGE_CUSTOMERS)
                        ? Cell.deeds(List.of(Deed.of("Lift", "undo", PATH + "/" + entry.id() + "/lift")))
                        : Cell.of(null));
    }

    private Answer lift(Visit visit) {
        if (!visit.part("id").matches("[0-9]{1,18}")) throw Refusal.notFound();
        long id = Long.parseLong(visit.part("id"));
        boolean lifted = database.inStore(visit.store(), tx -> {
            boolean done =
                    suppressions.lift(tx, visit.store(), id, visit.actor().name());
            if (done)
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("suppression.lifted", "suppression", Long.toString(id)));
            return done;
        });
        if (!lifted) throw Refusal.notFound();
        return Answer.done(PATH, Done.SUPPRESSION_LIFTED);
    }
}
