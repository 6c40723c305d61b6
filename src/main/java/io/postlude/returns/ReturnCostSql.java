package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnInsights.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums of the books, of labels and of pieces by month, and rows of {@code returns.cost_terms}. */
final class ReturnCostSql {
    private ReturnCostSql() {}

    record Booked(YearMonth month, String currency, Account account, long amount) {}

    /** What came to be owed; what has left the house since, or came in on top, is not in it. */
    static List<Booked> booked(Tx tx, StoreId store, Span span, ZoneId zone) {
        return tx.list(
                """
                select date_trunc('month', p.at at time zone ?)::date as month, p.currency, a.account,
                  sum(a.amount)::bigint as amount
                from returns.posting p, unnest(p.accounts, p.amounts) as a(account, amount)
                where p.store_id = ? and p.at >= ? and p.at < ? and not p.accounts && array['GIVEN', 'RECEIVED']
                group by 1, 2, 3""",
                row -> new Booked(
                        month(row),
                        row.getString("currency"),
                        Account.valueOf(row.getString("account")),
                        row.getLong("amount")),
                zone.getId(),
                store,
                span.from(),
                span.until());
    }

    record Labels(YearMonth month, String currency, long cost) {}

    static List<Labels> labels(Tx tx, StoreId store, Span span, ZoneId zone) {
        return tx.list(
                """
                select date_trunc('month', bought_at at time zone ?)::date as month, cost_currency as currency,
                  sum(cost)::bigint as cost
                from returns.label where store_id = ? and bought_at >= ? and bought_at < ? and cost is not null
                  and state in ('BOUGHT', 'USED', 'VOIDING', 'NOT_VOIDED') group by 1, 2""",
                row -> new Labels(month(row), row.getString("currency"), row.getLong("cost")),
                zone.getId(),
                store,
                span.from(),
                span.until());
    }

    record Pieces(
            YearMonth month,
            String currency,
            @Nullable Grade grade,
            @Nullable Disposition disposition,
            boolean missing,
            long count,
            long goods) {}

    /** Those that were taken, in the month of the posting that says so. */
    static List<Pieces> pieces(Tx tx, StoreId store, Span span, ZoneId zone) {
        return tx.list(
                """
                select date_trunc('month', b.at at time zone ?)::date as month, b.currency, p.grade, p.disposition,
                  p.travel = 'MISSING' as missing, count(*) as n, sum(p.goods)::bigint as goods
                from returns.posting b join returns.piece p on p.store_id = b.store_id and p.accepted_by_posting = b.id
                  and p.return_id = b.return_id
                where b.store_id = ? and b.at >= ? and b.at < ? group by 1, 2, 3, 4, 5""",
                row -> new Pieces(
                        month(row),
                        row.getString("currency"),
                        row.getString("grade") == null ? null : Grade.valueOf(row.getString("grade")),
                        row.getString("disposition") == null ? null : Disposition.valueOf(row.getString("disposition")),
                        row.getBoolean("missing"),
                        row.getLong("n"),
                        row.getLong("goods")),
                zone.getId(),
                store,
                span.from(),
                span.until());
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject("month", LocalDate.class));
    }

    static Optional<CostTerms> terms(Tx tx, StoreId store) {
        return tx.first(
                "select * from returns.cost_terms where store_id = ?",
                row -> new CostTerms(
                        Money.of(row.getLong("hand_work"), row.getString("currency")),
                        row.getInt("lost_b"),
                        row.getInt("lost_c"),
                        row.getInt("lost_d")),
                store);
    }

    static void save(Tx tx, StoreId store, CostTerms terms) {
        tx.execute(
                """
                insert into returns.cost_terms (store_id, hand_work, currency, lost_b, lost_c, lost_d)
                values (?, ?, ?, ?, ?, ?)
                on conflict (store_id) do update set hand_work = excluded.hand_work, currency = excluded.currency,
                  lost_b = excluded.lost_b, lost_c = excluded.lost_c, lost_d = excluded.lost_d""",
                store,
                terms.handWork().minor(),
                terms.handWork().currency().getCurrencyCode(),
                terms.lostB(),
                terms.lostC(),
                terms.lostD());
    }
}
