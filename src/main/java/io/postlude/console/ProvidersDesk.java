package io.postlude.console;

import io.postlude.connectors.ProviderAccounts;
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
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accounts with providers of one purpose: through whom money goes back of itself, or from whom labels are bought. */
final class ProvidersDesk {
    static final About REFUNDS = new About(
            "refunds",
            "Money back",
            "a person gives what is owed",
            "Until it is, a person gives what is owed, under Returns, Money.",
            Done.REFUNDS_KEPT,
            Done.REFUNDS_TURNED);
    static final About LABELS = new About(
            "labels",
            "Labels",
            "customers get the built-in label",
            "Until one is, customers get the built-in label.",
            Done.LABELS_KEPT,
            Done.LABELS_TURNED);

    private final Frame frame;
    private final ProviderAccounts accounts;
    private final About about;

    /**
     * What the accounts are for.
     *
     * @param key of the page in the navigation and its address
     * @param off what happens while one is switched off
     * @param none what happens while one is not set up
     */
    record About(String key, String title, String off, String none, Done kept, Done turned) {
        String path() {
            return "/console/" + key;
        }
    }

    ProvidersDesk(Frame frame, ProviderAccounts accounts, About about) {
        this.frame = frame;
        this.accounts = accounts;
        this.about = about;
    }

    void addTo(Counter counter) {
        counter.page(about.key(), Permission.MANAGE_CONNECTIONS, visit -> show(visit, "", List.of()));
        counter.deed(about.key() + "/{source}", Permission.MANAGE_CONNECTIONS, this::keep);
        counter.deed(about.key() + "/{source}/on", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, true));
        counter.deed(about.key() + "/{source}/off", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, false));
    }

    private Answer show(Visit visit, String refused, List<FieldError> errors) {
        List<Section> sections = accounts.list(visit.store()).stream()
                .map(view -> section(visit, view, view.kind().equals(refused) ? errors : List.of()))
                .toList();
        SectionsPage page = new SectionsPage(frame.page(visit, about.title(), about.key()), List.of(), null, sections);
        return errors.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private Section section(Visit visit, ProviderAccounts.View view, List<FieldError> errors) {
        String path = about.path() + "/" + view.kind();
        Form form = Form.of(path, "Try and keep", "bolt", fields(visit, view, errors));
        return new Section(view.kind(), view.title(), view.purpose(), stands(view, path), form);
    }

    private Table stands(ProviderAccounts.View view, String path) {
        List<Row> rows = !view.setUp()
                ? List.of()
                : List.of(Row.of(
                        view.enabled()
                                ? Cell.pill(new Pill(Tone.KEPT, "In use"), null)
                                : Cell.pill(new Pill(Tone.VOID, "Switched off"), about.off()),
                        Cell.deeds(List.of(
                                view.enabled()
                                        ? Deed.of("Switch off", "x", path + "/off")
                                        : Deed.of("Switch on", "check", path + "/on")))));
        return Table.plain(
                view.title(),
                List.of(Column.text("State"), Column.text("")),
                rows,
                new Empty("Not set up", about.none(), null));
    }

    private Answer keep(Visit visit) {
        ProviderAccounts.View view = find(visit);
        Map<String, String> given = new HashMap<>();
        view.entries().forEach(entry -> given.put(entry.name(), visit.field(entry.name())));
        List<FieldError> errors = accounts.keep(visit.store(), view.kind(), given, visit.actor());
        return errors.isEmpty() ? Answer.done(about.path(), about.kept()) : show(visit, view.kind(), errors);
    }

    private Answer turn(Visit visit, boolean on) {
        boolean done = accounts.turn(visit.store(), find(visit).kind(), on, visit.actor());
        return Answer.done(about.path(), done ? about.turned() : Done.NOT_ANY_MORE);
    }

    private ProviderAccounts.View find(Visit visit) {
        return accounts.list(visit.store()).stream()
                .filter(view -> view.kind().equals(visit.part("source")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static List<Field> fields(Visit visit, ProviderAccounts.View view, List<FieldError> errors) {
        List<Field> fields = new ArrayList<>();
        for (Entry entry : view.entries()) {
            String value = errors.isEmpty()
                    ? view.values().getOrDefault(entry.name(), entry.otherwise())
                    : visit.field(entry.name());
            fields.add(EntryField.of(entry, value, view.setUp(), errors));
        }
        return fields;
    }
}
