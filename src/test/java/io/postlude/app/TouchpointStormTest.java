package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.app.HookDeliveries.Delivery;
import io.postlude.messaging.CopiesMailbox;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while events become messages and messages leave: counted by the mail server, nothing is lost or doubled. */
class TouchpointStormTest {
    private static final int KILLS_A_STEP = 3;
    private static final int ORDERS = 120;
    /** So many mails of a slice have left when its kill comes, and then up to so many milliseconds more. */
    private static final int MOST_MAILS_BEFORE_KILL = 15;

    private static final int LATEST_KILL_MILLIS = 200;
    private static final int MOST_LOOKS_FOR_MAILS = 200;
    private static final int MILLIS_EACH_MAIL = 150;
    private static final int LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 2_400;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: *(<[^>]+>)");

    @TempDir
    Path parent;

    private Path folder = Path.of("data");

    @AfterEach
    void endDatabase() throws Exception {
        Program.endDatabase(folder);
    }

    private long onTheWire;
    private int hits;

    @Test
    void a_storm_killed_at_nine_random_moments_tells_every_customer_everything_once() throws Exception {
        folder = parent.resolve("data");
        long seed = Program.seed(TouchpointStormTest.class);
        Instant start =
                InstantSource.system().instant().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
        List<List<Delivery>> steps = new HookDeliveries(start, seed).steps(ORDERS);
        try (SmtpPeer peer = SmtpPeer.slow(MILLIS_EACH_MAIL);
                CopiesMailbox mailbox = new CopiesMailbox()) {
            peer.keepCopies(mailbox::keep);
            Map<String, String> environment = Map.of(
                    "SMTP_URL",
                    peer.url(),
                    "MAIL_FROM",
                    "post@storm.example",
                    "MAIL_COPIES_TO",
                    "copies@storm.example",
                    "MAIL_COPIES_URL",
                    mailbox.url());
            storm(steps, environment, new Moments(new SplittableRandom(seed), peer));
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
            assertTrue(onTheWire > 0, "no kill left a message in doubt");
            System.out.println(
                    "TouchpointStormTest: " + taken.size() + " messages, " + hits + " kills hit some on their way, "
                            + onTheWire + " of them between their first byte and the answer");
            taken.forEach((message, times) -> assertEquals(1, times, message + " was delivered more than once"));
        }
    }

    private void storm(List<List<Delivery>> steps, Map<String, String> environment, Moments moments) throws Exception {
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
                    moments.awaitNext(program);
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

    /** Random moments while mails leave. */
    private record Moments(SplittableRandom random, SmtpPeer peer) {
        void awaitNext(Program program) throws Exception {
            int enough = peer.texts().size() + 1 + random.nextInt(MOST_MAILS_BEFORE_KILL);
            for (int look = 0; look < MOST_LOOKS_FOR_MAILS && peer.texts().size() < enough; look++)
                assertTrue(program.runsFor(LOOK_MILLIS), "it ended by itself");
            assertTrue(program.runsFor(random.nextInt(LATEST_KILL_MILLIS)), "it ended by itself");
        }
    }

    /** As if the minutes a dead worker's claim lasts had passed. */
    private void letClaimsEnd() throws Exception {
        try (Connection database = HookStormTest.open(folder);
                var statement = database.createStatement()) {
            if (HookStormTest.number(database, "select count(*) from messaging.message where state <> 'SENT'") > 0)
                hits++;
            onTheWire += HookStormTest.number(
                    database,
                    "select count(*) from messaging.message where state = 'SENDING' and handing_since is not null");
            int _ = statement.executeUpdate(
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
            assertEquals(0, HookStormTest.number(database, open), () -> leftOver(database));
        }
    }

    private static String leftOver(Connection database) {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                        select string_agg(concat_ws(' ', state, kind, attempts, handing_since, doubted_at, ask_at, last_error), '; ')
                        from (select * from messaging.message where state <> 'SENT' limit 5) m
                        union all select string_agg(concat_ws(' ', task_name, execution_time, picked, last_success, last_failure), '; ')
                        from kernel.scheduled_task where task_name like 'messaging%'""")) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) all.append(rows.getString(1)).append('\n');
            return all.toString();
        } catch (java.sql.SQLException e) {
            return e.toString();
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
