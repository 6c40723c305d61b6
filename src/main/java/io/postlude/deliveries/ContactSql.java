package io.postlude.deliveries;

import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of contacts. */
final class ContactSql {
    static final String ADD = """
            insert into deliveries.contact
              (store_id, id, contact_key, order_id, customer_id, cause, channel, words, asked_at,
               minutes, cost_minor, cost_currency, person_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (store_id, contact_key) do nothing""";
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
    static final String TIMES = """
            select customer_id, asked_at from deliveries.contact
            where store_id = ? and customer_id = any(?) and contact_key not like 'journey:%'""";
    static final String ONE = "select * from deliveries.contact where store_id = ? and id = ?";
    static final String COUNTS = """
            select cause, count(*) as n from deliveries.contact
            where store_id = ? and asked_at >= ? and asked_at < ? group by cause order by n desc, cause""";

    /** What was not measured costs what the store says one costs; other currencies are left out of the sum. */
    static final String WEEKS = """
            select date_trunc('week', c.asked_at at time zone ?)::date as week, c.cause, c.channel, count(*) as n,
              sum(case when c.cost_minor is null then r.cost_minor
                       when r.currency is null or c.cost_currency = r.currency then c.cost_minor end)::bigint as cost,
              sum(c.minutes)::bigint as minutes
            from deliveries.contact c left join deliveries.contact_cost r on r.store_id = c.store_id
            where c.store_id = ? and c.asked_at >= ? and c.asked_at < ?
            group by 1, 2, 3 order by 1, 2, 3""";

    static final String SET_COST = """
            insert into deliveries.contact_cost (store_id, cost_minor, currency, changed_at) values (?, ?, ?, ?)
            on conflict (store_id) do update set
              cost_minor = excluded.cost_minor, currency = excluded.currency, changed_at = excluded.changed_at""";

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
