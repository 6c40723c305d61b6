package io.postlude.claims;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code claims.carrier_claim} and of carriers' terms. */
final class CarrierClaimSql {
    private static final int LIST_LIMIT = 500;

    private CarrierClaimSql() {}

    static Optional<CarrierClaim> of(Tx tx, StoreId store, ClaimId claim) {
        return tx.first(
                "select * from claims.carrier_claim where store_id = ? and claim_id = ?",
                CarrierClaimSql::read,
                store,
                claim);
    }

    static List<CarrierClaim> list(Tx tx, StoreId store) {
        return tx.list("""
                select * from claims.carrier_claim where store_id = ?
                order by state <> 'DRAFT', case when state = 'DRAFT' then due end, opened_at desc, claim_id desc limit ?""", CarrierClaimSql::read, store, LIST_LIMIT);
    }

    static void add(Tx tx, StoreId store, CarrierClaim claim) {
        tx.execute(
                """
                insert into claims.carrier_claim (store_id, claim_id, carrier, number, state, due, value, currency,
                  opened_at, opened_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (store_id, claim_id) do nothing""",
                store,
                claim.claim(),
                claim.carrier(),
                claim.number(),
                claim.state(),
                claim.due(),
                claim.value().minor(),
                claim.value().currency().getCurrencyCode(),
                claim.openedAt(),
                claim.openedBy());
    }

    record Moved(CarrierClaims.Move move, Instant at) {}

    static boolean move(Tx tx, StoreId store, CarrierClaim was, Moved moved) {
        CarrierClaims.Move move = moved.move();
        Money paid = move.paid();
        boolean files = move.to() == CarrierClaim.State.FILED;
        return tx.update(
                        """
                        update claims.carrier_claim set state = ?, filed_at = coalesce(filed_at, ?),
                          reference = coalesce(?, reference), answered_at = ?, paid = ?, said = ?
                        where store_id = ? and claim_id = ? and state = ?""",
                        move.to(),
                        moved.at(),
                        move.reference(),
                        files ? null : moved.at(),
                        paid == null ? null : paid.minor(),
                        move.said(),
                        store,
                        was.claim(),
                        was.state())
                == 1;
    }

    static List<CarrierClaims.Recovered> recovered(Tx tx, StoreId store) {
        return tx.list(
                """
                select currency, sum(value)::bigint as asked, coalesce(sum(paid), 0)::bigint as paid
                from claims.carrier_claim where store_id = ? and state <> 'DRAFT' group by currency order by currency""",
                row -> new CarrierClaims.Recovered(
                        Money.of(row.getLong("asked"), row.getString("currency")),
                        Money.of(row.getLong("paid"), row.getString("currency"))),
                store);
    }

    static List<CarrierClaims.Paid> paid(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.list(
                """
                select answered_at, paid, currency from claims.carrier_claim
                where store_id = ? and state = 'PAID' and answered_at >= ? and answered_at < ?""",
                row -> new CarrierClaims.Paid(
                        Tx.instantNotNull(row, "answered_at"),
                        Money.of(row.getLong("paid"), row.getString("currency"))),
                store,
                from,
                until);
    }

    static List<CarrierTerm> terms(Tx tx, StoreId store) {
        List<CarrierTerm> all = new ArrayList<>(tx.list(
                "select * from claims.carrier_term where store_id = ? order by carrier",
                row -> new CarrierTerm(
                        row.getString("carrier"), row.getInt("damaged_days"), row.getInt("lost_days"), CarrierTerm.OWN),
                store));
        all.addAll(CarrierTerm.USUAL);
        return List.copyOf(all);
    }

    static void save(Tx tx, StoreId store, CarrierTerm term) {
        tx.execute("""
                insert into claims.carrier_term (store_id, carrier, damaged_days, lost_days) values (?, ?, ?, ?)
                on conflict (store_id, carrier) do update set damaged_days = excluded.damaged_days,
                  lost_days = excluded.lost_days""", store, term.carrier(), term.damagedDays(), term.lostDays());
    }

    private static CarrierClaim read(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new CarrierClaim(
                new ClaimId(row.getLong("claim_id")),
                row.getString("carrier"),
                row.getString("number"),
                CarrierClaim.State.valueOf(row.getString("state")),
                Objects.requireNonNull(row.getObject("due", LocalDate.class)),
                Money.of(row.getLong("value"), currency),
                Tx.instantNotNull(row, "opened_at"),
                row.getString("opened_by"),
                Tx.instant(row, "filed_at"),
                row.getString("reference"),
                Tx.instant(row, "answered_at"),
                paid(row, currency),
                row.getString("said"));
    }

    private static @Nullable Money paid(ResultSet row, String currency) throws SQLException {
        long paid = row.getLong("paid");
        return row.wasNull() ? null : Money.of(paid, currency);
    }
}
