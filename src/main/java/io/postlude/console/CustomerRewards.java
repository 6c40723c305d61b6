package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.CodeSeen;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one person was given, and the numbers of the orders that carried it. */
record CustomerRewards(List<CodeSeen.Given> given, Map<OrderId, String> orders) {
    private static final int MOST = 20;

    static CustomerRewards of(Tx tx, StoreId store, CustomerDesk.Sources sources, List<CustomerId> family) {
        List<CodeSeen.Given> given = sources.rewards().given(tx, store, family, MOST);
        List<OrderId> used = given.stream()
                .map(one -> one.code().order())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<OrderId, String> numbers = new HashMap<>();
        for (OrderView order : sources.orders().orders(tx, store, used)) numbers.put(order.id(), order.number());
        return new CustomerRewards(given, numbers);
    }

    Table table(Visit visit) {
        return Table.plain(
                "Rewards",
                List.of(
                        Column.text("Code"),
                        Column.text("Worth"),
                        Column.text("Stands"),
                        Column.text("Used by"),
                        Column.number("Given")),
                given.stream().map(one -> row(visit, one)).toList(),
                new Empty("None was given", "", null));
    }

    private Row row(Visit visit, CodeSeen.Given one) {
        CodeSeen code = one.code();
        return Row.of(
                Cell.code(code.code(), null),
                Cell.link(one.worth().says(Locale.ENGLISH), one.name(), RewardsDesk.PATH + "/" + one.pool()),
                Cell.pill(
                        RewardDesk.pill(code.state()),
                        code.until() == null ? null : "until " + visit.words().day(code.until())),
                order(code.order()),
                Cell.of(code.givenAt() == null ? "" : visit.words().day(code.givenAt())));
    }

    private Cell order(@Nullable OrderId order) {
        return order == null
                ? Cell.of("")
                : Cell.link(orders.getOrDefault(order, "open"), null, OrdersDesk.PATH + "/" + order);
    }
}
