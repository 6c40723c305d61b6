package io.postlude.deliveries;

import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of contacts. */
final class ContactSql {
    static final String ADD = """
            insert into deliveries.contact
              (store_id, id, contact_key, order_id, customer_id, cause, channel, words, asked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (store_id, contact_key) do nothing""";
    static final String BY_KEY = "select id from deliveries.contact where store_id = ? and contact_key = ?";
    static final String NEWEST =
            "select * from deliveries.contact where store_id = ? order by asked_at desc, id desc limit ?";
    static final String OF_ORDER =
            "select * from deliveries.contact where store_id = ? and order_id = ? order by asked_at desc, id desc";
    static final String LAST_ON_PAGE = """
            select asked_at from deliveries.contact where store_id = ? and order_id = ? and channel = 'PAGE'
            order by asked_at desc limit 1""";
    static final String ANSWERED =
            "update deliveries.contact set answered_at = ? where store_id = ? and id = ? and answered_at is null";
    static final String ONE = "select * from deliveries.contact where store_id = ? and id = ?";
    static final String COUNTS = """
            select cause, count(*) as n from deliveries.contact
            where store_id = ? and asked_at >= ? and asked_at < ? group by cause order by n desc, cause""";

    private ContactSql() {}

    static Contacts.Listed listed(ResultSet row) throws SQLException {
        long order = row.getLong("order_id");
        OrderId about = row.wasNull() ? null : new OrderId(order);
        return new Contacts.Listed(
                new ContactId(row.getLong("id")),
                about,
                Contact.Cause.valueOf(row.getString("cause")),
                Contact.Channel.valueOf(row.getString("channel")),
                row.getString("words"),
                Tx.instantNotNull(row, "asked_at"),
                Tx.instant(row, "answered_at"));
    }
}
