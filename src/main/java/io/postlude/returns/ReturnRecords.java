package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Payout.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was written down of returns and is never changed: who moved what, how it was decided, what was booked and given. */
public final class ReturnRecords {
    private static final int LINES_LIMIT = 500;

    private final Policies policies;

    ReturnRecords(Policies policies) {
        this.policies = policies;
    }

    /** One line of a return's history; {@code piece} null: about the whole. */
    public record Line(
            Instant at,
            String by,
            String what,
            @Nullable String was,
            @Nullable String became,
            @Nullable String why,
            @Nullable PieceId piece) {}

    /** The newest first. */
    public List<Line> history(Tx tx, StoreId store, ReturnId id) {
        return tx.list(
                "select * from returns.history where store_id = ? and return_id = ? order by id desc limit ?",
                ReturnRecords::line,
                store,
                id,
                LINES_LIMIT);
    }

    private static Line line(ResultSet row) throws SQLException {
        Long piece = ReturnSql.number(row, "piece_id");
        return new Line(
                Tx.instantNotNull(row, "at"),
                row.getString("by"),
                row.getString("what"),
                row.getString("was"),
                row.getString("became"),
                row.getString("why"),
                piece == null ? null : new PieceId(piece));
    }

    /**
     * How one piece was decided, as recorded.
     *
     * @param names of the policy's rules, by their id
     */
    public record Explained(
            PieceId piece, int policyVersion, List<Decision.Step> trace, Facts facts, Map<String, String> names) {
        /** The name of a rule; its id where the policy knows none. */
        public String name(String rule) {
            return names.getOrDefault(rule, rule);
        }
    }

    /** How each piece was decided. */
    public List<Explained> explained(Tx tx, StoreId store, ReturnId id) {
        List<Explained> all = new ArrayList<>();
        tx.each(
                "select id, decision from returns.piece where store_id = ? and return_id = ? order by id",
                row -> all.add(explained(tx, store, new PieceId(row.getLong(1)), row.getString(2))),
                store,
                id);
        return all;
    }

    private Explained explained(Tx tx, StoreId store, PieceId piece, String json) {
        JsonNode recorded = Json.read(json, JsonNode.class);
        JsonNode decision = recorded.path("decision");
        int version = decision.path("policyVersion").asInt();
        return new Explained(
                piece,
                version,
                List.of(Json.read(decision.path("trace").toString(), Decision.Step[].class)),
                Json.read(recorded.path("facts").toString(), Facts.class),
                names(policies.version(tx, store, version)));
    }

    static Map<String, String> names(Policy policy) {
        Map<String, String> names =
                new HashMap<>(Map.of(Policy.OTHERWISE, "Otherwise", Policy.PERSON_WHEN, "A person looks first"));
        policy.rules().forEach(rule -> names.put(rule.id(), rule.name()));
        return Map.copyOf(names);
    }

    /** One posting of the books. */
    public record Booked(long id, Instant at, String what, List<Entry> entries) {
        public Booked {
            entries = List.copyOf(entries);
        }
    }

    /** One account and what was booked to it: what the store gives up or takes on is positive. */
    public record Entry(Account account, Money amount) {}

    /** All of a return, in order. */
    public List<Booked> booked(Tx tx, StoreId store, ReturnId id) {
        return tx.list("""
                select id, at, what, currency, to_json(accounts)::text as accounts, to_json(amounts)::text as amounts
                from returns.posting where store_id = ? and return_id = ? order by id""", ReturnRecords::booked, store, id);
    }

    private static Booked booked(ResultSet row) throws SQLException {
        String[] accounts = Json.read(row.getString("accounts"), String[].class);
        long[] amounts = Json.read(row.getString("amounts"), long[].class);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < accounts.length; i++)
            entries.add(new Entry(Account.valueOf(accounts[i]), Money.of(amounts[i], row.getString("currency"))));
        return new Booked(row.getLong("id"), Tx.instantNotNull(row, "at"), row.getString("what"), entries);
    }

    /** All accounts of a store between two moments, the end not included; they add up to nothing in every currency. */
    public List<Entry> balances(Tx tx, StoreId store, Instant from, Instant until) {
        return Ledger.balances(tx, store, from, until).stream()
                .map(one -> new Entry(one.account(), one.balance()))
                .toList();
    }

    /** What customers are asked to pay on top, the oldest first. */
    public List<Charge> charges(Tx tx, StoreId store, int limit) {
        return ChargeSql.open(tx, store, limit);
    }

    /** What was or is to be given, the newest first. */
    public List<Payout> payouts(Tx tx, StoreId store, Set<State> states, int limit) {
        return tx.list(
                """
                select * from returns.payout where store_id = ? and state = any(?)
                order by made_at desc, id desc limit ?""",
                PayoutSql::payout,
                store,
                states.stream().map(Enum::name).sorted().toArray(String[]::new),
                limit);
    }

    /** How many returns wait for somebody to say what a missing, wrong or doubtful thing means. */
    public long troubled(Tx tx, StoreId store) {
        return ReturnListSql.troubled(tx, store);
    }

    /** Who has a return in hand; null: nobody. */
    public void own(Tx tx, StoreId store, ReturnId id, @Nullable String owner) {
        ReturnListSql.own(tx, store, id, owner);
    }

    /** What is to be given in one state, of one currency. */
    public record Due(State state, long count, Money sum) {}

    /** By state and currency. */
    public List<Due> due(Tx tx, StoreId store) {
        return tx.list(
                """
                select state, currency, count(*) as n, sum(amount)::bigint as total from returns.payout
                where store_id = ? and state in ('WAITING', 'ASKING', 'BY_HAND') group by state, currency
                order by state, currency""",
                row -> new Due(
                        State.valueOf(row.getString("state")),
                        row.getLong("n"),
                        Money.of(row.getLong("total"), row.getString("currency"))),
                store);
    }
}
