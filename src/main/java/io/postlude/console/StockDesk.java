package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.orders.Orders;
import io.postlude.orders.VariantId;
import io.postlude.returns.Stock;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What exchanges are made with: how many there are, how many are kept for somebody. */
final class StockDesk {
    static final String PATH = ReturnsDesk.PATH + "/stock";

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    StockDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/stock", Permission.SEE_RETURNS, visit -> show(visit, null));
        counter.deed("returns/stock", Permission.RECEIVE_RETURNS, this::count);
    }

    private record Read(List<Stock.Level> levels, Map<VariantId, Orders.VariantName> names) {}

    private Answer show(Visit visit, @Nullable String wrong) {
        Read read = sources.database().inStore(visit.store(), tx -> {
            List<Stock.Level> levels = sources.returns().returns().stock().levels(tx, visit.store());
            return new Read(
                    levels,
                    sources.orders()
                            .variantNames(
                                    tx,
                                    visit.store(),
                                    levels.stream().map(Stock.Level::variant).toList()));
        });
        Form form = Form.of(
                        PATH,
                        "Save the count",
                        "check",
                        List.of(
                                Field.text("sku", "SKU", visit.field("sku"))
                                        .needed()
                                        .refused(wrong),
                                Field.text("onHand", "How many are there", visit.field("onHand"))
                                        .needed()))
                .weighing(Form.Weight.PRIMARY);
        SectionsPage page = new SectionsPage(
                frame.below(visit, "Stock", new Link("Returns", ReturnsDesk.PATH), "returns"),
                List.of(),
                null,
                List.of(
                        new Section(
                                "stock",
                                "For exchanges",
                                "the scarcest first; what is kept for somebody is not offered to others",
                                table(visit, read),
                                null),
                        new Section(
                                "count",
                                "Count one",
                                "what is not counted is offered without a limit",
                                null,
                                visit.may(Permission.RECEIVE_RETURNS) ? form : null)));
        return wrong == null ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private static Table table(Visit visit, Read read) {
        return Table.plain(
                "Stock",
                List.of(
                        Column.text("Thing"),
                        Column.number("There"),
                        Column.number("Kept"),
                        Column.number("Free"),
                        Column.text("Told")),
                read.levels().stream()
                        .map(level -> Row.of(
                                name(read.names().get(level.variant())),
                                Cell.of(Words.count(level.onHand())),
                                Cell.of(Words.count(level.reserved())),
                                Cell.of(Words.count(level.free())),
                                Cell.of(visit.words().moment(level.asOf()), "by " + level.by())))
                        .toList(),
                new Empty("Nothing is counted", "Exchanges are offered without a limit until it is.", null));
    }

    private static Cell name(Orders.@Nullable VariantName name) {
        return name == null ? Cell.of("unknown") : Cell.of(name.title(), name.sku());
    }

    private Answer count(Visit visit) {
        String sku = visit.field("sku").strip();
        String count = visit.field("onHand").strip();
        if (!count.matches("[0-9]{1,8}")) return show(visit, "Give a whole number, such as 12.");
        Optional<List<VariantId>> known = Optional.ofNullable(sources.database()
                .inStore(visit.store(), tx -> sources.orders().variantsOfSkus(tx, visit.store(), List.of(sku)))
                .get(sku));
        if (known.isEmpty()) return show(visit, "Nothing that was bought so far has this SKU.");
        sources.database()
                .runInStore(
                        visit.store(),
                        tx -> known.get()
                                .forEach(variant -> sources.returns()
                                        .returns()
                                        .stock()
                                        .counted(
                                                tx,
                                                visit.store(),
                                                new Stock.Found(variant, Integer.parseInt(count)),
                                                visit.session().name())));
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }
}
