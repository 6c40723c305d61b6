package io.postlude.returns;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements over labels. */
final class LabelSql {
    private static final String PRESENT = "state in ('WAITING', 'BUYING', 'BOUGHT', 'USED')";
    private static final String TROUBLED = """
            (state = 'FAILED' and solved_at is null or state in ('BUYING', 'DROPPED') and trouble is not null)""";

    static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "return_id bigint",
            "state text",
            "provider text",
            "carrier text",
            "number text",
            "bought_at timestamptz");

    static final String WORK_AT = """
            insert into returns.label_due (store_id, label_id, due_at) values (?, ?, ?)
            on conflict (store_id, label_id) do update set due_at = excluded.due_at""";

    static final String WORK_NO_MORE = "delete from returns.label_due where store_id = ? and label_id = ?";

    static final String BOUGHT = """
            update returns.label set state = case state when 'BUYING' then 'BOUGHT' else 'VOIDING' end, reference = ?,
              carrier = ?, number = ?, cost = ?, cost_currency = ?, document = ?, document_type = ?, bought_at = ?, trouble = null
            where store_id = ? and id = ? and state in ('BUYING', 'DROPPED')""";

    /** What nobody needs any more, each as far as it got. */
    static final String LET_GO = """
            update returns.label set state = case when provider = 'own' or state = 'WAITING' then 'VOIDED'
                when state = 'BUYING' then 'DROPPED' else 'VOIDING' end
            where store_id = ? and return_id = ? and state in ('WAITING', 'BUYING', 'BOUGHT')
            returning id""";

    private LabelSql() {}

    /** Where one is there already, it stays the one. */
    static void add(Tx tx, BulkRows rows) {
        rows.execute(tx, """
                insert into returns.label (store_id, id, return_id, state, provider, carrier, number, bought_at)
                select store_id, id, return_id, state, provider, carrier, number, bought_at from :rows u
                on conflict do nothing""");
    }

    /** The one that counts, for each return that has one; where there is none, the one that could not be had. */
    static Map<ReturnId, Label> ofReturns(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, Label> all = new HashMap<>();
        tx.each(
                "select * from returns.label where store_id = ? and return_id = any(?) and (" + PRESENT
                        + " or state = 'FAILED' and solved_at is null) order by state = 'FAILED' desc, id",
                row -> all.put(new ReturnId(row.getLong("return_id")), label(row)),
                store,
                ReturnSql.longs(ids));
        return all;
    }

    /** The one that counts, how many pieces may be sent with it, and the return's code. */
    record There(Label label, String code, long coming) {}

    static Optional<There> there(Tx tx, StoreId store, Labels.Ticket ticket) {
        return tx.first(
                """
                select l.*, r.code, (select count(*) from returns.piece p where p.store_id = r.store_id
                    and p.return_id = r.id and p.travel = 'AWAITED' and p.verdict = 'APPROVED') as coming
                from returns.customer_return r join returns.label l on l.store_id = r.store_id and l.return_id = r.id
                where r.store_id = ? and r.code = ? and r.order_id = ? and r.gift = ? and l.""" + PRESENT + " order by l.id desc limit 1",
                row -> new There(label(row), row.getString("code"), row.getLong("coming")),
                store,
                ticket.code(),
                ticket.order(),
                ticket.gift());
    }

    /** All there ever were, the oldest first. */
    static List<Label> all(Tx tx, StoreId store, ReturnId of) {
        return tx.list(
                "select * from returns.label where store_id = ? and return_id = ? order by id",
                LabelSql::label,
                store,
                of);
    }

    static Optional<Label> find(Tx tx, StoreId store, long id) {
        return tx.first("select * from returns.label where store_id = ? and id = ?", LabelSql::label, store, id);
    }

    /** Those a person has to see to, the oldest first. */
    static List<Label> troubled(Tx tx, StoreId store, int limit) {
        return tx.list(
                "select * from returns.label where store_id = ? and " + TROUBLED + " order by id limit ?",
                LabelSql::label,
                store,
                limit);
    }

    /** What was offered, while it is not bought; null where nothing was. */
    static @Nullable String reference(Tx tx, StoreId store, long id) {
        return tx.first(
                        "select reference from returns.label where store_id = ? and id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        store,
                        id)
                .flatMap(reference -> reference)
                .orElse(null);
    }

    static Optional<Postage.Document> document(Tx tx, StoreId store, long id) {
        return tx.first(
                "select document, document_type from returns.label where store_id = ? and id = ? and document is not null",
                row -> new Postage.Document(row.getString(2), row.getBytes(1)),
                store,
                id);
    }

    /** What labels took, by currency: those that were bought and not taken back. */
    static List<Money> cost(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.list("""
                select cost_currency, sum(cost)::bigint from returns.label
                where store_id = ? and bought_at >= ? and bought_at < ? and cost > 0
                  and state in ('BOUGHT', 'USED', 'VOIDING', 'NOT_VOIDED') group by 1 order by 1""", row -> Money.of(row.getLong(2), row.getString(1)), store, from, until);
    }

    private static Label label(ResultSet row) throws SQLException {
        String currency = row.getString("cost_currency");
        return new Label(
                row.getLong("id"),
                new ReturnId(row.getLong("return_id")),
                Label.State.valueOf(row.getString("state")),
                row.getString("provider"),
                row.getString("carrier"),
                row.getString("number"),
                currency == null ? null : Money.of(row.getLong("cost"), currency),
                Tx.instantNotNull(row, "bought_at"),
                row.getString("trouble"),
                row.getString("owner"),
                row.getString("void_answer"));
    }
}
