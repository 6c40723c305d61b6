package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The statements over labels. */
final class LabelSql {
    static final String ADD = """
            insert into returns.label (store_id, id, return_id, state, carrier, number, bought_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private LabelSql() {}

    /** The one that counts, for each return that has one. */
    static Map<ReturnId, Label> ofReturns(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Label> all = new HashMap<>();
        tx.each(
                "select * from returns.label where store_id = ? and return_id = any(?) and state <> 'VOIDED'",
                row -> all.put(new ReturnId(row.getLong("return_id")), label(row)),
                store,
                ReturnSql.longs(ids));
        return all;
    }

    private static Label label(ResultSet row) throws SQLException {
        return new Label(
                row.getLong("id"),
                Label.State.valueOf(row.getString("state")),
                row.getString("carrier"),
                row.getString("number"),
                ReturnSql.money(row, "cost", "cost_currency"),
                Tx.instantNotNull(row, "bought_at"));
    }
}
