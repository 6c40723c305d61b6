package io.postlude.console;

import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.View;
import io.postlude.deliveries.Deliveries;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.AtRisk;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseId;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import io.postlude.stores.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The promises likely to be missed: why, how likely, what hangs on them, and who has them in hand. */
final class AtRiskDesk {
    static final String PATH = "/console/at-risk";
    private static final int MOST_ROWS = 200;

    private final Frame frame;
    private final Sources sources;

    AtRiskDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where the rows come from. */
    record Sources(
            Database database,
            Orders orders,
            Promises promises,
            Deliveries deliveries,
            Outlooks outlooks,
            RiskQueue queue,
            Staff staff) {
        AtRiskHistories.Faces histories() {
            return new AtRiskHistories.Faces(orders, promises, deliveries);
        }
    }

    void addTo(Counter counter) {
        counter.page("at-risk", Permission.SEE_SHIPMENTS, this::show);
        counter.deed("at-risk/take", Permission.CHANGE_SHIPMENTS, this::take);
        counter.deed("at-risk/leave", Permission.CHANGE_SHIPMENTS, this::leave);
    }

    /** All of one look, read in one transaction so that the figures agree with the rows. */
    record Read(
            List<AtRisk> rows, Map<OrderId, OrderView> orders, AtRiskHistories histories, AtRiskFigures.Read figures) {}

    private Answer show(Visit visit) {
        String view = Address.of(visit.http(), PATH, "view").text("view");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        AtRiskFigures.Read known = read.figures();
        Map<PersonId, String> names = sources.staff().members(visit.store()).stream()
                .collect(Collectors.toMap(Staff.Member::id, Staff.Member::name));
        PersonId me = visit.session().person();
        List<AtRisk> mine =
                read.rows().stream().filter(row -> me.equals(row.owner())).toList();
        List<AtRisk> nobodys =
                read.rows().stream().filter(row -> row.owner() == null).toList();
        List<AtRisk> shown = view.equals("mine") ? mine : view.equals("free") ? nobodys : read.rows();
        AtRiskWords words = new AtRiskWords(visit, names);
        String threshold = Words.percent(known.threshold()).replace(".0", "");
        return Answer.page(
                "atrisk",
                new AtRiskPage(
                        frame.page(visit, "At risk", "at-risk"),
                        new Link("Threshold " + threshold + " %", PATH + "/rule"),
                        AtRiskFigures.of(read, known),
                        List.of(
                                new View("All " + read.rows().size(), PATH, view.isEmpty()),
                                new View("Mine " + mine.size(), PATH + "?view=mine", view.equals("mine")),
                                new View("Nobody’s " + nobodys.size(), PATH + "?view=free", view.equals("free"))),
                        "Sorted by the end of the promise, then by chance",
                        shown.stream().map(row -> words.line(row, read)).toList(),
                        empty(read, threshold),
                        visit.may(Permission.CHANGE_SHIPMENTS),
                        visit.token()));
    }

    private static Empty empty(Read read, String threshold) {
        return read.rows().isEmpty()
                ? new Empty(
                        "No promise is at risk",
                        "A promise appears here by itself once its chance of being missed reaches " + threshold + " %.",
                        new Link("See all orders", OrdersDesk.PATH))
                : new Empty("None of them", "The others are in other hands.", new Link("See all", PATH));
    }

    Read read(Tx tx, Visit visit) {
        List<AtRisk> rows = sources.queue().list(tx, visit.store(), MOST_ROWS);
        List<OrderId> ids = rows.stream()
                .map(row -> row.promise().order())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<OrderId, OrderView> known = new HashMap<>();
        sources.orders().orders(tx, visit.store(), ids).forEach(order -> known.put(order.id(), order));
        return new Read(
                rows,
                known,
                AtRiskHistories.read(tx, visit, sources.histories(), known.values()),
                AtRiskFigures.read(tx, visit, sources.outlooks(), sources.queue()));
    }

    private Answer take(Visit visit) {
        List<PromiseId> chosen = visit.http().formParams("entry").stream()
                .map(text -> PromiseId.parse(text).orElseThrow(Refusal::notFound))
                .distinct()
                .toList();
        if (chosen.isEmpty()) {
            return Answer.done(PATH, Done.NOTHING_CHOSEN);
        }
        long taken = sources.database()
                .inStore(
                        visit.store(),
                        tx -> chosen.stream()
                                .filter(promise -> sources.queue()
                                        .take(
                                                tx,
                                                visit.store(),
                                                promise,
                                                visit.session().person()))
                                .count());
        return Answer.done(back(visit, chosen.getFirst()), taken == chosen.size() ? Done.TAKEN : Done.TAKEN_BY_OTHERS);
    }

    private Answer leave(Visit visit) {
        PromiseId promise = PromiseId.parse(visit.field("entry")).orElseThrow(Refusal::notFound);
        boolean left = sources.database()
                .inStore(
                        visit.store(),
                        tx -> sources.queue()
                                .leave(
                                        tx,
                                        visit.store(),
                                        promise,
                                        visit.session().person()));
        return Answer.done(back(visit, promise), left ? Done.LEFT : Done.NOT_ANY_MORE);
    }

    /** To the page of the one, where it was asked for there. */
    private static String back(Visit visit, PromiseId promise) {
        return visit.field("back").equals("one") ? PATH + "/" + promise : PATH;
    }
}
