package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.Channel;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Suppressions;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is not written to any more, on which channel and why; a person may lift it. */
final class SuppressionsDesk {
    private static final String PATH = "/console/suppressions";
    private static final int LONGEST_WHY = 300;
    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.SMS, Channel.WHATSAPP);

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
        counter.page("suppressions/new", Permission.CHANGE_CUSTOMERS, visit -> ask(visit, null, Map.of()));
        counter.deed("suppressions/new", Permission.CHANGE_CUSTOMERS, this::add);
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
                new ListPage(
                        frame.page(visit, "Not written to", "suppressions"),
                        List.of(),
                        filters(address),
                        table,
                        visit.may(Permission.CHANGE_CUSTOMERS)
                                ? List.of(new Link("Add one by hand", PATH + "/new"))
                                : List.of()));
    }

    private Answer ask(Visit visit, @Nullable String wrong, Map<String, String> entered) {
        Section section = new Section(
                "add",
                "Nobody writes there any more",
                "on that channel, whatever a journey says; it stays on record with your name",
                null,
                form(wrong, entered));
        SectionsPage page = new SectionsPage(
                frame.below(visit, "Add one by hand", new Link("Not written to", PATH), "suppressions"),
                List.of(),
                null,
                List.of(section));
        return new Answer.Html(wrong == null ? 200 : 422, Pages.draw("sections", page));
    }

    private static Form form(@Nullable String wrong, Map<String, String> entered) {
        return Form.of(
                        PATH + "/new",
                        "Write there no more",
                        "check",
                        List.of(
                                Field.text("address", "Address or number", entered.getOrDefault("address", ""))
                                        .hinting("A number with its country, such as +49 151 12345678.")
                                        .refused(wrong)
                                        .needed(),
                                Field.text("why", "Why", entered.getOrDefault("why", ""))
                                        .hinting("For your colleagues, such as: asked for it on the phone.")
                                        .needed()))
                .picking(new Pick(
                        "channel",
                        "Channel",
                        CHANNELS.stream()
                                .map(channel -> new Option(
                                        channel.name(),
                                        MessageWords.channel(channel),
                                        channel.name().equals(entered.getOrDefault("channel", "EMAIL"))))
                                .toList()));
    }

    private Answer add(Visit visit) {
        Map<String, String> entered =
                Map.of("channel", visit.field("channel"), "address", visit.field("address"), "why", visit.field("why"));
        Channel channel = CHANNELS.stream()
                .filter(one -> one.name().equals(visit.field("channel")))
                .findFirst()
                .orElse(Channel.EMAIL);
        String address = channel == Channel.EMAIL
                ? visit.field("address").strip()
                : visit.field("address").replaceAll("[ ()/.-]", "").replaceFirst("^00", "+");
        String wrong = wrong(channel, address, visit.field("why"));
        if (wrong != null) return ask(visit, wrong, entered);
        boolean fresh = database.inStore(visit.store(), tx -> {
            boolean added = suppressions.suppress(
                    tx,
                    visit.store(),
                    new Suppressions.Telling(
                            channel,
                            address,
                            Suppressions.Reason.MANUAL,
                            visit.field("why").strip(),
                            visit.actor().name()));
            // Neither the address nor what was written about the person belongs in a record that outlives an erasure.
            if (added)
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("suppression.added", "suppression", channel.name()));
            return added;
        });
        return Answer.done(PATH, fresh ? Done.SUPPRESSION_ADDED : Done.SUPPRESSION_STANDS);
    }

    private static @Nullable String wrong(Channel channel, String address, String why) {
        if (channel == Channel.EMAIL && Mailbox.parse(null, address).isEmpty()) return "That is no e-mail address.";
        if (channel != Channel.EMAIL && !address.matches("\\+[1-9][0-9]{6,14}"))
            return "A number begins with + and its country, such as +4915112345678.";
        return why.isBlank() || why.length() > LONGEST_WHY ? "Say why, in at most 300 characters." : null;
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
