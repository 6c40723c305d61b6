package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code journeys.pace}. */
final class PaceSql {
    private PaceSql() {}

    /**
     * What these people were sent, their rows made where there are none and locked in the order of their ids, so that nobody
     * else finds room for one more meanwhile.
     */
    static Map<CustomerId, Pace> lock(Tx tx, StoreId store, Collection<CustomerId> people) {
        long[] ids = sorted(people);
        tx.execute("""
                insert into journeys.pace (store_id, customer_id, sent_at, messages)
                select ?, id, '{}', '{}' from unnest(?::bigint[]) as u(id) on conflict do nothing""", store, ids);
        return read(
                tx,
                "select * from journeys.pace where store_id = ? and customer_id = any(?) order by customer_id for no key update",
                store,
                ids);
    }

    static Map<CustomerId, Pace> look(Tx tx, StoreId store, Collection<CustomerId> people) {
        return people.isEmpty()
                ? Map.of()
                : read(
                        tx,
                        "select * from journeys.pace where store_id = ? and customer_id = any(?)",
                        store,
                        sorted(people));
    }

    static void save(Tx tx, StoreId store, Map<CustomerId, Pace> paces) {
        BulkRows rows =
                new BulkRows(List.of("store_id int", "customer_id bigint", "sent_at timestamptz[]", "messages text[]"));
        paces.forEach((person, pace) -> rows.add(
                store,
                person,
                pace.sent().stream().map(Pace.Sent::at).toList(),
                pace.sent().stream().map(Pace.Sent::message).toList()));
        rows.execute(tx, """
                update journeys.pace p set sent_at = u.sent_at, messages = u.messages
                from :rows u where p.store_id = u.store_id and p.customer_id = u.customer_id""");
    }

    private static Map<CustomerId, Pace> read(Tx tx, String sql, StoreId store, long[] ids) {
        Map<CustomerId, Pace> paces = new HashMap<>();
        tx.each(sql, row -> paces.put(new CustomerId(row.getLong("customer_id")), pace(row)), store, ids);
        return paces;
    }

    private static Pace pace(ResultSet row) throws SQLException {
        Array times = row.getArray("sent_at");
        Array messages = row.getArray("messages");
        Timestamp[] at = (Timestamp[]) times.getArray();
        String[] said = (String[]) messages.getArray();
        List<Pace.Sent> sent = new ArrayList<>();
        for (int i = 0; i < at.length; i++) sent.add(new Pace.Sent(at[i].toInstant(), said[i]));
        return sent.isEmpty() ? Pace.NOTHING : new Pace(sent);
    }

    private static long[] sorted(Collection<CustomerId> people) {
        return people.stream().mapToLong(CustomerId::value).distinct().sorted().toArray();
    }
}
