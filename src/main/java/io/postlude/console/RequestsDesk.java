package io.postlude.console;

import io.javalin.http.Context;
import io.postlude.connectors.PrivacyRequests;
import io.postlude.connectors.PrivacyRequests.Kind;
import io.postlude.connectors.PrivacyRequests.Request;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Audit;
import io.postlude.stores.Connections;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What shops asked for their customers' rights: what is due by when, and answering it from here. */
final class RequestsDesk {
    static final String PATH = "/console/requests";
    private static final String CONFIRMATION = "ERASE";
    private static final Duration SOON = Duration.ofDays(7);

    private final Frame frame;
    private final Sources sources;

    RequestsDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** What it reads and acts through. */
    record Sources(
            Database database,
            PrivacyRequests requests,
            Customers customers,
            Privacy privacy,
            Connections connections,
            Audit audit) {}

    void addTo(Counter counter) {
        counter.page("requests", Permission.SEE_CUSTOMERS, this::show);
        counter.page("requests/{id}/export", Permission.EXPORT_CUSTOMERS, this::export);
        counter.deed("requests/{id}/answered", Permission.EXPORT_CUSTOMERS, this::answered);
        counter.deed("requests/{id}/erase-shop", Permission.ERASE_CUSTOMERS, this::eraseShop);
        counter.deed("requests/{id}/keep", Permission.ERASE_CUSTOMERS, this::keep);
    }

