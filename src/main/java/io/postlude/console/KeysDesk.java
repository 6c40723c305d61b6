package io.postlude.console;

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
import io.postlude.stores.ApiKeyId;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Permission;
import io.postlude.stores.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys of programs: made with scopes, shown once, revoked at any time. */
final class KeysDesk {
    private static final String PATH = "/console/api-keys";

    private final Frame frame;
    private final ApiKeys keys;

    KeysDesk(Frame frame, ApiKeys keys) {
        this.frame = frame;
        this.keys = keys;
    }

    void addTo(Counter counter) {
        counter.page(
                "api-keys", Permission.MANAGE_KEYS, visit -> Answer.page("sections", page(visit, null, List.of())));
        counter.deed("api-keys/new", Permission.MANAGE_KEYS, this::issue);
        counter.deed("api-keys/{id}/revoke", Permission.MANAGE_KEYS, this::revoke);
    }

    private Answer issue(Visit visit) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        visit.fields("scope").forEach(word -> Scope.of(word).ifPresent(scopes::add));
        return switch (keys.issue(
                visit.store(), new ApiKeys.Wanted(visit.field("name"), scopes, null), visit.actor())) {
            case ApiKeys.Issued.Made made ->
                Answer.page(
                        "sections",
                        page(
                                visit,
                                new SectionsPage.Secret(
                                        "The key " + made.key().name(),
                                        made.token(),
                                        "Copy it now: it is kept only as a fingerprint and is never shown again."),
                                List.of()));
            case ApiKeys.Issued.Invalid(List<FieldError> errors) -> Answer.again("sections", page(visit, null, errors));
        };
    }

    private Answer revoke(Visit visit) {
        ApiKeyId id = ApiKeyId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        if (keys.list(visit.store()).stream().noneMatch(key -> key.id().equals(id))) {
            throw Refusal.notFound();
        }
        boolean revoked = keys.revoke(visit.store(), id, visit.actor());
        return Answer.done(PATH, revoked ? Done.KEY_REVOKED : Done.NOT_ANY_MORE);
    }

    private SectionsPage page(Visit visit, SectionsPage.@Nullable Secret secret, List<FieldError> errors) {
        List<ApiKeys.Key> all = keys.list(visit.store());
        long live = all.stream().filter(key -> key.revokedAt() == null).count();
        return new SectionsPage(
                frame.page(visit, "API keys", "api-keys"),
                List.of(),
                secret,
                List.of(
                        new Section("keys", "Keys", Words.count(live) + " in use", table(visit, all), null),
                        new Section(
                                "new",
                                "Make a key",
                                "for a program that reads or sends orders, parcels or customers",
                                null,
                                form(visit, errors))));
    }

    private static Form form(Visit visit, List<FieldError> errors) {
        List<String> chosen = visit.fields("scope");
        String scopeFault = Faults.of(errors, "/scopes");
        List<Option> scopes = Arrays.stream(Scope.values())
                .map(scope -> new Option(scope.word(), scope.word(), chosen.contains(scope.word())))
                .toList();
        return Form.of(
                        PATH + "/new",
                        "Make the key",
                        "key",
                        List.of(Field.text("name", "Name", visit.field("name"))
                                .needed()
                                .hinting("What uses it, such as “warehouse sync”.")
                                .refused(Faults.of(errors, "/name"))))
                .checking(
                        new Form.Checks("scope", scopeFault == null ? "It may" : "It may (" + scopeFault + ")", scopes))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Table table(Visit visit, List<ApiKeys.Key> all) {
        return Table.plain(
                "API keys",
                List.of(
                        Column.text("Name"),
                        Column.text("State"),
                        Column.text("May").wide(),
                        Column.number("Used last").wide(),
                        Column.number("")),
                all.stream().map(key -> row(visit, key)).toList(),
                new Empty(
                        "No key has been made",
                        "Programs reach the API with a key; the API is described at /api.",
                        new Link("See the API", "/api")));
    }

    private static Row row(Visit visit, ApiKeys.Key key) {
        boolean live = key.revokedAt() == null;
        var used = key.lastUsedAt();
        String scopes = key.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(", "));
        return Row.of(
                Cell.of(
                        key.name(),
                        key.prefix() + "…, made " + visit.words().day(key.madeAt()) + " by " + key.madeBy()),
                Cell.pill(live ? new Pill(Tone.KEPT, "In use") : new Pill(Tone.VOID, "Revoked"), null),
                Cell.of(scopes),
                Cell.of(used == null ? "never" : visit.words().moment(used)),
                live ? Cell.deeds(List.of(Deed.of("Revoke", "x", PATH + "/" + key.id() + "/revoke"))) : Cell.of(""));
    }
}
