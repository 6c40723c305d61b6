package io.postlude.stores;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements over {@code stores.audit_entry}. */
final class AuditSql {
    private AuditSql() {}

    record Line(StoreId store, Actor actor, Audit.Deed deed, Instant at) {}

    static void insert(Tx tx, long id, Line line) {
        Actor actor = line.actor();
        Audit.Deed deed = line.deed();
        tx.execute(
                """
                insert into stores.audit_entry (store_id, id, actor_kind, actor_id, actor_name, address,
                  action, subject_kind, subject_id, before, after, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)""",
                line.store(),
                id,
                kind(actor),
                id(actor),
                actor.name(),
                Network.of(actor.address()),
                deed.action(),
                deed.subjectKind(),
                deed.subjectId(),
                Audit.json(deed.before()),
                Audit.json(deed.after()),
                line.at());
    }

    record Asked(StoreId store, Audit.Filter filter, long before, int most) {}

    static List<Audit.Entry> list(Tx tx, Asked asked) {
        Audit.Filter filter = asked.filter();
        return tx.list(
                """
                select id, actor_kind, actor_name, address, action, subject_kind, subject_id, before, after, at
                from stores.audit_entry
                where store_id = ? and id < ?
                  and (? = '' or actor_name = ?) and (? = '' or action = ?)
                  and (? = '' or subject_kind = ?) and (? = '' or subject_id = ?)
                order by id desc limit ?""",
                row -> new Audit.Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        Tx.instantNotNull(row, "at")),
                asked.store(),
                asked.before(),
                filter.actorName(),
                filter.actorName(),
                filter.action(),
                filter.action(),
                filter.subjectKind(),
                filter.subjectKind(),
                filter.subjectId(),
                filter.subjectId(),
                asked.most());
    }

    private static String kind(Actor actor) {
        return switch (actor) {
            case Actor.Staff _ -> "staff";
            case Actor.Key _ -> "key";
            case Actor.Program _ -> "program";
        };
    }

    private static @Nullable Long id(Actor actor) {
        return switch (actor) {
            case Actor.Staff staff -> staff.id().value();
            case Actor.Key key -> key.id().value();
            case Actor.Program _ -> null;
        };
    }
}
