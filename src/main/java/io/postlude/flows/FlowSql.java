package io.postlude.flows;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the schema {@code flows}. */
final class FlowSql {
    /** So many steps back can a draft be undone. */
    static final int UNDO_LIMIT = 50;

    private static final String VIEW = """
            select f.id, f.key, f.paused_at, f.archived_at,
              l.number as l_number, l.document as l_document, l.saved_at as l_saved_at, l.saved_by as l_saved_by,
              l.published_at as l_published_at, l.turn as l_turn,
              d.number as d_number, d.document as d_document, d.saved_at as d_saved_at, d.saved_by as d_saved_by,
              d.published_at as d_published_at, d.turn as d_turn
            from flows.flow f
            left join flows.flow_version l on l.store_id = f.store_id and l.flow_id = f.id and l.number = f.live
            left join flows.flow_version d on d.store_id = f.store_id and d.flow_id = f.id and d.published_at is null
            where f.store_id = ?""";

    private FlowSql() {}

    static List<FlowView> all(Tx tx, StoreId store) {
        return tx.list(VIEW + " order by f.key", FlowSql::view, store);
    }

    static Optional<FlowView> find(Tx tx, StoreId store, FlowId id) {
        return tx.first(VIEW + " and f.id = ?", FlowSql::view, store, id);
    }

    static Optional<FlowView> byKey(Tx tx, StoreId store, String key) {
        return tx.first(VIEW + " and f.key = ?", FlowSql::view, store, key);
    }

    private static FlowView view(ResultSet row) throws SQLException {
        return new FlowView(
                new FlowId(row.getLong("id")),
                row.getString("key"),
                version(row, "l_"),
                version(row, "d_"),
                Tx.instant(row, "paused_at"),
                Tx.instant(row, "archived_at"));
    }

    private static FlowView.@Nullable Version version(ResultSet row, String prefix) throws SQLException {
        int number = row.getInt(prefix + "number");
        return row.wasNull()
                ? null
                : new FlowView.Version(
                        number,
                        row.getString(prefix + "document"),
                        Tx.instantNotNull(row, prefix + "saved_at"),
                        row.getString(prefix + "saved_by"),
                        Tx.instant(row, prefix + "published_at"),
                        row.getInt(prefix + "turn"));
    }

    static Optional<String> document(Tx tx, StoreId store, FlowId id, int number) {
        return tx.first(
                "select document from flows.flow_version where store_id = ? and flow_id = ? and number = ?",
                row -> row.getString(1),
                store,
                id,
                number);
    }

    static List<FlowView.Version> versions(Tx tx, StoreId store, FlowId id) {
        return tx.list("""
                select number, document, saved_at, saved_by, published_at, turn from flows.flow_version
                where store_id = ? and flow_id = ? order by number desc""", row -> java.util.Objects.requireNonNull(version(row, "")), store, id);
    }

    /** Versions that let people in now. */
    static List<LiveRow> live(Tx tx, StoreId store) {
        return tx.list(
                "select id, live, paused_at is null from flows.flow where store_id = ? and live is not null",
                row -> new LiveRow(new FlowId(row.getLong(1)), row.getInt(2), row.getBoolean(3)),
                store);
    }

    /** {@code open}: it lets people in. */
    record LiveRow(FlowId id, int number, boolean open) {}

    /** Stores that have a journey of the calendar may be any with a live one. */
    static List<StoreId> withLiveAcrossStores(Tx tx) {
        return tx.list(
                "select distinct store_id from flows.flow where live is not null order by 1",
                row -> new StoreId(row.getInt(1)));
    }

    /** Leaves the one that has this key already. */
    static void insert(Tx tx, StoreId store, FlowId id, String key) {
        tx.execute(
                "insert into flows.flow (store_id, id, key) values (?, ?, ?) on conflict do nothing", store, id, key);
    }

    /** What is saved, when and by whom. */
    record Saving(String document, Instant at, String by) {}

