package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.app.HookDeliveries.Delivery;
import io.postlude.messaging.SmtpPeer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while events become messages and messages leave: counted by the mail server, nothing is lost or doubled. */
class TouchpointStormTest {
    private static final int KILLS_A_STEP = 3;
    private static final int ORDERS = 120;
    private static final int LATEST_KILL_MILLIS = 1_800;
    private static final int MILLIS_EACH_MAIL = 40;
    private static final int LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 2_400;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: *(<[^>]+>)");

    @TempDir
    Path parent;

    private Path folder = Path.of("data");

    private long inDoubt;
    private int hits;

    @Test
    void a_storm_killed_at_nine_random_moments_tells_every_customer_everything_once() throws Exception {
        folder = parent.resolve("data");
        long seed = Program.seed(TouchpointStormTest.class);
        Instant start =
                InstantSource.system().instant().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
        List<List<Delivery>> steps = new HookDeliveries(start, seed).steps(ORDERS);
        try (SmtpPeer peer = SmtpPeer.slow(MILLIS_EACH_MAIL)) {
            Map<String, String> environment = Map.of("SMTP_URL", peer.url(), "MAIL_FROM", "post@storm.example");
            storm(steps, environment, new SplittableRandom(seed));
            Map<String, Integer> taken = byMessage(peer);
            try (Connection database = HookStormTest.open(folder)) {
                long messages = HookStormTest.number(database, "select count(*) from messaging.message");
                assertEquals(messages, taken.size(), "messages lost, or some nobody decided");
                assertEquals(
                        messages,
                        HookStormTest.number(
                                database,
                                "select count(distinct message_id) from journeys.touchpoint where outcome = 'SENT'"));
                assertEquals(
                        ORDERS,
                        HookStormTest.number(
                                database,
                                "select count(*) from journeys.touchpoint where kind = 'ORDER_CONFIRMED' and outcome = 'SENT'"));
            }
            assertTrue(hits >= KILLS_A_STEP, "too few kills hit messages on their way: " + hits);
            int twice = taken.values().stream().mapToInt(times -> times - 1).sum();
            System.out.println("TouchpointStormTest: " + taken.size() + " messages, " + hits
                    + " kills hit some on their way, " + inDoubt
                    + " in flight at a kill, of which " + twice + " were seen again under the same Message-ID");
            assertTrue(twice <= inDoubt, twice + " came twice, but only " + inDoubt + " were in flight at a kill");
        }
    }

    private void storm(List<List<Delivery>> steps, Map<String, String> environment, SplittableRandom random)
            throws Exception {
        HookSenders senders = new HookSenders(HookStormTest.connect(folder));
        Program program = Program.start(folder, environment, "serve");
        try {
            URI server = HookStormTest.address(program);
            for (List<Delivery> step : steps) {
                int slice = step.size() / (KILLS_A_STEP + 1);
                for (int kill = 0; kill <= KILLS_A_STEP; kill++) {
                    int end = kill == KILLS_A_STEP ? step.size() : (kill + 1) * slice;
                    senders.offer(step.subList(kill * slice, end));
                    senders.send(server);
                    if (kill == KILLS_A_STEP) {
                        assertEquals(0, senders.join());
                        break;
                    }
                    assertTrue(program.runsFor(random.nextInt(LATEST_KILL_MILLIS)), "it ended by itself");
                    program.kill();
                    int _ = senders.join();
                    letClaimsEnd();
                    program = Program.start(folder, environment, "serve");
                    server = HookStormTest.address(program);
                }
            }
            awaitTold(program);
        } finally {
            program.kill();
        }
    }

    /** As if the minutes a dead worker's claim lasts had passed. */
    private void letClaimsEnd() throws Exception {
        try (Connection database = HookStormTest.open(folder);
                var statement = database.createStatement()) {
            if (HookStormTest.number(database, "select count(*) from messaging.message where state <> 'SENT'") > 0)
                hits++;
            inDoubt += statement.executeUpdate(
                    "update messaging.message set claimed_until = clock_timestamp() - interval '1 s' where state = 'SENDING'");
        }
    }

    private void awaitTold(Program program) throws Exception {
        String open = """
                select (select count(*) from connectors.inbox where state <> 'DONE')
                  + (select count(*) from messaging.message where state <> 'SENT')
                  + (select abs(%d - count(*)) from journeys.touchpoint where kind = 'ORDER_CONFIRMED')
                  + (select abs(%d - count(*)) from journeys.touchpoint where kind = 'SHIPPED')""".formatted(ORDERS, ORDERS);
        try (Connection database = HookStormTest.open(folder)) {
            for (int look = 0; look < MOST_LOOKS && HookStormTest.number(database, open) > 0; look++)
                assertTrue(program.runsFor(LOOK_MILLIS));
            assertEquals(0, HookStormTest.number(database, open));
        }
    }

    private static Map<String, Integer> byMessage(SmtpPeer peer) {
        Map<String, Integer> times = new HashMap<>();
        for (String text : peer.texts()) {
            Matcher id = MESSAGE_ID.matcher(text);
            assertTrue(id.find(), "a mail without a Message-ID");
            times.merge(id.group(1), 1, Integer::sum);
        }
        return times;
    }
}
