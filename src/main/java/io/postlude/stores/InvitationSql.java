package io.postlude.stores;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Statements over {@code stores.invitation}. */
final class InvitationSql {
    private static final String COLUMNS =
            "select id, store_id, email, role, invited_at, expires_at from stores.invitation ";

    private InvitationSql() {}

    static void insert(Tx tx, Staff.Invitation invitation, String hash, PersonId by) {
        tx.execute(
                """
                insert into stores.invitation (store_id, id, token_hash, email, role, invited_by, invited_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                invitation.store(),
                invitation.id(),
                hash,
                invitation.email(),
                invitation.role(),
                by,
                invitation.invitedAt(),
                invitation.expiresAt());
    }

    static Optional<Staff.Invitation> find(Tx tx, String hash, Instant now) {
        return tx.first(
                COLUMNS + "where token_hash = ? and ended_at is null and expires_at > ?",
                InvitationSql::read,
                hash,
                now);
    }

    static List<Staff.Invitation> open(Tx tx, StoreId store, Instant now) {
        return tx.list(
                COLUMNS + "where store_id = ? and ended_at is null and expires_at > ? order by id desc",
                InvitationSql::read,
                store,
                now);
    }

    private static Staff.Invitation read(ResultSet row) throws SQLException {
        return new Staff.Invitation(
                new InvitationId(row.getLong("id")),
                new StoreId(row.getInt("store_id")),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Tx.instantNotNull(row, "invited_at"),
                Tx.instantNotNull(row, "expires_at"));
    }

    /** True exactly once. */
    static boolean end(Tx tx, StoreId store, InvitationId id, Instant now) {
        return tx.update(
                        "update stores.invitation set ended_at = ? where store_id = ? and id = ? and ended_at is null",
                        now,
                        store,
                        id)
                == 1;
    }

    static void endOf(Tx tx, StoreId store, String email, Instant now) {
        tx.execute("""
                update stores.invitation set ended_at = ?
                where store_id = ? and lower(email) = lower(?) and ended_at is null""", now, store, email);
    }
}
