package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Step;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextEdits;
import io.postlude.texts.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All texts of journeys: what is in which language, whose words they are, where they are used. */
final class TextsDesk {
    private final Frame frame;
    private final Database database;
    private final Texts texts;
    private final Flows flows;

    TextsDesk(Frame frame, Database database, Texts texts, Flows flows) {
        this.frame = frame;
        this.database = database;
        this.texts = texts;
        this.flows = flows;
    }

    void addTo(Counter counter) {
        counter.page("texts", Permission.SEE_MESSAGES, visit -> Answer.page("sheet", page(visit, "", null)));
        counter.deed("texts", Permission.CHANGE_BRAND, this::make);
    }

    private SheetPage page(Visit visit, String name, @Nullable String refusal) {
        StoreId store = visit.store();
        List<Row> rows = database.inStore(store, tx -> rows(tx, visit));
        Table table = Table.plain(
                "Texts",
                List.of(
                        Column.text("Text"),
                        Column.text("Languages"),
                        Column.text("Whose words"),
                        Column.text("Used in").wide()),
                rows,
                new Empty("No text", "", null));
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("texts", "Texts of journeys", "what they say, in each language", table, null));
        if (visit.may(Permission.CHANGE_BRAND))
            sections.add(new Section("new", "A text of your own", "to be used in journeys", null, form(name, refusal)));
        return new SheetPage(
                frame.page(visit, "Texts", "texts"),
                "Every text has words to start from; the first saving makes them yours.",
                List.of(),
                null,
                List.of(),
                List.of(),
                sections);
    }

    private static Form form(String name, @Nullable String refusal) {
        return Form.of(
                        TextDesk.PATH,
                        "Begin",
                        "plus",
                        List.of(Field.text("name", "Name", name).needed().refused(refusal)))
                .picking(new Pick(
                        "about",
                        "About",
                        List.of(
                                new Option("order", "an order", true),
                                new Option("customer", "a customer, without an order", false))));
    }

    private List<Row> rows(Tx tx, Visit visit) {
        Map<String, List<String>> users = users(tx, visit.store());
        return texts.all(tx, visit.store()).stream()
                .map(found -> {
                    TextDocument text = found.document();
                    String languages = text.languages().keySet().stream()
                            .map(one -> one.toUpperCase(Locale.ROOT))
                            .collect(Collectors.joining(" "));
                    return Row.of(
                            Cell.link(text.name(), text.key(), TextDesk.PATH + "/" + text.key()),
                            Cell.of(languages),
                            Cell.of(
                                    found.version() == 0 ? "the library’s" : "yours",
                                    found.version() == 0 ? null : "version " + found.version()),
                            Cell.of(String.join(", ", users.getOrDefault(text.key(), List.of()))));
                })
                .toList();
    }

    private Map<String, List<String>> users(Tx tx, StoreId store) {
        Map<String, List<String>> users = new HashMap<>();
        for (FlowView view : flows.all(tx, store)) {
            FlowView.Version newest = view.newest();
            Flow flow = newest == null ? null : JourneyMapDesk.flow(flows.read(tx, store, newest.document()));
            if (flow == null || view.archivedAt() != null) continue;
            flow.steps().stream()
                    .filter(Step.Touch.class::isInstance)
                    .map(step -> ((Step.Touch) step).message())
                    .distinct()
                    .forEach(message -> users.computeIfAbsent(message, key -> new ArrayList<>())
                            .add(flow.name()));
        }
        return users;
    }

    private Answer make(Visit visit) {
        String name = visit.field("name");
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String about = visit.field("about");
        if (key.isEmpty() || key.length() > 48 || name.length() > 80)
            return Answer.again("sheet", page(visit, name, "It needs a name of letters, at most 48."));
        TextDocument.About what = about.equals("customer") ? TextDocument.About.CUSTOMER : TextDocument.About.ORDER;
        boolean made = database.inStore(
                visit.store(),
                tx -> texts.find(tx, visit.store(), key).isEmpty()
                        && texts.save(
                                        tx,
                                        visit.store(),
                                        TextEdits.fresh(key, name, what).document(),
                                        visit.actor().name())
                                .isEmpty());
        return made
                ? Answer.done(TextDesk.PATH + "/" + key, Done.TEXT_SAVED)
                : Answer.again("sheet", page(visit, name, "There is a text of that name already."));
    }
}
