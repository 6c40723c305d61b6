package io.postlude.stores;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements over people, their memberships and recovery codes. */
final class StaffSql {
    private StaffSql() {}

    record Person(
            PersonId id,
            String email,
            String name,
            String locale,
            @Nullable String passwordHash,
            @Nullable String totpSealed,
            @Nullable String totpOffered,
            long totpLastStep,
            @Nullable Instant disabledAt) {}

    record Membership(PersonId person, Role role, Instant since) {}

    private static final String COLUMNS = """
            select id, email, name, locale, password_hash, totp_sealed, totp_offered, totp_last_step, disabled_at
            from stores.person
            """;

    static void insert(Tx tx, Person person, Instant now) {
        tx.execute("""
                insert into stores.person (id, email, name, locale, password_hash, created_at)
                values (?, ?, ?, ?, ?, ?)""", person.id(), person.email(), person.name(), person.locale(), person.passwordHash(), now);
    }

    static Optional<Person> byEmail(Tx tx, String email) {
        return tx.first(COLUMNS + "where lower(email) = lower(?)", StaffSql::read, email.strip());
    }

    static Optional<Person> find(Tx tx, PersonId id) {
        return tx.first(COLUMNS + "where id = ?", StaffSql::read, id);
    }

    private static Person read(ResultSet row) throws SQLException {
        return new Person(
                new PersonId(row.getLong("id")),
                row.getString("email"),
                row.getString("name"),
                row.getString("locale"),
                row.getString("password_hash"),
                row.getString("totp_sealed"),
                row.getString("totp_offered"),
                row.getLong("totp_last_step"),
                Tx.instant(row, "disabled_at"));
    }

    static long count(Tx tx) {
        return tx.number("select count(*) from stores.person");
    }

    /** Two first owners at once: the second waits here and then finds the first. */
    static void lockPeople(Tx tx) {
        tx.execute("lock table stores.person in share row exclusive mode");
    }

    static void setPassword(Tx tx, PersonId person, String hash) {
        tx.execute("update stores.person set password_hash = ? where id = ?", hash, person);
    }

    static void rename(Tx tx, PersonId person, String name, String locale) {
        tx.execute("update stores.person set name = ?, locale = ? where id = ?", name, locale, person);
    }

    static void disable(Tx tx, PersonId person, Instant now) {
        tx.execute("update stores.person set disabled_at = coalesce(disabled_at, ?) where id = ?", now, person);
    }

    static void enable(Tx tx, PersonId person) {
        tx.execute("update stores.person set disabled_at = null where id = ?", person);
    }

    static void offerTotp(Tx tx, PersonId person, @Nullable String sealed) {
        tx.execute("update stores.person set totp_offered = ? where id = ?", sealed, person);
    }

    static void setTotp(Tx tx, PersonId person, @Nullable String sealed, long step) {
        tx.execute(
                "update stores.person set totp_sealed = ?, totp_offered = null, totp_last_step = ? where id = ?",
                sealed,
                step,
                person);
    }

    /** False where this step or a later one was used: of two requests with the same code one wins. */
    static boolean useTotpStep(Tx tx, PersonId person, long step) {
        return tx.update(
                        "update stores.person set totp_last_step = ? where id = ? and totp_last_step < ?",
                        step,
                        person,
                        step)
                == 1;
    }

    static void putRecoveryCodes(Tx tx, PersonId person, String[] hashes) {
        tx.execute("delete from stores.recovery_code where person_id = ?", person);
        tx.execute(
                "insert into stores.recovery_code (person_id, code_hash) select ?, h from unnest(?::text[]) h",
                person,
                hashes);
    }

    static boolean useRecoveryCode(Tx tx, PersonId person, String hash, Instant now) {
        return tx.update("""
                update stores.recovery_code set used_at = ?
                where person_id = ? and code_hash = ? and used_at is null""", now, person, hash) == 1;
    }

    static long recoveryCodesLeft(Tx tx, PersonId person) {
        return tx.number("select count(*) from stores.recovery_code where person_id = ? and used_at is null", person);
    }

    static void putMembership(Tx tx, StoreId store, Membership membership) {
        tx.execute("""
                insert into stores.membership (store_id, person_id, role, since) values (?, ?, ?, ?)
                on conflict (store_id, person_id) do update set role = excluded.role""", store, membership.person(), membership.role(), membership.since());
    }

    /** All members' rows in order: two owners who remove each other at once must not both succeed. */
    static Map<PersonId, Role> lockMembers(Tx tx, StoreId store) {
        Map<PersonId, Role> roles = new HashMap<>();
        tx.each(
                "select person_id, role from stores.membership where store_id = ? order by person_id for update",
                row -> roles.put(new PersonId(row.getLong(1)), Role.valueOf(row.getString(2))),
                store);
        return roles;
    }

    static void removeMembership(Tx tx, StoreId store, PersonId person) {
        tx.execute("delete from stores.membership where store_id = ? and person_id = ?", store, person);
    }

    static Map<StoreId, Role> roles(Tx tx, PersonId person) {
        Map<StoreId, Role> roles = new HashMap<>();
        tx.each(
                "select store_id, role from stores.membership where person_id = ?",
                row -> roles.put(new StoreId(row.getInt(1)), Role.valueOf(row.getString(2))),
                person);
        return roles;
    }

    /** Reads {@code 1:OWNER} and the like. */
    static Map<StoreId, Role> roles(String[] pairs) {
        Map<StoreId, Role> roles = new HashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            roles.put(new StoreId(Integer.parseInt(pair.substring(0, colon))), Role.valueOf(pair.substring(colon + 1)));
        }
        return roles;
    }

    static List<Staff.Member> members(Tx tx, StoreId store) {
        return tx.list(
                """
                select p.id, p.name, p.email, m.role, m.since, p.totp_sealed is not null as second_step, p.disabled_at,
                  (select max(s.seen_at) from stores.session s where s.person_id = p.id) as seen_at
                from stores.membership m join stores.person p on p.id = m.person_id
                where m.store_id = ? order by lower(p.name), p.id""",
                row -> new Staff.Member(
                        new PersonId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("email"),
                        Role.valueOf(row.getString("role")),
                        Tx.instantNotNull(row, "since"),
                        row.getBoolean("second_step"),
                        Tx.instant(row, "disabled_at"),
                        Tx.instant(row, "seen_at")),
                store);
    }
}
