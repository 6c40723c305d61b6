package io.postlude.journeys;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;

/** What a store has settled: rhythm, and the kinds that are off. */
final class SettingsSql {
    private SettingsSql() {}

    static Rhythm rhythm(Tx tx, StoreId store) {
        return tx.first(
                        "select quiet_from, quiet_until, together_minutes, version from journeys.rhythm where store_id = ?",
                        row -> new Rhythm(
                                row.getObject(1, LocalTime.class),
                                row.getObject(2, LocalTime.class),
                                row.getInt(3),
                                row.getInt(4)),
                        store)
                .orElse(Rhythm.USUAL);
    }

    static Caps caps(Tx tx, StoreId store) {
        return tx.first(
                        "select cap_messages, cap_days, pause_hours, ask_buyers, holdout_percent from journeys.rhythm where store_id = ?",
                        row -> new Caps(row.getInt(1), row.getInt(2), row.getInt(3), row.getBoolean(4), row.getInt(5)),
                        store)
                .orElse(Caps.USUAL);
    }

    /** False where another version of the rhythm holds by now. */
    static boolean save(Tx tx, StoreId store, Caps caps, int version) {
        return tx.update(
                        """
                        insert into journeys.rhythm as r (store_id, quiet_from, quiet_until, together_minutes,
                          cap_messages, cap_days, pause_hours, ask_buyers, holdout_percent, version)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                        on conflict (store_id) do update set cap_messages = excluded.cap_messages,
                          cap_days = excluded.cap_days, pause_hours = excluded.pause_hours,
                          ask_buyers = excluded.ask_buyers, holdout_percent = excluded.holdout_percent, version = r.version + 1
                        where r.version = ?""",
                        store,
                        Rhythm.USUAL.quietFrom(),
                        Rhythm.USUAL.quietUntil(),
                        Rhythm.USUAL.togetherMinutes(),
                        caps.messages(),
                        caps.days(),
                        caps.pauseHours(),
                        caps.askBuyers(),
                        caps.holdoutPercent(),
                        version)
                == 1;
    }

    /** False where another version holds by now. */
    static boolean save(Tx tx, StoreId store, Rhythm rhythm) {
        return tx.update(
                        """
                        insert into journeys.rhythm as r (store_id, quiet_from, quiet_until, together_minutes, version)
                        values (?, ?, ?, ?, 1)
                        on conflict (store_id) do update set quiet_from = excluded.quiet_from,
                          quiet_until = excluded.quiet_until, together_minutes = excluded.together_minutes,
                          version = r.version + 1
                        where r.version = ?""", store, rhythm.quietFrom(), rhythm.quietUntil(), rhythm.togetherMinutes(), rhythm.version())
                == 1;
    }

    static Map<TouchpointKind, Journeys.SwitchedOff> off(Tx tx, StoreId store) {
        Map<TouchpointKind, Journeys.SwitchedOff> off = new EnumMap<>(TouchpointKind.class);
        tx.each(
                "select kind, since, by from journeys.switched_off where store_id = ?",
                row -> off.put(
                        TouchpointKind.valueOf(row.getString(1)),
                        new Journeys.SwitchedOff(Tx.instantNotNull(row, "since"), row.getString(3))),
                store);
        return off;
    }

    static boolean switchOff(Tx tx, StoreId store, TouchpointKind kind, Journeys.SwitchedOff off) {
        return tx.update(
                        "insert into journeys.switched_off (store_id, kind, since, by) values (?, ?, ?, ?) on conflict do nothing",
                        store,
                        kind,
                        off.since(),
                        off.by())
                == 1;
    }

    static boolean switchOn(Tx tx, StoreId store, TouchpointKind kind) {
        return tx.update("delete from journeys.switched_off where store_id = ? and kind = ?", store, kind) == 1;
    }
}
