package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Filter;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Suppressions.Entry;
import io.postlude.messaging.Suppressions.Reason;
import io.postlude.messaging.Suppressions.Telling;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements over {@code messaging.suppression}. */
final class SuppressionSql {
    private static final int PAGE_ROWS = 50;

    private SuppressionSql() {}

    static boolean insert(Tx tx, StoreId store, Entry entry) {
        Telling telling = entry.telling();
        return tx.update(
                        """
                        insert into messaging.suppression (store_id, id, channel, address, reason, detail, source, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (store_id, channel, address) where lifted_at is null do nothing""",
                        store,
                        entry.id(),
                        telling.channel(),
                        telling.address(),
                        telling.reason(),
                        telling.detail(),
                        telling.source(),
                        entry.at())
                == 1;
    }

    static boolean lift(Tx tx, StoreId store, Suppressions.Lifting lifting, Instant now) {
        return tx.update(
                        """
                        update messaging.suppression set lifted_at = ?, lifted_by = ?
                        where store_id = ? and channel = ? and address = ? and lifted_at is null
                          and (?::text is null or reason = ?)""",
                        now,
                        lifting.by(),
                        store,
                        lifting.channel(),
                        lifting.address(),
                        lifting.only(),
                        lifting.only())
                == 1;
    }

    record Lifted(long id, String by, Instant at) {}

    static boolean liftOne(Tx tx, StoreId store, Lifted lifted) {
        return tx.update(
                        "update messaging.suppression set lifted_at = ?, lifted_by = ? where store_id = ? and id = ? and lifted_at is null",
                        lifted.at(),
                        lifted.by(),
                        store,
                        lifted.id())
                == 1;
    }

    static Set<String> among(Tx tx, StoreId store, Channel channel, Collection<String> addresses) {
        if (addresses.isEmpty()) return Set.of();
        return new HashSet<>(tx.list("""
                select address from messaging.suppression
                where store_id = ? and channel = ? and address = any(?) and lifted_at is null""", row -> row.getString(1), store, channel, addresses.toArray(String[]::new)));
    }

    /** Those of these messages that would go to somebody on the list, with the reason. */
    static Map<MessageId, Reason> ofMessagesAcrossStores(Tx tx, List<DueMessage> messages) {
        BulkRows rows = new BulkRows(List.of("store_id int", "id bigint", "channel text", "address text"));
        messages.forEach(one -> rows.add(one.store(), one.id(), one.channel(), one.to()));
        Map<MessageId, Reason> found = new HashMap<>();
        rows.list(tx, """
                select u.id, s.reason from :rows u join messaging.suppression s
                  on s.store_id = u.store_id and s.channel = u.channel and s.address = u.address and s.lifted_at is null""", row -> Map.entry(new MessageId(row.getLong(1)), Reason.valueOf(row.getString(2))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    static Page<Entry> list(Tx tx, StoreId store, @Nullable String text, @Nullable String cursor) {
        Filter filter = new Filter().and("store_id = ?", store);
        if (text != null && !text.isBlank())
            filter.and("position(? in address) > 0", text.strip().toLowerCase(Locale.ROOT));
        if (cursor != null) filter.and("id < ?", Page.Cursor.parse(cursor).id());
        List<Entry> rows = tx.list(
                "select * from messaging.suppression " + filter.where() + " order by id desc limit ?",
                SuppressionSql::entry,
                filter.parameters(PAGE_ROWS + 1));
        return Page.of(rows, PAGE_ROWS, one -> new Page.Cursor(0, one.id()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                new Telling(
                        Channel.valueOf(row.getString("channel")),
                        row.getString("address"),
                        Reason.valueOf(row.getString("reason")),
                        row.getString("detail"),
                        row.getString("source")),
                Tx.instantNotNull(row, "at"),
                Tx.instant(row, "lifted_at"),
                row.getString("lifted_by"));
    }
}
