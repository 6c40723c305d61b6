package io.postlude.stores;

import io.postlude.kernel.Secrets;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements over {@code stores.one_time_link}. */
final class LinkSql {
    private LinkSql() {}

    enum Purpose {
        SETUP,
        PASSWORD,
        SECOND_STEP
    }

    record Link(Purpose purpose, @Nullable PersonId person, Instant expiresAt) {}

    static void insert(Tx tx, Link link, String token) {
        tx.execute(
                "insert into stores.one_time_link (token_hash, purpose, person_id, expires_at) values (?, ?, ?, ?)",
                Secrets.fingerprint(token),
                link.purpose(),
                link.person(),
                link.expiresAt());
    }

    /** The person it is for, where it still counts. */
    static Optional<PersonId> find(Tx tx, String token, Purpose purpose, Instant now) {
        return tx.first("""
                select person_id from stores.one_time_link
                where token_hash = ? and purpose = ? and used_at is null and expires_at > ? and person_id is not null""", row -> new PersonId(row.getLong(1)), Secrets.fingerprint(token), purpose, now);
    }

    /** True exactly once. */
    static boolean use(Tx tx, String token, Purpose purpose, Instant now) {
        return tx.update("""
                update stores.one_time_link set used_at = ?
                where token_hash = ? and purpose = ? and used_at is null and expires_at > ?""", now, Secrets.fingerprint(token), purpose, now) == 1;
    }

    /** Ends what is still open of one kind, for one person or (null) for nobody. */
    static void end(Tx tx, Purpose purpose, @Nullable PersonId person) {
        tx.execute("""
                delete from stores.one_time_link
                where purpose = ? and person_id is not distinct from ?::bigint and used_at is null""", purpose, person);
    }

    static void drop(Tx tx, Instant now) {
        tx.execute("delete from stores.one_time_link where expires_at <= ?", now);
    }
}
