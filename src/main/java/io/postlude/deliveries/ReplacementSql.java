package io.postlude.deliveries;

import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of replacements. */
final class ReplacementSql {
    static final String ADD = """
            insert into deliveries.replacement
              (store_id, id, replacement_key, order_id, shipment_id, customer_id, words, asked_by, owner, state, wanted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'WANTED', ?) on conflict (store_id, replacement_key) do nothing""";
    static final String SETTLE = """
            update deliveries.replacement set state = ?, reference = ?, settled_at = ?
            where store_id = ? and id = ? and state = 'WANTED'""";
    static final String WANTED = """
            select * from deliveries.replacement where store_id = ? and state = 'WANTED' order by wanted_at, id limit ?""";
    static final String OF_ORDER =
            "select * from deliveries.replacement where store_id = ? and order_id = ? order by wanted_at, id";

    private ReplacementSql() {}

    static Replacements.Replacement read(ResultSet row) throws SQLException {
        return new Replacements.Replacement(
                new ReplacementId(row.getLong("id")),
                new OrderId(row.getLong("order_id")),
                EnquirySql.number(row, "shipment_id").orElse(null),
                row.getString("words"),
                new PersonId(row.getLong("asked_by")),
                new PersonId(row.getLong("owner")),
                Replacements.State.valueOf(row.getString("state")),
                Tx.instantNotNull(row, "wanted_at"),
                Tx.instant(row, "settled_at"),
                row.getString("reference"));
    }
}
