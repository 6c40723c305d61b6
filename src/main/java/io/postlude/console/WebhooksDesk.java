package io.postlude.console;

import io.postlude.connectors.EndpointId;
import io.postlude.connectors.Endpoints;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Permission;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Webhooks out: which of the store's programs hear what happens, how it went, and what to send again. */
final class WebhooksDesk {
    private static final String PATH = "/console/webhooks";
    private static final String ADVICE =
            "Copy it now: it signs every delivery, and is kept sealed and never shown again.";

    private final Frame frame;
    private final Endpoints endpoints;

    WebhooksDesk(Frame frame, Endpoints endpoints) {
        this.frame = frame;
        this.endpoints = endpoints;
    }

    void addTo(Counter counter) {
        counter.page("webhooks", Permission.MANAGE_CONNECTIONS, visit -> show(visit, null, List.of()));
        counter.deed("webhooks/new", Permission.MANAGE_CONNECTIONS, this::add);
        counter.page("webhooks/{id}", Permission.MANAGE_CONNECTIONS, visit -> one(visit, find(visit), null));
        counter.deed("webhooks/{id}/secret", Permission.MANAGE_CONNECTIONS, this::rotate);
        counter.deed("webhooks/{id}/ping", Permission.MANAGE_CONNECTIONS, this::ping);
        counter.deed("webhooks/{id}/off", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, false));
        counter.deed("webhooks/{id}/on", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, true));
        counter.deed("webhooks/{id}/remove", Permission.MANAGE_CONNECTIONS, this::remove);
        counter.deed("webhooks/{id}/again", Permission.MANAGE_CONNECTIONS, this::again);
    }

    private Answer show(Visit visit, SectionsPage.@Nullable Secret secret, List<FieldError> errors) {
        List<Endpoints.View> all = endpoints.list(visit.store());
        SectionsPage page = new SectionsPage(
                frame.page(visit, "Webhooks out", "webhooks"),
                List.of(),
                secret,
                List.of(
                        new Section(
                                "endpoints",
                                "Who hears what happens",
                                "signed by Standard Webhooks, in the form of CloudEvents; tried for three days",
                                table(visit, all),
                                null),
                        new Section("new", "Add an address", "of a program of yours", null, form(visit, errors))));
        return errors.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private Table table(Visit visit, List<Endpoints.View> all) {
        return Table.plain(
                "Addresses",
                List.of(
                        Column.text("Address"),
                        Column.text("State"),
                        Column.text("Hears").wide(),
                        Column.text("")),
                all.stream().map(view -> row(visit, view)).toList(),
                new Empty(
                        "Nobody hears of it yet",
                        "Give the address of a program of yours; each event is sent there within moments.",
                        null));
    }

    private static Row row(Visit visit, Endpoints.View view) {
        String path = PATH + "/" + view.id();
        return Row.of(
                Cell.link(view.address(), null, path),
                state(visit, view),
                Cell.of(
                        view.wants().isEmpty()
                                ? "all events"
                                : Words.count(view.wants().size(), "event", "events")),
                Cell.deeds(List.of(
                        view.enabled()
                                ? Deed.of("Switch off", "x", path + "/off")
                                : Deed.of("Switch on", "check", path + "/on"))));
    }

    private static Cell state(Visit visit, Endpoints.View view) {
        if (!view.enabled())
            return Cell.pill(
                    new Pill(view.disabledWhy() == null ? Tone.VOID : Tone.BROKEN, "Switched off"), view.disabledWhy());
        var failing = view.failingSince();
        return failing == null
                ? Cell.pill(new Pill(Tone.KEPT, "In use"), null)
                : Cell.pill(
                        new Pill(Tone.RISK, "Takes nothing"),
                        "since " + visit.words().moment(failing) + "; switched off after five days of it");
    }

    private Form form(Visit visit, List<FieldError> errors) {
        List<String> chosen = visit.fields("wants");
        List<Option> types = endpoints.types().stream()
                .map(type -> new Option(type, type, chosen.contains(type)))
                .toList();
        return Form.of(
                        PATH + "/new",
                        "Add it",
                        "bolt",
                        List.of(Field.text("address", "Address", visit.field("address"))
                                .hinting("Such as https://example.com/postlude.")
                                .needed()
                                .refused(Faults.of(errors, "/address"))))
                .checking(new Form.Checks("wants", "It hears (nothing chosen: all)", types))
                .weighing(Form.Weight.PRIMARY);
    }

    private Answer add(Visit visit) {
        Set<String> wants = new HashSet<>(visit.fields("wants"));
        return switch (endpoints.add(visit.store(), visit.field("address"), wants, visit.actor())) {
            case Endpoints.Outcome.Made(EndpointId _, String secret) ->
                show(visit, new SectionsPage.Secret("The signing secret", secret, ADVICE), List.of());
            case Endpoints.Outcome.Invalid(List<FieldError> errors) -> show(visit, null, errors);
        };
    }

    private Answer one(Visit visit, Endpoints.View view, SectionsPage.@Nullable Secret secret) {
        String path = PATH + "/" + view.id();
        List<Endpoints.Sent> sent = endpoints.sent(visit.store(), view.id());
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "One address", new Link("Webhooks out", PATH), "webhooks"),
                        List.of(),
                        secret,
                        List.of(
                                new Section(
                                        "sent", "What was sent", view.address(), sentTable(visit, path, sent), null),
                                new Section(
                                        "ping",
                                        "Say hello",
                                        "an event of type postlude.ping.v1, to try the other side",
                                        null,
                                        Form.of(path + "/ping", "Send a ping", "chat", List.of())),
                                new Section(
                                        "secret",
                                        "Secret",
                                        "the former one signs beside a new one for 24 hours",
                                        null,
                                        Form.of(path + "/secret", "Make a new secret", "lock", List.of())),
                                new Section(
                                        "remove",
                                        "Remove",
                                        "with the list of what was sent",
                                        null,
                                        Form.of(path + "/remove", "Remove this address", "x", List.of())
                                                .weighing(Form.Weight.GRAVE)))));
    }

    private static Table sentTable(Visit visit, String path, List<Endpoints.Sent> sent) {
        return Table.plain(
                "Sent events",
                List.of(
                        Column.text("Event"),
                        Column.text("State"),
                        Column.number("Tries").wide(),
                        Column.text("")),
                sent.stream()
                        .map(one -> Row.of(
                                Cell.of(one.type(), visit.words().moment(one.madeAt())),
                                Cell.pill(pill(one), one.error()),
                                Cell.of(Words.count(one.attempts())),
                                Cell.deeds(List.of(new Deed(
                                        "Send again",
                                        "undo",
                                        path + "/again",
                                        Map.of("sent", Long.toString(one.id())),
                                        false)))))
                        .toList(),
                new Empty("Nothing was sent yet", "The next event it asked for stands here.", null));
    }

    private static Pill pill(Endpoints.Sent sent) {
        return switch (sent.state()) {
            case "SENT" -> new Pill(Tone.KEPT, "Taken");
            case "GAVE_UP" -> new Pill(Tone.BROKEN, "Given up");
            case "SENDING" -> new Pill(Tone.MOVE, "Being sent");
            default -> new Pill(Tone.WAIT, sent.attempts() == 0 ? "Waiting" : "Will be tried again");
        };
    }

    private Answer rotate(Visit visit) {
        Endpoints.View view = find(visit);
        String secret =
                endpoints.rotate(visit.store(), view.id(), visit.actor()).orElseThrow(Refusal::notFound);
        return one(visit, view, new SectionsPage.Secret("The new signing secret", secret, ADVICE));
    }

    private Answer ping(Visit visit) {
        EndpointId id = find(visit).id();
        endpoints.ping(visit.store(), id);
        return Answer.done(PATH + "/" + id, Done.EVENT_QUEUED);
    }

    private Answer again(Visit visit) {
        EndpointId id = find(visit).id();
        String sent = visit.field("sent");
        boolean queued = sent.matches("[0-9]{1,18}") && endpoints.replay(visit.store(), Long.parseLong(sent));
        return Answer.done(PATH + "/" + id, queued ? Done.EVENT_QUEUED : Done.NOT_ANY_MORE);
    }

    private Answer turn(Visit visit, boolean on) {
        EndpointId id = find(visit).id();
        boolean done = on
                ? endpoints.enable(visit.store(), id, visit.actor())
                : endpoints.disable(visit.store(), id, visit.actor());
        return Answer.done(PATH, done ? Done.PROVIDER_TURNED : Done.NOT_ANY_MORE);
    }

    private Answer remove(Visit visit) {
        boolean done = endpoints.remove(visit.store(), find(visit).id(), visit.actor());
        return Answer.done(PATH, done ? Done.ENDPOINT_REMOVED : Done.NOT_ANY_MORE);
    }

    private Endpoints.View find(Visit visit) {
        EndpointId id = EndpointId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        return endpoints.list(visit.store()).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }
}
