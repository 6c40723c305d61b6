package io.postlude.deliveries;

import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of requests. */
final class RequestSql {
    /** Two clicks at once come one after the other; the second finds the first. */
    static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended(concat('deliveries.request ', ?::int, ' ', ?::bigint), 0))";

    static final String COUNTING =
            "select * from deliveries.request where store_id = ? and order_id = ? and state <> 'REPLACED'";
    static final String ONE = "select * from deliveries.request where store_id = ? and id = ?";
    static final String REPLACE = "update deliveries.request set state = 'REPLACED' where store_id = ? and id = ?";
    static final String ADD = """
            insert into deliveries.request
              (store_id, id, order_id, customer_id, choice, words, state, asked_at, done_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String OPEN = """
            select * from deliveries.request where store_id = ? and state = 'OPEN' order by asked_at, id limit ?""";
    static final String DONE = """
            update deliveries.request set state = 'DONE', done_at = ? where store_id = ? and id = ? and state = 'OPEN'""";

    private RequestSql() {}

    static Requests.Request request(ResultSet row) throws SQLException {
        return new Requests.Request(
                new RequestId(row.getLong("id")),
                new OrderId(row.getLong("order_id")),
                Measures.Choice.valueOf(row.getString("choice")),
                row.getString("words"),
                Requests.State.valueOf(row.getString("state")),
                Tx.instantNotNull(row, "asked_at"),
                Tx.instant(row, "done_at"));
    }
}
