package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Fairness.Ending;
import io.postlude.returns.Fairness.Hit;
import io.postlude.returns.Fairness.Weighed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appeals, and whom scores hit. */
final class FairnessSql {
    private static final int OPEN_LIMIT = 200;

    private FairnessSql() {}

    static List<Weighed> highest(Tx tx, StoreId store, LocalDate today, int limit) {
        return tx.list(
                """
                select c.*, (select max(a.until) from returns.appeal a
                  where a.store_id = c.store_id and a.customer_id = c.customer_id and a.granted and a.until >= ?) as aside
                from returns.conduct c where c.store_id = ? order by c.score desc, c.customer_id limit ?""",
                row -> new Weighed(
                        new CustomerId(row.getLong("customer_id")),
                        new Conduct(
                                row.getInt("score"),
                                row.getInt("rules_version"),
                                List.of(Json.read(row.getString("signs"), Sign[].class)),
                                Tx.instantNotNull(row, "weighed_at"),
                                row.getObject("aside", LocalDate.class))),
                today,
                store,
                limit);
    }

    static Optional<Instant> weighedAt(Tx tx, StoreId store) {
        return tx.first(
                "select weighed_at from returns.weighing where store_id = ?",
                row -> Tx.instantNotNull(row, "weighed_at"),
                store);
    }

    static List<Hit> hits(Tx tx, StoreId store, ReturnInsights.Span span) {
        return tx.list(
                """
                select country, first, basket, flagged,
                  case when not flagged then 'OPEN' when bad then 'NOT_FINE' when fine or aside then 'FINE' else 'OPEN' end
                    as ending, count(*) as returns
                from (
                  select r.id, min(d.facts -> 'order' ->> 'country') as country,
                    bool_and((d.facts -> 'customer' ->> 'orders')::int <= 1) as first,
                    width_bucket(max((d.facts -> 'order' ->> 'value')::numeric), array[50, 100, 250]::numeric[]) as basket,
                    bool_or(coalesce((d.facts -> 'customer' ->> 'score')::int, 0) >= ?) as flagged,
                    bool_or(p.travel = 'MISSING' or p.verdict = 'DECLINED' or coalesce(p.disposition = 'WRONG_ITEM', false))
                      as bad,
                    bool_and(p.verdict in ('ACCEPTED', 'SETTLED')) as fine,
                    bool_or(exists(select from returns.appeal a
                      where a.store_id = r.store_id and a.return_id = r.id and a.granted)) as aside
                  from returns.customer_return r
                  join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                  cross join lateral (select (p.decision::jsonb) -> 'facts' as facts) d
                  where r.store_id = ? and r.requested_at >= ? and r.requested_at < ? and r.customer_id is not null
                    and p.rule <> ?
                  group by r.id) one
                group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5""",
                row -> new Hit(
                        Objects.requireNonNullElse(row.getString("country"), ""),
                        row.getBoolean("first"),
                        row.getInt("basket"),
                        row.getBoolean("flagged"),
                        Ending.valueOf(row.getString("ending")),
                        row.getLong("returns")),
                Conduct.LINE,
                store,
                span.from(),
                span.until(),
                Grants.RULE);
    }

    static boolean isHeld(Tx tx, StoreId store, ReturnId id) {
        return tx.number("""
                select count(*) from returns.piece p
                where p.store_id = ? and p.return_id = ?
                  and p.decision::jsonb @> '{"decision": {"trace": [{"rule": "person_when", "look": "FITS"}]}}'
                  and (p.decision::jsonb -> 'facts' -> 'customer' ->> 'score')::int > 0""", store, id) > 0;
    }

    private static final String APPEALS = "select * from returns.appeal where store_id = ? and ";

    static Optional<Appeal> appeal(Tx tx, StoreId store, ReturnId id) {
        return tx.first(APPEALS + "return_id = ?", FairnessSql::appeal, store, id);
    }

    static List<Appeal> open(Tx tx, StoreId store) {
        return tx.list(
                APPEALS + "answered_at is null order by asked_at, id limit " + OPEN_LIMIT, FairnessSql::appeal, store);
    }

    private static Appeal appeal(ResultSet row) throws SQLException {
        Instant answered = Tx.instant(row, "answered_at");
        return new Appeal(
                new ReturnId(row.getLong("return_id")),
                Tx.instantNotNull(row, "asked_at"),
                row.getString("words"),
                answered == null
                        ? null
                        : new Appeal.Answered(
                                answered,
                                row.getString("answered_by"),
                                row.getString("answer"),
                                row.getBoolean("granted"),
                                row.getObject("until", LocalDate.class)));
    }

    /** A new appeal. */
    record Row(long id, ReturnId of, @Nullable CustomerId customer, String words, Instant at) {}

    static boolean ask(Tx tx, StoreId store, Row row) {
        return tx.update("""
                insert into returns.appeal (store_id, id, return_id, customer_id, asked_at, words)
                values (?, ?, ?, ?, ?, ?) on conflict on constraint appeal_once do nothing""", store, row.id(), row.of(), row.customer(), row.at(), row.words()) == 1;
    }

    /** What a person answered, when. */
    record Said(Appeal.Reply reply, Instant at) {}

    static boolean answer(Tx tx, StoreId store, ReturnId id, Said said) {
        Appeal.Reply reply = said.reply();
        return tx.update("""
                        update returns.appeal set answered_at = ?, answered_by = ?, answer = ?, granted = ?, until = ?
                        where store_id = ? and return_id = ? and answered_at is null""", said.at(), reply.by(), reply.words(), reply.grants(), reply.until(), store, id) == 1;
    }
}
