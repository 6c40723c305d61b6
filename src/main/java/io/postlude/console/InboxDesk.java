package io.postlude.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postlude.connectors.Inbox;
import io.postlude.connectors.InboxEntry;
import io.postlude.connectors.InboxId;
import io.postlude.connectors.InboxSearch;
import io.postlude.connectors.InboxState;
import io.postlude.console.Parts.Bulk;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
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
import io.postlude.kernel.Refusal;
import io.postlude.stores.Permission;
import io.postlude.stores.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the outside world delivered, as it came, what became of it, and working it again. */
final class InboxDesk {
    static final String PATH = "/console/inbox";
    private static final int PAGE_ROWS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Frame frame;
    private final Inbox inbox;

    InboxDesk(Frame frame, Inbox inbox) {
        this.frame = frame;
        this.inbox = inbox;
    }

    void addTo(Counter counter) {
        counter.page("inbox", Permission.SEE_INBOX, this::show);
        counter.page("inbox.csv", Permission.SEE_INBOX, this::csv);
        counter.page("inbox/{id}", Permission.SEE_INBOX, this::entry);
        counter.deed("inbox/replay", Permission.REPLAY_INBOX, this::replayChosen);
        counter.deed("inbox/{id}/replay", Permission.REPLAY_INBOX, this::replay);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view", "source", "after");
        List<InboxEntry> entries = inbox.search(visit.store(), search(address, PAGE_ROWS));
        Inbox.Counts counts = inbox.counts(visit.store());
        List<Figure> figures = List.of(
                new Figure("Failed", Words.count(counts.failed()), "need a person", address.with("view", "failed")),
                new Figure(
                        "Waiting",
                        Words.count(counts.waiting()),
                        "will be worked by themselves",
                        address.with("view", "received")));
        boolean may = visit.may(Permission.REPLAY_INBOX);
        boolean more = entries.size() == PAGE_ROWS;
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                more ? address.after(entries.getLast().id().toString()) : null,
                Words.count(entries.size(), "delivery", "deliveries") + ", newest first");
        Table table = new Table(
                "Deliveries",
                List.of(
                        Column.text("Received"),
                        Column.text("From"),
                        Column.text("Result"),
                        Column.number("Tries").wide(),
                        Column.number("Size").wide()),
                entries.stream().map(entry -> row(visit, entry)).toList(),
                empty(address),
                may ? new Bulk(PATH + "/replay", "Replay the chosen", "undo") : null,
                paging);
        return Answer.page("list", new ListPage(frame.page(visit, "Inbox", "inbox"), figures, filters(address), table));
    }

    private static Empty empty(Address address) {
        return address.count("q", "view", "source") > 0
                ? new Empty("No delivery fits", "The filters hide all deliveries.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nothing has come in yet",
                        "Each webhook is kept here as it came, before anything is done with it.",
                        new Link("Connect a shop or carrier", "/console/connections"));
    }

    private static InboxSearch search(Address address, int rows) {
        InboxState state = Arrays.stream(InboxState.values())
                .filter(one -> address.is("view", one.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
        InboxId before = InboxId.parse(address.text("after")).orElse(null);
        return new InboxSearch(address.get("source"), null, state, address.get("q"), null, null, before, rows);
    }

    private static Filters filters(Address address) {
        String view = address.text("view");
        List<View> views = new ArrayList<>();
        views.add(new View("All", address.with("view", ""), view.isEmpty()));
        for (InboxState state : List.of(InboxState.FAILED, InboxState.RECEIVED, InboxState.DONE, InboxState.IGNORED)) {
            String word = state.name().toLowerCase(Locale.ROOT);
            views.add(new View(pill(state).word(), address.with("view", word), view.equals(word)));
        }
        List<Option> sources = new ArrayList<>();
        sources.add(new Option("", "any", address.text("source").isEmpty()));
        for (Source source : Source.values()) {
            sources.add(new Option(source.word(), source.word(), address.is("source", source.word())));
        }
        return new Filters(
                PATH,
                "Order number, tracking number, e-mail or id",
                address.text("q"),
                views,
                List.of(new Pick("source", "From:", sources)),
                address.kept("view"),
                address.count("q", "view", "source") > 0 ? PATH : null,
                address.at(PATH + ".csv"));
    }

    /** What became of each; bodies stay here, they hold whole people. */
    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view", "source");
        List<@Nullable String> heading = Arrays.asList(
                "id", "received_at", "source", "topic", "senders_id", "state", "result", "tries", "worked_at", "bytes");
        InboxSearch first = search(address, InboxSearch.LIMIT_ROWS);
        Csv.stream(visit.http(), "inbox", heading, lines -> {
            InboxId before = null;
            boolean more = true;
            while (more) {
                List<InboxEntry> entries = inbox.search(visit.store(), first.before(before));
                entries.forEach(entry -> lines.write(line(entry)));
                more = entries.size() == InboxSearch.LIMIT_ROWS;
                before = more ? entries.getLast().id() : before;
            }
        });
        return new Answer.Written();
    }

    private static List<@Nullable String> line(InboxEntry entry) {
        var worked = entry.workedAt();
        return Arrays.asList(
                entry.id().toString(),
                entry.receivedAt().toString(),
                entry.source(),
                entry.topic(),
                entry.deliveryId(),
                entry.state().name(),
                entry.result(),
                Integer.toString(entry.attempts()),
                worked == null ? null : worked.toString(),
                Integer.toString(entry.bodyBytes()));
    }

    private static Row row(Visit visit, InboxEntry entry) {
        return new Row(
                entry.id().toString(),
                List.of(
                        Cell.link(
                                visit.words().moment(entry.receivedAt()),
                                visit.words().ago(entry.receivedAt()),
                                PATH + "/" + entry.id()),
                        Cell.of(entry.source(), entry.topic()),
                        Cell.pill(pill(entry.state()), entry.result().isEmpty() ? null : entry.result()),
                        Cell.of(Words.count(entry.attempts())),
                        Cell.of(size(entry.bodyBytes()))));
    }

    private static Pill pill(InboxState state) {
        return switch (state) {
            case RECEIVED -> new Pill(Tone.WAIT, "Waiting");
            case DONE -> new Pill(Tone.KEPT, "Taken");
            case FAILED -> new Pill(Tone.BROKEN, "Failed");
            case IGNORED -> new Pill(Tone.VOID, "Nothing to do");
        };
    }

    private static String size(int bytes) {
        return bytes < 1_024 ? bytes + " B" : Words.count(Math.round(bytes / 1_024.0)) + " KB";
    }

    private InboxEntry find(Visit visit) {
        return InboxId.parse(visit.part("id"))
                .flatMap(id -> inbox.find(visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer entry(Visit visit) {
        InboxEntry entry = find(visit);
        Words words = visit.words();
        var worked = entry.workedAt();
        String body = entry.body() == null
                ? "Erased: it held personal data of someone who asked for that."
                : readable(entry.body());
        Note result = switch (entry.state()) {
            case FAILED ->
                Note.refused(entry.result(), "The delivery is kept as it came. Replay it once the cause is gone.");
            case RECEIVED ->
                new Note(Tone.INFO, "Waits to be worked", "Due " + words.moment(entry.dueAt()) + ". " + entry.result());
            case DONE -> new Note(Tone.KEPT, "Taken", entry.result());
            case IGNORED -> new Note(Tone.INFO, "Understood; nothing of ours changes", entry.result());
        };
        String topic = entry.topic().isEmpty() ? entry.source() : entry.source() + " " + entry.topic();
        boolean may = visit.may(Permission.REPLAY_INBOX) && entry.body() != null;
        return Answer.page(
                "inboxentry",
                new InboxEntryPage(
                        frame.below(visit, topic, new Link("Inbox", PATH), "inbox"),
                        topic,
                        pill(entry.state()),
                        "Received " + words.moment(entry.receivedAt()),
                        result,
                        may ? List.of(Deed.primary("Replay", "undo", PATH + "/" + entry.id() + "/replay")) : List.of(),
                        List.of(
                                Fact.of("Source", entry.source()),
                                Fact.of("Sender’s id", entry.deliveryId()),
                                Fact.of("Signature", "right"),
                                Fact.of("Tries", Words.count(entry.attempts())),
                                Fact.of("Worked", worked == null ? "not yet" : words.moment(worked))),
                        headers(entry.headers()),
                        body,
                        size(entry.bodyBytes()) + ", set out for reading"));
    }

    private static Table headers(String json) {
        List<Row> rows = new ArrayList<>();
        JsonNode headers = tree(json);
        if (headers != null && headers.isObject()) {
            headers.properties()
                    .forEach(header -> rows.add(Row.of(
                            Cell.code(header.getKey(), null),
                            Cell.code(header.getValue().asText(), null))));
        }
        return Table.plain(
                "Headers",
                List.of(Column.text("Name"), Column.text("Value")),
                rows,
                new Empty("None", "No header was kept.", null));
    }

    private static String readable(String body) {
        JsonNode tree = tree(body);
        return tree == null ? body : tree.toPrettyString();
    }

    private static @Nullable JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private Answer replay(Visit visit) {
        InboxEntry entry = find(visit);
        int replayed = inbox.replay(visit.store(), List.of(entry.id()));
        return Answer.done(PATH + "/" + entry.id(), replayed == 1 ? Done.REPLAYED : Done.NOT_ANY_MORE);
    }

    private Answer replayChosen(Visit visit) {
        List<InboxId> chosen = visit.fields("entry").stream()
                .limit(Inbox.REPLAY_LIMIT)
                .flatMap(id -> InboxId.parse(id).stream())
                .toList();
        if (chosen.isEmpty()) {
            return Answer.done(PATH, Done.NOTHING_CHOSEN);
        }
        int replayed = inbox.replay(visit.store(), chosen);
        return Answer.done(PATH, replayed > 0 ? Done.REPLAYED_SEVERAL : Done.NOT_ANY_MORE);
    }
}