    private Answer show(Visit visit) {
        List<Request> all = sources.requests().list(visit.store());
        List<Request> open =
                all.stream().filter(request -> request.doneAt() == null).toList();
        List<Request> done =
                all.stream().filter(request -> request.doneAt() != null).toList();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "open",
                "Waiting",
                Words.count(open.size()) + " to answer, the most urgent first",
                waiting(visit, open),
                null));
        for (Request request : open) {
            if (request.kind() == Kind.SHOP_ERASURE
                    && request.approval() == null
                    && visit.may(Permission.ERASE_CUSTOMERS)) {
                sections.add(erasure(request));
            }
        }
        sections.add(new Section(
                "done",
                "Answered",
                Words.count(done.size()) + ", also what was done by itself",
                answered(visit, done),
                null));
        return Answer.page(
                "sections",
                new SectionsPage(frame.page(visit, "Data requests", "requests"), List.of(), null, sections));
    }

    private static Section erasure(Request request) {
        return new Section(
                "shop-" + request.id(),
                "Erase all customers of " + request.reference(),
                "Everybody known from that " + request.source()
                        + " shop, also where another source knows them. Orders and figures stay without a person; nothing brings them back.",
                null,
                Form.of(
                                PATH + "/" + request.id() + "/erase-shop",
                                "Erase them for good",
                                "x",
                                List.of(Field.text("confirm", "Type " + CONFIRMATION + " to confirm", "")
                                        .needed()))
                        .weighing(Form.Weight.GRAVE));
    }

    private Table waiting(Visit visit, List<Request> open) {
        return Table.plain(
                "Requests that wait",
                List.of(
                        Column.text("What is asked"),
                        Column.text("About"),
                        Column.text("Due"),
                        Column.text("Answer with"),
                        Column.number("")),
                open.stream().map(request -> row(visit, request)).toList(),
                new Empty(
                        "No request waits",
                        "A shop passes on here what its customers ask: their data, or to be forgotten, which is done at once.",
                        null));
    }

    private Row row(Visit visit, Request request) {
        Optional<CustomerId> person = person(visit, request);
        boolean mayExport = visit.may(Permission.EXPORT_CUSTOMERS);
        Cell answer = request.kind() == Kind.DATA && person.isPresent() && mayExport
                ? Cell.link("Download their data", "send it to the shop", PATH + "/" + request.id() + "/export")
                : Cell.of(
                        request.kind() == Kind.SHOP_ERASURE ? "the erasure below" : "the word that nobody is known",
                        request.kind() == Kind.SHOP_ERASURE ? "or keep them as your books" : null);
        return Row.of(
                Cell.of(
                        words(request.kind()),
                        request.source() + ", asked " + visit.words().day(request.requestedAt())),
                about(request, person),
                due(visit, request),
                answer,
                Cell.deeds(deeds(visit, request)));
    }

    private static List<Deed> deeds(Visit visit, Request request) {
        String at = PATH + "/" + request.id();
        if (request.approval() != null) {
            return List.of();
        }
        return switch (request.kind()) {
            case DATA, ERASURE ->
                visit.may(Permission.EXPORT_CUSTOMERS)
                        ? List.of(Deed.of("Answered", "check", at + "/answered"))
                        : List.of();
            case SHOP_ERASURE ->
                visit.may(Permission.ERASE_CUSTOMERS) ? List.of(Deed.of("Keep them", "lock", at + "/keep")) : List.of();
        };
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case DATA -> "Their data";
            case ERASURE -> "To be forgotten";
            case SHOP_ERASURE -> "The shop left";
        };
    }

    private static Cell about(Request request, Optional<CustomerId> person) {
        if (request.kind() == Kind.SHOP_ERASURE) {
            return Cell.of(request.reference(), "all of its customers");
        }
        String name = request.customerReference() == null ? request.reference() : request.customerReference();
        return person.map(id ->
                        Cell.link("Customer " + name, "request " + request.reference(), CustomersDesk.PATH + "/" + id))
                .orElseGet(() -> Cell.of("Customer " + name, "nobody here by that name"));
    }

    private static Cell due(Visit visit, Request request) {
        var approval = request.approval();
        if (approval != null) {
            return Cell.pill(
                    new Pill(Tone.MOVE, "Being erased"),
                    Words.count(approval.erased(), "person", "people") + " so far, ordered by " + approval.by());
        }
        Duration left = Duration.between(visit.words().now(), request.dueAt());
        Tone tone = left.isNegative() ? Tone.BROKEN : left.compareTo(SOON) < 0 ? Tone.RISK : Tone.WAIT;
        String how = left.isNegative() ? "Overdue" : "By " + visit.words().day(request.dueAt());
        return Cell.pill(
                new Pill(tone, how),
                left.isNegative() ? "since " + visit.words().day(request.dueAt()) : "in " + Words.span(left));
    }

    private Table answered(Visit visit, List<Request> done) {
        return Table.plain(
                "Requests answered",
                List.of(Column.text("What was asked"), Column.text("About"), Column.text("Done"), Column.text("How")),
                done.stream()
                        .map(request -> Row.of(
                                Cell.of(
                                        words(request.kind()),
                                        request.source() + ", asked "
                                                + visit.words().day(request.requestedAt())),
                                about(request, person(visit, request)),
                                Cell.of(visit.words().moment(Objects.requireNonNull(request.doneAt()))),
                                Cell.of(request.result())))
                        .toList(),
                new Empty("Nothing was asked yet", "What is answered stays here.", null));
    }

    private Optional<CustomerId> person(Visit visit, Request request) {
        String reference = request.customerReference();
        return reference == null
                ? Optional.empty()
                : sources.database()
                        .inStore(
                                visit.store(),
                                tx -> sources.customers().byReference(tx, visit.store(), request.source(), reference));
    }

    private Request find(Visit visit, @Nullable Kind kind) {
        String id = visit.part("id");
        if (!id.matches("\\d{1,18}")) {
            throw Refusal.notFound();
        }
        return sources.requests()
                .find(visit.store(), Long.parseLong(id))
                .filter(request -> kind == null || request.kind() == kind)
                .orElseThrow(Refusal::notFound);
    }

    private Answer export(Visit visit) {
        Request request = find(visit, Kind.DATA);
        CustomerId person = person(visit, request).orElseThrow(Refusal::notFound);
        String file = sources.database().inStore(visit.store(), tx -> {
            String all = sources.privacy().export(tx, visit.store(), person).orElseThrow(Refusal::notFound);
            sources.audit()
                    .record(
                            tx,
                            visit.store(),
                            visit.actor(),
                            Audit.Deed.of("customer.exported", "customer", person.toString()));
            return all;
        });
        Context http = visit.http();
        http.header("Content-Disposition", "attachment; filename=\"" + person + ".json\"");
        http.contentType("application/json").result(file);
        return new Answer.Written();
    }

    private Answer answered(Visit visit) {
        Request request = find(visit, null);
        String how = person(visit, request).isPresent() ? "answered by " : "answered, nobody known, by ";
        return close(visit, request, how + visit.actor().name());
    }

    private Answer keep(Visit visit) {
        return close(
                visit,
                find(visit, Kind.SHOP_ERASURE),
                "kept as the merchant’s books by " + visit.actor().name());
    }

    private Answer close(Visit visit, Request request, String how) {
        boolean closed = sources.requests().close(visit.store(), request.id(), how, visit.actor());
        return Answer.done(PATH, closed ? Done.ANSWERED : Done.NOT_ANY_MORE);
    }

    private Answer eraseShop(Visit visit) {
        Request request = find(visit, Kind.SHOP_ERASURE);
        if (!visit.field("confirm").equals(CONFIRMATION)) {
            return Answer.done(PATH, Done.NOT_CONFIRMED);
        }
        boolean another = sources.connections().list(visit.store()).stream()
                .anyMatch(connection -> connection.enabled()
                        && connection.source().word().equals(request.source())
                        && !request.reference().equals(connection.shopDomain()));
        if (another) {
            return Answer.done(PATH, Done.OTHER_SHOP);
        }
        boolean ordered = sources.requests().approveShopErasure(visit.store(), request.id(), visit.actor());
        return Answer.done(PATH, ordered ? Done.ERASURE_ORDERED : Done.NOT_ANY_MORE);
    }
}
