package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageQuery;
import io.postlude.messaging.Messages;
import io.postlude.messaging.PasswordMail;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was written to customers, what became of it, and what a person decides where it got stuck. */
final class MessagesDesk {
    static final String PATH = "/console/messages";
    private static final int PAGE_ROWS = 50;
    /** Scripts, forms and styles of a mail stay in its frame. */
    private static final String MAIL_POLICY =
            "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    private final Frame frame;
    private final Database database;
    private final Messages messages;
    private final Audit audit;

    MessagesDesk(Frame frame, Database database, Messages messages, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.messages = messages;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("messages", Permission.SEE_MESSAGES, this::show);
        counter.page("messages/{id}", Permission.SEE_MESSAGES, this::letter);
        counter.page("messages/{id}/body", Permission.SEE_MESSAGES, this::body);
        counter.deed("messages/{id}/send-again", Permission.SEE_MESSAGES, this::sendAgain);
        counter.deed("messages/{id}/let-go", Permission.SEE_MESSAGES, this::letGo);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view", "after");
        MessageQuery query = new MessageQuery(view(address), address.get("q"), address.get("after"), PAGE_ROWS);
        Page<Messages.Sketch> found = database.inStore(visit.store(), tx -> messages.list(tx, visit.store(), query));
        String next = found.next();
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(found.rows().size(), "message", "messages") + ", newest first");
        Table table = new Table(
                "Messages",
                List.of(
                        Column.text("Written"),
                        Column.text("To"),
                        Column.text("What became of it"),
                        Column.text("Kind").wide(),
                        Column.number("Tries").wide()),
                found.rows().stream().map(sketch -> row(visit, sketch)).toList(),
                empty(address),
                null,
                paging);
        return Answer.page(
                "list", new ListPage(frame.page(visit, "Messages", "messages"), List.of(), filters(address), table));
    }

    private static MessageQuery.View view(Address address) {
        return Arrays.stream(MessageQuery.View.values())
                .filter(view -> address.is("view", word(view)))
                .findFirst()
                .orElse(MessageQuery.View.ALL);
    }

    private static String word(MessageQuery.View view) {
        return view.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Filters filters(Address address) {
        List<View> views = Arrays.stream(MessageQuery.View.values())
                .map(view -> new View(
                        switch (view) {
                            case ALL -> "All";
                            case STUCK -> "Stuck";
                            case ON_ITS_WAY -> "On its way";
                            case SENT -> "Sent";
                            case ENDED -> "Let go";
                        },
                        address.with("view", view == MessageQuery.View.ALL ? "" : word(view)),
                        view(address) == view))
                .toList();
        return new Filters(
                PATH,
                "Recipient, subject or kind",
                address.text("q"),
                views,
                List.of(),
                address.kept("view"),
                address.count("q", "view") > 0 ? PATH : null,
                null);
    }

    private static Empty empty(Address address) {
        if (address.is("view", "stuck") && address.get("q") == null) {
            return new Empty(
                    "No message is stuck",
                    "All that was written is sent or on its way.",
                    new Link("All messages", PATH));
        }
        return address.count("q", "view") > 0
                ? new Empty("No message fits", "The filters hide all messages.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nothing was written yet",
                        "Each mail to a customer stands here before it is sent, with what became of it.",
                        null);
    }

    private static Row row(Visit visit, Messages.Sketch sketch) {
        boolean emptied = sketch.fate().emptiedAt() != null;
        return Row.of(
                Cell.link(
                        emptied ? "Words removed" : sketch.subject(),
                        visit.words().moment(sketch.createdAt()),
                        PATH + "/" + sketch.id()),
                Cell.of(emptied ? "no longer kept" : sketch.recipient()),
                Cell.pill(pill(sketch), reason(sketch)),
                Cell.of(kind(sketch), MessageWords.channel(sketch.channel())),
                Cell.of(Words.count(sketch.attempts())));
    }

    private static String kind(Messages.Sketch sketch) {
        return sketch.kind().replace('_', ' ');
    }

    private static @Nullable String reason(Messages.Sketch sketch) {
        String error = sketch.lastError();
        return error == null || error.length() <= 120 ? error : error.substring(0, 119) + "…";
    }

    private static Pill pill(Messages.Sketch sketch) {
        return switch (sketch.state()) {
            case QUEUED -> new Pill(Tone.WAIT, sketch.attempts() == 0 ? "Waiting" : "Will be tried again");
            case SENDING -> new Pill(Tone.MOVE, "Being sent");
            case SENT -> new Pill(Tone.KEPT, "Sent");
            case IN_DOUBT ->
                new Pill(Tone.RISK, sketch.fate().asksAgainAt() == null ? "In doubt" : "Being asked after");
            case HELD -> new Pill(Tone.WAIT, "Held for another channel");
            case DROPPED -> new Pill(Tone.VOID, "Not needed");
            case GAVE_UP -> sketch.stuck() ? new Pill(Tone.BROKEN, "Not sent") : new Pill(Tone.VOID, "Let go");
        };
    }

    private static MessageId id(Visit visit) {
        var value = PublicId.parse(MessageId.PREFIX, visit.part("id"));
        if (value.isEmpty()) {
            throw Refusal.notFound();
        }
        return new MessageId(value.getAsLong());
    }

    private Messages.Letter find(Visit visit) {
        return database.inStore(visit.store(), tx -> messages.letter(tx, visit.store(), id(visit)))
                .orElseThrow(Refusal::notFound);
    }

    private Answer letter(Visit visit) {
        Messages.Letter letter = find(visit);
        Messages.Sketch sketch = letter.sketch();
        String at = PATH + "/" + sketch.id();
        boolean useful = visit.words().now().isBefore(sketch.fate().usefulUntil());
        boolean readable = sketch.fate().emptiedAt() == null && !signsIn(sketch);
        Deed letGo = Deed.of("Let go", "x", at + "/let-go");
        List<Deed> deeds = !sketch.stuck()
                ? List.of()
                : useful ? List.of(Deed.primary("Send again", "undo", at + "/send-again"), letGo) : List.of(letGo);
        String heading = sketch.fate().emptiedAt() == null ? sketch.subject() : "A message whose words were removed";
        return Answer.page(
                "message",
                new MessagePage(
                        frame.below(visit, heading, new Link("Messages", PATH), "messages"),
                        heading,
                        pill(sketch),
                        "Written " + visit.words().moment(sketch.createdAt()),
                        note(visit, sketch, useful),
                        deeds,
                        facts(visit, letter),
                        readable && !letter.html().isEmpty() ? at + "/body" : null,
                        readable ? letter.text() : withheld(sketch)));
    }

    /** A link that opens somebody's account is theirs alone. */
    private static boolean signsIn(Messages.Sketch sketch) {
        return sketch.kind().equals(PasswordMail.KIND);
    }

    private static String withheld(Messages.Sketch sketch) {
        return sketch.fate().emptiedAt() != null
                ? "Whom it went to and what it said was removed: its time was over, or the person asked for that."
                : "Not shown: it holds a link that opens a colleague’s account.";
    }

    private static @Nullable Note note(Visit visit, Messages.Sketch sketch, boolean useful) {
        String error = sketch.lastError() == null ? "" : sketch.lastError();
        if (sketch.fate().asksAgainAt() != null) {
            return new Note(
                    Tone.RISK,
                    "Nobody knows yet whether it arrived",
                    "The mail server’s answer was lost. The mailbox of copies is asked; then it is sent, or sent again.");
        }
        if (!sketch.stuck()) {
            return sketch.state() == io.postlude.messaging.MessageState.QUEUED && !error.isEmpty()
                    ? new Note(
                            Tone.RISK,
                            "Tried and not taken",
                            error + ". Next try " + visit.words().moment(sketch.dueAt()) + ".")
                    : null;
        }
        String late = useful
                ? ""
                : " Its use ended " + visit.words().moment(sketch.fate().usefulUntil())
                        + ", so it cannot be sent again.";
        return sketch.state() == io.postlude.messaging.MessageState.IN_DOUBT
                ? new Note(
                        Tone.RISK,
                        "Nobody knows whether it arrived",
                        "The mail server’s answer was lost. Sending again may deliver it twice." + late)
                : Note.refused("It was not sent", (error.isEmpty() ? "No reason was told." : error + ".") + late);
    }

    private static List<Fact> facts(Visit visit, Messages.Letter letter) {
        Messages.Sketch sketch = letter.sketch();
        String reply = letter.providerReply();
        var sent = sketch.sentAt();
        return List.of(
                Fact.of("From", letter.from().isEmpty() ? "the provider’s sender" : letter.from()),
                Fact.of("To", sketch.recipient().isEmpty() ? "removed" : sketch.recipient()),
                Fact.of("Channel", MessageWords.channel(sketch.channel())),
                Fact.of("Kind", kind(sketch)),
                Fact.of("Tries", Words.count(sketch.attempts())),
                Fact.of("Sent", sent == null ? "no" : visit.words().moment(sent)),
                Fact.of("Useful until", visit.words().moment(sketch.fate().usefulUntil())),
                Fact.of("Server said", reply == null ? "nothing" : reply),
                Fact.of("Arrived", arrived(visit, sketch.reached())));
    }

    private static String arrived(Visit visit, Messages.@Nullable Reached reached) {
        if (reached == null) return "nothing was reported";
        String why = reached.why();
        return MessageWords.how(reached.how()) + " " + visit.words().moment(reached.at())
                + (why == null ? "" : ": " + why);
    }

    private Answer body(Visit visit) {
        Messages.Letter letter = find(visit);
        if (signsIn(letter.sketch()) || letter.sketch().fate().emptiedAt() != null) {
            throw Refusal.notFound();
        }
        visit.http().header("Content-Security-Policy", MAIL_POLICY);
        return new Answer.Html(200, letter.html());
    }

    private Answer sendAgain(Visit visit) {
        MessageId id = find(visit).sketch().id();
        boolean again = database.inStore(visit.store(), tx -> {
            boolean done = messages.sendAgain(tx, visit.store(), id);
            if (done) {
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("message.sent-again", "message", id.toString()));
            }
            return done;
        });
        return Answer.done(PATH + "/" + id, again ? Done.SENT_AGAIN : Done.NOT_ANY_MORE);
    }

    private Answer letGo(Visit visit) {
        MessageId id = find(visit).sketch().id();
        boolean gone = database.inStore(visit.store(), tx -> {
            boolean done = messages.letGo(tx, visit.store(), id);
            if (done) {
                audit.record(
                        tx, visit.store(), visit.actor(), Audit.Deed.of("message.let-go", "message", id.toString()));
            }
            return done;
        });
        return Answer.done(PATH + "/" + id, gone ? Done.LET_GO : Done.NOT_ANY_MORE);
    }
}
