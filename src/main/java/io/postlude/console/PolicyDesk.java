package io.postlude.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.postlude.claims.ClaimsModule;
import io.postlude.claims.Warranty;
import io.postlude.console.Form.Weight;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Json;
import io.postlude.kernel.Tx;
import io.postlude.returns.Policies;
import io.postlude.returns.Policies.Version;
import io.postlude.returns.Policy;
import io.postlude.returns.PolicyReading;
import io.postlude.returns.Replay;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The return policy: read as sentences, explained by a real return, replayed over the past, written and published. */
final class PolicyDesk {
    static final String PATH = "/console/return-policy";
    static final List<Integer> MONTHS = List.of(3, 6, 12);

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Audit audit;
    private final Warranty warranty;

    PolicyDesk(Frame frame, ReturnsDesk.Sources sources, Audit audit, ClaimsModule claims) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
        this.warranty = claims.claims().warranty();
    }

    void addTo(Counter counter) {
        counter.page("return-policy", Permission.SEE_RETURNS, this::show);
        counter.deed("return-policy", Permission.CHANGE_POLICY, this::save);
        counter.deed("return-policy/publication", Permission.CHANGE_POLICY, this::publish);
    }

    /** What the page is about: the version looked at and the one that holds. */
    record Read(
            Version shown,
            Policy policy,
            Version live,
            List<Version> all,
            Replay.@Nullable Outcome replayed,
            Replay.@Nullable Faithful faithful) {
        boolean isDraft() {
            return shown.publishedAt() == null;
        }
    }

    /** What somebody typed, and what is wrong with it. */
    private record Typed(@Nullable String text, List<String> errors) {
        static final Typed NOTHING = new Typed(null, List.of());
    }

    private Answer show(Visit visit) {
        return Answer.page("policy", page(visit, Typed.NOTHING));
    }

    private PolicyPage page(Visit visit, Typed typed) {
        Address address = Address.of(visit.http(), PATH, "version", "months", "code");
        return sources.database().inStore(visit.store(), tx -> page(tx, visit, address, typed));
    }

    private PolicyPage page(Tx tx, Visit visit, Address address, Typed typed) {
        Read read = read(tx, visit, address);
        PolicyPage.Explained explained =
                PolicyExplaining.of(sources, visit, read.policy()).explained(tx, address.text("code"));
        boolean may = visit.may(Permission.CHANGE_POLICY);
        boolean usual = read.shown().version() == Policies.USUAL_VERSION;
        return new PolicyPage(
                frame.page(visit, "Return policy", "return-policy"),
                read.isDraft()
                        ? "Draft v" + read.shown().version()
                        : usual ? "Our usual one" : "v" + read.shown().version(),
                since(visit, read),
                views(address, read),
                new PolicySentences(
                                read.policy(),
                                read.shown().document(),
                                read.live().document())
                        .lines(read.replayed(), null),
                read.replayed() == null ? "the first that fits decides" : "counts: pieces of the replay below",
                Policies.warnings(read.policy(), warranty.usual(tx, visit.store())).stream()
                        .map(one -> new Note(Tone.RISK, "Look at this again", one.pointer() + ": " + one.detail()))
                        .toList(),
                address.text("code"),
                explained,
                months(address),
                read.replayed() == null ? null : new PolicyReplay(visit, sources).replayed(tx, read),
                may ? editor(read, typed) : null,
                typed.errors(),
                may && read.isDraft() ? publication(read) : null,
                versions(visit, read),
                new Link("JSON Schema", "/api/schemas/return-policy.json"));
    }

    private Read read(Tx tx, Visit visit, Address address) {
        Policies policies = sources.returns().returns().policies();
        List<Version> all = policies.versions(tx, visit.store());
        int holds = policies.live(tx, visit.store()).version();
        Version live =
                all.stream().filter(one -> one.version() == holds).findFirst().orElseThrow();
        Version newest = all.getFirst();
        Version shown = all.stream()
                .filter(one -> address.is("version", Integer.toString(one.version())))
                .findFirst()
                .orElse(newest.publishedAt() == null ? newest : live);
        Policy policy = understood(shown);
        Optional<Integer> months = MONTHS.stream()
                .filter(span -> address.is("months", Integer.toString(span)))
                .findFirst();
        if (months.isEmpty()) return new Read(shown, policy, live, all, null, null);
        var since = ZonedDateTime.ofInstant(visit.words().now(), visit.words().zone())
                .minusMonths(months.get())
                .toInstant();
        Replay replay = sources.returns().replay();
        return new Read(
                shown,
                policy,
                live,
                all,
                replay.run(tx, visit.store(), policy, since),
                replay.faithful(tx, visit.store(), since));
    }

    private static Policy understood(Version version) {
        return switch (PolicyReading.read(version.document(), version.version())) {
            case PolicyReading.Understood(Policy policy) -> policy;
            case PolicyReading.Mistaken(var errors) -> throw new IllegalStateException(errors.toString());
        };
    }

    private static String since(Visit visit, Read read) {
        if (read.isDraft())
            return "saved " + visit.words().moment(read.shown().savedAt()) + " by "
                    + read.shown().savedBy();
        if (read.shown().version() == Policies.USUAL_VERSION) return "holds until you publish your own";
        boolean live = read.shown().version() == read.live().version();
        return (live ? "live since " : "published ")
                + (read.shown().publishedAt() == null
                        ? ""
                        : visit.words().moment(read.shown().publishedAt()));
    }

    private static List<View> views(Address address, Read read) {
        List<View> views = new ArrayList<>();
        for (Version version : read.all().stream().limit(3).toList()) {
            boolean live = version.version() == read.live().version();
            String label = version.publishedAt() == null
                    ? "Draft v" + version.version()
                    : (live ? "Live" : "Former") + (version.version() == 0 ? "" : " v" + version.version());
            views.add(new View(
                    label,
                    address.with("version", Integer.toString(version.version())),
                    version.version() == read.shown().version()));
        }
        return views;
    }

    private static List<View> months(Address address) {
        return MONTHS.stream()
                .map(span -> new View(
                        span + " months",
                        address.with("months", Integer.toString(span)),
                        address.is("months", Integer.toString(span))))
                .toList();
    }

    private static Form editor(Read read, Typed typed) {
        String text = typed.text() == null ? print(read.shown().document()) : typed.text();
        Field field = Field.text("document", "The policy as text", text)
                .ofType("textarea", "off")
                .hinting(
                        "JSON; it is checked as a whole before it is kept. A condition is CEL over customer, order, line, delivery, days, reason and detail.")
                .refused(
                        typed.errors().isEmpty()
                                ? null
                                : "Not kept: " + Words.count(typed.errors().size(), "mistake", "mistakes")
                                        + ", listed below");
        return Form.of(PATH, "Check and save as draft", "check", List.of(field));
    }

    private static String print(JsonNode document) {
        try {
            return Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was kept cannot be written", e);
        }
    }

    private static Form publication(Read read) {
        return Form.of(PATH + "/publication", "Publish v" + read.shown().version(), "check", List.of())
                .hiding(Map.of("version", Integer.toString(read.shown().version())))
                .weighing(Weight.PRIMARY);
    }

    private static Table versions(Visit visit, Read read) {
        return Table.plain(
                "Versions",
                List.of(
                        Column.text("Version"),
                        Column.text("Stands"),
                        Column.text("Saved by"),
                        Column.text("Published")),
                read.all().stream()
                        .map(version -> Row.of(
                                Cell.link(
                                        version.version() == 0 ? "0, our usual one" : "v" + version.version(),
                                        version.document().path("name").asText(),
                                        PATH + "?version=" + version.version()),
                                Cell.pill(
                                        version.publishedAt() == null
                                                ? new Pill(Tone.WAIT, "Draft")
                                                : version.version()
                                                                == read.live().version()
                                                        ? new Pill(Tone.KEPT, "Live")
                                                        : new Pill(Tone.VOID, "Former"),
                                        null),
                                Cell.of(version.savedBy()),
                                Cell.of(
                                        version.publishedAt() == null || version.version() == 0
                                                ? ""
                                                : visit.words().moment(version.publishedAt()))))
                        .toList(),
                new Empty("No version", "", null));
    }

    private Answer save(Visit visit) {
        String text = visit.field("document");
        Optional<JsonNode> document = tree(text);
        if (document.isEmpty())
            return Answer.again(
                    "policy",
                    page(visit, new Typed(text, List.of("It is no JSON object, or longer than 20,000 characters."))));
        Policies policies = sources.returns().returns().policies();
        var saved = sources.database().inStore(visit.store(), tx -> {
            var done = policies.saveDraft(
                    tx, visit.store(), document.get(), visit.session().name());
            if (done instanceof Policies.Kept(int version))
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("return-policy.saved", "return-policy", Integer.toString(version)));
            return done;
        });
        return switch (saved) {
            case Policies.Kept _ -> Answer.done(PATH, Done.POLICY_SAVED);
            case Policies.Mistaken(var errors) ->
                Answer.again(
                        "policy",
                        page(
                                visit,
                                new Typed(
                                        text,
                                        errors.stream()
                                                .map(error -> error.pointer() + " " + error.detail())
                                                .toList())));
        };
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Only the very draft that was looked at. */
    private Answer publish(Visit visit) {
        Policies policies = sources.returns().returns().policies();
        boolean published = sources.database().inStore(visit.store(), tx -> {
            boolean same = policies.draft(tx, visit.store())
                    .filter(draft -> visit.field("version").equals(Integer.toString(draft.version())))
                    .isPresent();
            boolean done = same && policies.publish(tx, visit.store());
            if (done)
                audit.record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("return-policy.published", "return-policy", visit.field("version")));
            return done;
        });
        return Answer.done(PATH, published ? Done.POLICY_PUBLISHED : Done.NOT_ANY_MORE);
    }
}
