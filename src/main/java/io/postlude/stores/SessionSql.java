package io.postlude.stores;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements over {@code stores.session}. */
final class SessionSql {
    private SessionSql() {}

    record Row(SessionId id, PersonId person, Instant startedAt, Instant seenAt, String network, String device) {}

    record Found(
            SessionId id,
            PersonId person,
            String name,
            String email,
            String locale,
            Instant seenAt,
            Map<StoreId, Role> roles) {}

    static void insert(Tx tx, Row row, String hash) {
        tx.execute("""
                insert into stores.session (token_hash, id, person_id, started_at, seen_at, address, device)
                values (?, ?, ?, ?, ?, ?, ?)""", hash, row.id(), row.person(), row.startedAt(), row.seenAt(), row.network(), row.device());
    }

    static Optional<Found> find(Tx tx, String hash, Instant seenSince, Instant startedSince) {
        return tx.first(
                """
                select s.id, s.person_id, s.seen_at, p.name, p.email, p.locale,
                  array(select m.store_id || ':' || m.role from stores.membership m where m.person_id = p.id) as roles
                from stores.session s join stores.person p on p.id = s.person_id
                where s.token_hash = ? and s.seen_at > ? and s.started_at > ? and p.disabled_at is null""",
                row -> new Found(
                        new SessionId(row.getLong("id")),
                        new PersonId(row.getLong("person_id")),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("locale"),
                        Tx.instantNotNull(row, "seen_at"),
                        StaffSql.roles((String[]) row.getArray("roles").getArray())),
                hash,
                seenSince,
                startedSince);
    }

    static void seen(Tx tx, String hash, Instant now) {
        tx.execute("update stores.session set seen_at = ? where token_hash = ?", now, hash);
    }

    static void end(Tx tx, String hash) {
        tx.execute("delete from stores.session where token_hash = ?", hash);
    }

    static boolean end(Tx tx, PersonId person, SessionId session) {
        return tx.update("delete from stores.session where person_id = ? and id = ?", person, session) == 1;
    }

    /** All of a person but {@code kept}, which may be 0 for none. */
    static void endOthers(Tx tx, PersonId person, long kept) {
        tx.execute("delete from stores.session where person_id = ? and id <> ?", person, kept);
    }

    static List<SignIn.Device> list(Tx tx, PersonId person, Instant seenSince, Instant startedSince) {
        return tx.list(
                """
                select id, started_at, seen_at, address, device from stores.session
                where person_id = ? and seen_at > ? and started_at > ? order by started_at desc, id desc""",
                row -> new SignIn.Device(
                        new SessionId(row.getLong("id")),
                        Tx.instantNotNull(row, "started_at"),
                        Tx.instantNotNull(row, "seen_at"),
                        row.getString("address"),
                        row.getString("device")),
                person,
                seenSince,
                startedSince);
    }

    static void drop(Tx tx, Instant seenBefore, Instant startedBefore) {
        tx.execute("delete from stores.session where seen_at <= ? or started_at <= ?", seenBefore, startedBefore);
    }
}
