package io.postlude.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads rows of the log: part, tx::text, id, store_id, type, occurred_at, recorded_at, payload. */
final class EventRows {
    private EventRows() {}

    /** Empty where the type is not one of this version's. */
    static Optional<Logged> read(ResultSet row, EventTypes types, boolean seenBefore) throws SQLException {
        Optional<Class<? extends Event>> type = types.type(row.getShort("type"));
        if (type.isEmpty()) return Optional.empty();
        Event event = EventJson.read(
                row.getString("payload"),
                type.get(),
                new EventJson.Columns(row.getInt("store_id"), Tx.instantNotNull(row, "occurred_at")));
        return Optional.of(new Logged(
                row.getInt("part"),
                Long.parseUnsignedLong(row.getString("tx")),
                row.getLong("id"),
                Tx.instantNotNull(row, "recorded_at"),
                seenBefore,
                event));
    }
}
