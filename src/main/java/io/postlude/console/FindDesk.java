package io.postlude.console;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import io.postlude.tracking.Tracking;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The search in the bar: one hit is opened, several are listed. */
final class FindDesk {
    private static final int ENOUGH = 2;
    private static final int LEAST_NUMBER_CHARS = 8;

    private final Database database;
    private final Orders orders;
    private final Customers customers;
    private final Tracking tracking;
    private final ConsoleModule.Faces faces;

    FindDesk(Database database, ConsoleModule.Faces faces) {
        this.database = database;
        this.faces = faces;
        this.orders = faces.orders();
        this.customers = faces.customers();
        this.tracking = faces.tracking();
    }

    void addTo(Counter counter) {
        counter.page("find", Permission.SEE_ORDERS, visit -> {
            String text = Address.of(visit.http(), "/console/find", "q").text("q");
            return new Answer.Go(text.isEmpty() ? OrdersDesk.PATH : lead(visit, text));
        });
    }

    private String lead(Visit visit, String text) {
        return database.inStore(
                visit.store(),
                tx -> parcel(tx, visit, text)
                        .or(() -> returned(tx, visit, text))
                        .or(() -> order(tx, visit, text))
                        .or(() -> customer(tx, visit, text))
                        .orElse(OrdersDesk.PATH + "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
    }

    private Optional<String> parcel(Tx tx, Visit visit, String text) {
        if (text.length() < LEAST_NUMBER_CHARS || !text.replaceAll("[\\s-]", "").matches("[A-Za-z0-9]+")) {
            return Optional.empty();
        }
        return tracking.byNumber(tx, visit.store(), text)
                .flatMap(shipment -> Optional.ofNullable(shipment.order()))
                .map(order -> OrdersDesk.PATH + "/" + order);
    }

    private Optional<String> returned(Tx tx, Visit visit, String text) {
        return visit.may(Permission.SEE_RETURNS)
                        && text.toUpperCase(Locale.ROOT).startsWith("RET")
                ? faces.returns().returns().byCode(tx, visit.store(), text).map(view -> ReturnDesk.path(view.id()))
                : Optional.empty();
    }

    private Optional<String> order(Tx tx, Visit visit, String text) {
        List<OrderSummary> found = orders.list(
                        tx, visit.store(), OrderQuery.newest(ENOUGH).withText(text))
                .rows();
        return found.size() == 1
                ? Optional.of(OrdersDesk.PATH + "/" + found.getFirst().id())
                : Optional.empty();
    }

    private Optional<String> customer(Tx tx, Visit visit, String text) {
        Optional<CustomerId> found = visit.may(Permission.SEE_CUSTOMERS) && text.contains("@")
                ? customers.byEmail(tx, visit.store(), text)
                : Optional.empty();
        return found.map(id -> CustomersDesk.PATH + "/" + id);
    }
}