    static void insertDraft(Tx tx, StoreId store, FlowId id, Saving saving) {
        tx.execute("""
                insert into flows.flow_version (store_id, flow_id, number, document, saved_at, saved_by)
                select ?, ?, coalesce(max(number), 0) + 1, ?, ?, ? from flows.flow_version where store_id = ? and flow_id = ?""", store, id, saving.document(), saving.at(), saving.by(), store, id);
    }

    /** False where somebody saved it since. */
    static boolean updateDraft(Tx tx, StoreId store, Draft draft, Saving saving) {
        keep(tx, store, draft);
        return tx.update("""
                        update flows.flow_version set document = ?, saved_at = ?, saved_by = ?, turn = turn + 1
                        where store_id = ? and flow_id = ? and published_at is null and turn = ?""", saving.document(), saving.at(), saving.by(), store, draft.id(), draft.turn()) == 1;
    }

    /** A draft as it was looked at. */
    record Draft(FlowId id, int turn) {}

    private static void keep(Tx tx, StoreId store, Draft draft) {
        tx.execute("""
                insert into flows.draft_before (store_id, flow_id, turn, document)
                select store_id, flow_id, turn, document from flows.flow_version
                where store_id = ? and flow_id = ? and published_at is null and turn = ? on conflict do nothing""", store, draft.id(), draft.turn());
        tx.execute(
                "delete from flows.draft_before where store_id = ? and flow_id = ? and turn <= ?",
                store,
                draft.id(),
                draft.turn() - UNDO_LIMIT);
    }

    /** Takes the newest former document out; empty where there is none. */
    static Optional<String> takeBefore(Tx tx, StoreId store, FlowId id) {
        return tx.first("""
                delete from flows.draft_before where store_id = ? and flow_id = ? and turn =
                  (select max(turn) from flows.draft_before where store_id = ? and flow_id = ?) returning document""", row -> row.getString(1), store, id, store, id);
    }

    static void restore(Tx tx, StoreId store, FlowId id, Saving saving) {
        tx.execute("""
                update flows.flow_version set document = ?, saved_at = ?, saved_by = ?, turn = turn + 1
                where store_id = ? and flow_id = ? and published_at is null""", saving.document(), saving.at(), saving.by(), store, id);
    }

    static long undoable(Tx tx, StoreId store, FlowId id) {
        return tx.number("select count(*) from flows.draft_before where store_id = ? and flow_id = ?", store, id);
    }

    /** How it is published, and when. */
    record Publication(Flows.Publishing how, Instant at) {}

    static boolean publish(Tx tx, StoreId store, FlowView view, Publication publication) {
        Flows.Publishing publishing = publication.how();
        int moved = tx.update(
                """
                update flows.flow_version set published_at = ?, published_by = ?, under_way = ?
                where store_id = ? and flow_id = ? and published_at is null and turn = ?""", publication.at(), publishing.by(), publishing.underWay(), store, view.id(), publishing.turn());
        if (moved != 1) return false;
        FlowView.Version draft = java.util.Objects.requireNonNull(view.draft());
        tx.execute(
                "update flows.flow set live = ?, paused_at = null, archived_at = null where store_id = ? and id = ?",
                draft.number(),
                store,
                view.id());
        tx.execute("delete from flows.draft_before where store_id = ? and flow_id = ?", store, view.id());
        return true;
    }

    static boolean pause(Tx tx, StoreId store, FlowId id, Instant now) {
        return tx.update(
                        "update flows.flow set paused_at = ? where store_id = ? and id = ? and live is not null and paused_at is null",
                        now,
                        store,
                        id)
                == 1;
    }

    static boolean resume(Tx tx, StoreId store, FlowId id) {
        return tx.update(
                        "update flows.flow set paused_at = null where store_id = ? and id = ? and paused_at is not null",
                        store,
                        id)
                == 1;
    }

    static boolean archive(Tx tx, StoreId store, FlowId id, Instant now) {
        return tx.update(
                        "update flows.flow set live = null, paused_at = null, archived_at = ? where store_id = ? and id = ? and archived_at is null",
                        now,
                        store,
                        id)
                == 1;
    }
}
