package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a policy again about pieces that were really sent back, from the facts that were recorded with them. A policy that is
 * asked about its own decisions gives exactly those.
 */
public final class Replay {
    private static final int EXAMPLES_LIMIT = 100;

    private final Policies policies;

    Replay(Policies policies) {
        this.policies = policies;
    }

    /** What became of one piece's decision. */
    public enum Change {
        SAME,
        NEWLY_ALLOWED,
        NEWLY_REFUSED,
        /** Allowed both times, on other terms. */
        OTHER_TERMS
    }

    /** One piece that is decided otherwise; rules by their ids. */
    public record Example(
            ReturnId of, PieceId piece, Change change, String ruleBefore, String ruleNow, Facts facts, long value) {}

    /**
     * @param asked how many pieces
     * @param changes how many of each
     * @param byRule how many each rule of the policy decides now
     * @param money what the pieces newly allowed and newly refused were worth, in minor units of each currency
     * @param examples the newest that change
     */
    public record Outcome(
            long asked,
            Map<Change, Long> changes,
            Map<String, Long> byRule,
            Map<Currency, Map<Change, Long>> money,
            List<Example> examples,
            Map<String, String> names) {
        public long of(Change change) {
            return changes.getOrDefault(change, 0L);
        }

        public String name(String rule) {
            return names.getOrDefault(rule, rule);
        }
    }

    /** A policy over what was asked for since; pieces called off are in it. */
    public Outcome run(Tx tx, StoreId store, Policy policy, Instant since) {
        Tally tally = new Tally(policy);
        tx.each(
                """
                select p.id, p.return_id, p.decision, p.goods + p.tax as value, r.currency
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? order by r.requested_at desc, p.id""",
                row -> tally.add(
                        new Asked(
                                new ReturnId(row.getLong("return_id")),
                                new PieceId(row.getLong("id")),
                                row.getLong("value"),
                                Currency.getInstance(row.getString("currency"))),
                        row.getString("decision")),
                store,
                since);
        return tally.outcome();
    }

    private record Asked(ReturnId of, PieceId piece, long value, Currency currency) {}

    /** How many decisions recorded since then come out exactly as they were, each asked of the version that made it. */
    public Faithful faithful(Tx tx, StoreId store, Instant since) {
        long[] counts = new long[2];
        tx.each(
                """
                select p.decision from returns.customer_return r
                join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ?""",
                row -> {
                    JsonNode recorded = Json.read(row.getString(1), JsonNode.class);
                    int version = recorded.at("/decision/policyVersion").asInt();
                    Decision again = Deciding.decide(policies.version(tx, store, version), facts(recorded));
                    counts[0]++;
                    if (tree(again).equals(recorded.path("decision"))) counts[1]++;
                },
                store,
                since);
        return new Faithful(counts[0], counts[1]);
    }

    /** {@code equal} of {@code asked}. */
    public record Faithful(long asked, long equal) {}

    private static Facts facts(JsonNode recorded) {
        return Json.read(recorded.path("facts").toString(), Facts.class);
    }

    /** As it would be written down. */
    private static JsonNode tree(Decision decision) {
        return Json.read(Json.write(decision), JsonNode.class);
    }

    /** Adds up one run. */
    private static final class Tally {
        private final Policy policy;
        private final Map<Change, Long> changes = new HashMap<>();
        private final Map<String, Long> byRule = new HashMap<>();
        private final Map<Currency, Map<Change, Long>> money = new HashMap<>();
        private final List<Example> examples = new ArrayList<>();
        private long asked;

        Tally(Policy policy) {
            this.policy = policy;
        }

        void add(Asked piece, String json) {
            JsonNode recorded = Json.read(json, JsonNode.class);
            Facts facts = facts(recorded);
            Decision now = Deciding.decide(policy, facts);
            JsonNode before = recorded.path("decision");
            Change change = change(before, now);
            asked++;
            changes.merge(change, 1L, Long::sum);
            byRule.merge(now.rule(), 1L, Long::sum);
            if (change == Change.SAME) return;
            money.computeIfAbsent(piece.currency(), key -> new HashMap<>()).merge(change, piece.value(), Long::sum);
            if (examples.size() < EXAMPLES_LIMIT)
                examples.add(new Example(
                        piece.of(),
                        piece.piece(),
                        change,
                        before.path("rule").asText(),
                        now.rule(),
                        facts,
                        piece.value()));
        }

        /** Which rule decided and until when is no change by itself: what the customer may do is. */
        private static Change change(JsonNode before, Decision now) {
            boolean was = before.path("then").has("remedies");
            if (was != now.isAllowed()) return was ? Change.NEWLY_REFUSED : Change.NEWLY_ALLOWED;
            return before.path("then").equals(tree(now).path("then")) ? Change.SAME : Change.OTHER_TERMS;
        }

        Outcome outcome() {
            return new Outcome(asked, changes, byRule, money, examples, ReturnRecords.names(policy));
        }
    }
}
