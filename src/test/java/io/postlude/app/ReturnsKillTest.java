package io.postlude.app;

import static io.postlude.app.HookStormTest.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.ReturnPeers;
import io.postlude.kernel.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while customers send things back: forms, labels that are bought, pieces received and looked at, money given
 * back. Counted at the seller of labels, at the shop that gives the money and in the books: once each, and nothing is lost.
 */
class ReturnsKillTest {
    private static final int ORDERS = 40;
    private static final int KILLS = 5;
    private static final long MILLIS_EACH = 30;
    private static final int LATEST_KILL_MILLIS = 1_200;
    private static final int LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 6_000;
    private static final int LOOKS_BETWEEN_HURRIES = 20;

    @TempDir
    Path parent;

    private Path folder = Path.of("data");

    @AfterEach
    void endDatabase() throws Exception {
        Program.endDatabase(folder);
    }

    @Test
    void returns_killed_at_random_moments_are_each_made_labelled_and_paid_once() throws Exception {
        folder = parent.resolve("data");
        SplittableRandom random = new SplittableRandom(Program.seed(ReturnsKillTest.class));
        try (ReturnPeers peers = new ReturnPeers(MILLIS_EACH, ORDERS * 2)) {
            ReturnLives lives = prepare(peers);
            int hits = storm(lives, random);
            System.out.println("ReturnsKillTest: " + hits + " of " + KILLS + " hit work that was open");
            assertTrue(hits >= KILLS / 2, "too few kills hit open work: " + hits);
            assertEquals(List.of(), peers.wrong());
            try (Connection database = HookStormTest.open(folder)) {
                made(database, lives);
                labels(database, peers);
                money(database, peers);
            }
        }
    }

    private ReturnLives prepare(ReturnPeers peers) throws Exception {
        Rehearsed.furnish(folder);
        Settings settings = Settings.load(
                Map.of("POSTLUDE_DATA_DIR", folder.toAbsolutePath().toString(), "POSTLUDE_PRIVATE_ADDRESSES", "true"),
                folder);
        try (Ground ground = Ground.open(settings, Events.ALL);
                Product product = new Product(ground)) {
            return ReturnLives.prepare(ground, product, peers, ORDERS);
        }
    }

    /** Answers how many kills left something open. */
    private int storm(ReturnLives lives, SplittableRandom random) throws Exception {
        Map<String, String> environment = Map.of("POSTLUDE_PRIVATE_ADDRESSES", "true");
        Program program = Program.start(folder, environment, "serve");
        int hits = 0;
        try {
            lives.begin(HookStormTest.address(program));
            try (Connection database = HookStormTest.open(folder)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    assertTrue(program.runsFor(random.nextInt(LATEST_KILL_MILLIS)), "it ended by itself");
                    program.kill();
                    if (lives.unanswered() > 0 || number(database, OPEN) > 0) hits++;
                    program = Program.start(folder, environment, "serve");
                    lives.goOn(HookStormTest.address(program));
                }
                awaitStillness(program, database, lives);
            }
        } finally {
            program.kill();
            lives.end();
        }
        return hits;
    }

    private static final String OPEN = """
            select (select count(*) from returns.payout where state in ('WAITING', 'ASKING'))
              + (select count(*) from returns.label where state in ('WAITING', 'BUYING', 'VOIDING'))""";

    /** Until everybody has their money, and nothing moves by itself any more. */
    private static void awaitStillness(Program program, Connection database, ReturnLives lives) throws Exception {
        for (int look = 0; look < MOST_LOOKS && isGoingOn(database, lives); look++) {
            if (look % LOOKS_BETWEEN_HURRIES == 0) hurry(database);
            assertTrue(program.runsFor(LOOK_MILLIS), "it ended by itself");
        }
        assertEquals(List.of(), lives.wrong());
        assertTrue(lives.isOver(), "some did not come to an end");
        assertEquals(0, number(database, OPEN), left(database));
    }

    private static boolean isGoingOn(Connection database, ReturnLives lives) throws Exception {
        return lives.wrong().isEmpty() && (!lives.isOver() || number(database, OPEN) > 0);
    }

    /** As if the minutes had passed that a dead worker's claim lasts, and those between tries; what was claimed just now stays. */
    private static void hurry(Connection database) throws Exception {
        try (var statement = database.createStatement()) {
            for (Map.Entry<String, String> due :
                    Map.of("payout_due", "2 minutes", "label_due", "5 minutes").entrySet()) {
                int _ = statement.executeUpdate("update returns." + due.getKey() + " set due_at = now()"
                        + " where due_at > now() and due_at < now() + interval '" + due.getValue()
                        + "' - interval '3 s'");
            }
        }
    }

    private static String left(Connection database) throws Exception {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                        select string_agg(t, '; ') from (
                          select 'payout ' || p.state || ' ' || coalesce(trouble, '') || ' tries ' || tries || ' due ' || coalesce((d.due_at - now())::text, 'never') as t
                          from returns.payout p left join returns.payout_due d on d.payout_id = p.id where p.state in ('WAITING', 'ASKING')
                          union all
                          select 'label ' || l.state || ' ' || coalesce(trouble, '') || ' tries ' || tries || ' due ' || coalesce((d.due_at - now())::text, 'never')
                          from returns.label l left join returns.label_due d on d.label_id = l.id where l.state in ('WAITING', 'BUYING', 'VOIDING')) x""")) {
            assertTrue(rows.next());
            return String.valueOf(rows.getString(1));
        }
    }

    private static void made(Connection database, ReturnLives lives) throws Exception {
        assertEquals(ORDERS, lives.codes().size(), "each customer was told of one");
        assertEquals(ORDERS, number(database, "select count(*) from returns.customer_return"));
        assertEquals(ORDERS, number(database, "select count(distinct order_id) from returns.customer_return"));
        assertEquals(ORDERS, number(database, "select count(*) from returns.piece where verdict = 'SETTLED'"));
        String told =
                "select count(*) from kernel.event_log l join kernel.event_type t on t.code = l.type where t.name = ";
        for (String event : List.of("ReturnRequested", "ReturnApproved"))
            assertEquals(ORDERS, number(database, told + "'" + event + "'"), event);
    }

    private static void labels(Connection database, ReturnPeers peers) throws Exception {
        Map<String, Integer> bought = peers.labels();
        bought.forEach((reference, times) -> assertEquals(1, times, reference + " was bought more than once"));
        assertEquals(ORDERS, bought.size());
        assertEquals(
                ORDERS,
                number(database, "select count(*) from returns.label where state = 'USED' and provider = 'easypost'"));
    }

    private static void money(Connection database, ReturnPeers peers) throws Exception {
        Map<String, Integer> times = new HashMap<>();
        BigDecimal given = BigDecimal.ZERO;
        for (ReturnPeers.Refund refund : peers.refunds()) {
            times.merge(refund.order(), 1, Integer::sum);
            given = given.add(refund.amount());
        }
        times.forEach((order, often) -> assertEquals(1, often, "order " + order + " was paid more than once"));
        assertEquals(ORDERS, times.size());
        long minor = given.movePointRight(2).longValueExact();
        assertEquals(minor, number(database, "select sum(given)::bigint from returns.book"));
        assertEquals(minor, number(database, "select sum(amount)::bigint from returns.payout where state = 'GIVEN'"));
        assertEquals(ORDERS, number(database, "select count(*) from returns.payout"));
    }
}
