package io.postlude.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.postlude.customers.Channel;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statements over {@code messaging.provider}. */
final class ProviderSql {
    private ProviderSql() {}

    record Row(
            StoreId store,
            ProviderId id,
            Channel channel,
            String kind,
            String name,
            int place,
            Map<String, String> settings,
            String sealed,
            String pathToken,
            boolean enabled,
            @Nullable Instant pausedUntil,
            @Nullable String pausedWhy) {}

    static void insert(Tx tx, Row row, Instant now) {
        tx.execute(
                """
                insert into messaging.provider (store_id, id, channel, kind, name, place, settings, secrets_sealed, path_token, made_at)
                values (?, ?, ?, ?, ?,
                  (select coalesce(max(place), 0) + 1 from messaging.provider where store_id = ? and channel = ?),
                  ?::json, ?, ?, ?)""",
                row.store(),
                row.id(),
                row.channel(),
                row.kind(),
                row.name(),
                row.store(),
                row.channel(),
                Json.write(row.settings()),
                row.sealed(),
                row.pathToken(),
                now);
    }

    /** Takes new values; what refused us before may take us now. */
    static boolean change(Tx tx, Row row) {
        return tx.update("""
                        update messaging.provider set name = ?, settings = ?::json, secrets_sealed = ?, paused_until = null, paused_why = null
                        where store_id = ? and id = ?""", row.name(), Json.write(row.settings()), row.sealed(), row.store(), row.id()) == 1;
    }

    static boolean enable(Tx tx, StoreId store, ProviderId id, boolean enabled) {
        return tx.update(
                        "update messaging.provider set enabled = ?, paused_until = null, paused_why = null where store_id = ? and id = ?",
                        enabled,
                        store,
                        id)
                == 1;
    }

    /** Puts it before all others of its channel. */
    static boolean first(Tx tx, StoreId store, ProviderId id) {
        return tx.update("""
                        update messaging.provider p set place =
                          (select min(place) - 1 from messaging.provider o where o.store_id = p.store_id and o.channel = p.channel)
                        where store_id = ? and id = ?""", store, id) == 1;
    }

    /** How long a provider is passed over, and why. */
    record Rest(Instant until, String why) {}

    static void rest(Tx tx, StoreId store, ProviderId id, Rest rest) {
        tx.execute(
                "update messaging.provider set paused_until = greatest(paused_until, ?), paused_why = ? where store_id = ? and id = ?",
                rest.until(),
                rest.why(),
                store,
                id);
    }

    static List<Row> list(Tx tx, StoreId store) {
        return tx.list(
                "select * from messaging.provider where store_id = ? order by channel, place, id",
                ProviderSql::read,
                store);
    }

    static List<Row> ofStoresAcrossStores(Tx tx, int[] stores) {
        return tx.list(
                "select * from messaging.provider where store_id = any(?) order by store_id, channel, place, id",
                ProviderSql::read,
                stores);
    }

    static List<Row> ofKindAcrossStores(Tx tx, String kind) {
        return tx.list(
                "select * from messaging.provider where kind = ? and enabled order by store_id, id",
                ProviderSql::read,
                kind);
    }

    static Optional<Row> byToken(Tx tx, String token) {
        return tx.first("select * from messaging.provider where path_token = ?", ProviderSql::read, token);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new StoreId(row.getInt("store_id")),
                new ProviderId(row.getLong("id")),
                Channel.valueOf(row.getString("channel")),
                row.getString("kind"),
                row.getString("name"),
                row.getInt("place"),
                map(row.getString("settings")),
                row.getString("secrets_sealed"),
                row.getString("path_token"),
                row.getBoolean("enabled"),
                Tx.instant(row, "paused_until"),
                row.getString("paused_why"));
    }

    static Map<String, String> map(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the settings of a provider are not what was written", e);
        }
    }

    static Map<ProviderId, Providers.Spent> spent(Tx tx, StoreId store, Instant since) {
        Map<ProviderId, Providers.Spent> spent = new HashMap<>();
        tx.each(
                """
                select provider_id, count(*), coalesce(sum(cost), 0) from messaging.message
                where store_id = ? and provider_id is not null and state = 'SENT' and sent_at >= ? group by 1""",
                row -> spent.put(
                        new ProviderId(row.getLong(1)), new Providers.Spent(row.getLong(2), row.getBigDecimal(3))),
                store,
                since);
        return spent;
    }

    /** What messages cost that were just sent. */
    static void cost(Tx tx, List<ChannelOutcomes.Outcome> sent) {
        BulkRows rows = new BulkRows(List.of("store_id int", "id bigint", "cost text"));
        for (ChannelOutcomes.Outcome one : sent) {
            DueMessage message = one.mark().message();
            rows.add(message.store(), message.id(), one.cost().toPlainString());
        }
        rows.execute(
                tx,
                "update messaging.message m set cost = u.cost::numeric from :rows u where m.store_id = u.store_id and m.id = u.id");
    }
}
