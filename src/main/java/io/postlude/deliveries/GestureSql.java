package io.postlude.deliveries;

import io.postlude.deliveries.Measures.Gesture;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** The statements of gestures. */
final class GestureSql {
    static final String SET_RULE = """
            insert into deliveries.goodwill_rule (store_id, limit_minor, currency, days_good, changed_at)
            values (?, ?, ?, ?, ?) on conflict (store_id) do update set
              limit_minor = excluded.limit_minor, currency = excluded.currency, days_good = excluded.days_good,
              changed_at = excluded.changed_at""";
    static final String BY_KEY = "select * from deliveries.gesture where store_id = ? and gesture_key = ?";
    static final String OF_ORDERS =
            "select * from deliveries.gesture where store_id = ? and order_id = any(?) order by given_at, id";
    static final String ADD = """
            insert into deliveries.gesture
              (store_id, id, gesture_key, order_id, customer_id, amount_minor, currency, way, code, good_until, person_id, given_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private GestureSql() {}

    static Optional<Gestures.Rule> rule(Tx tx, StoreId store) {
        return tx.first(
                "select limit_minor, currency, days_good from deliveries.goodwill_rule where store_id = ?",
                row -> new Gestures.Rule(
                        Money.of(row.getLong("limit_minor"), row.getString("currency")), row.getInt("days_good")),
                store);
    }

    static Gestures.Given given(ResultSet row) throws SQLException {
        return new Gestures.Given(
                new GestureId(row.getLong("id")),
                new OrderId(row.getLong("order_id")),
                new Gesture(
                        Money.of(row.getLong("amount_minor"), row.getString("currency")),
                        row.getObject("good_until", LocalDate.class),
                        Gesture.Way.valueOf(row.getString("way")),
                        row.getString("code")),
                new PersonId(row.getLong("person_id")),
                Tx.instantNotNull(row, "given_at"));
    }
}
