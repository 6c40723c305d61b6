package io.postlude.app;

import static io.postlude.app.HookStormTest.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Send;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.SmtpPeer;
import io.postlude.segments.Segments;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a send to thousands: each of them is reached once, counted at the mail server. */
class SendKillTest {
    private static final Actor TESTER = new Actor.Program("test");
    /** Far more than are decided, and than are on the wire, at once. */
    private static final int MEMBERS = 1_500;
    /** So slow that it cannot be over before it is seen to have begun. */
    private static final long MILLIS_EACH = 40;

    private static final int LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 6_000;
    private static final int LOOKS_BETWEEN_HURRIES = 40;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: *(<[^>]+>)");

    @TempDir
    Path parent;

    private Path folder = Path.of("data");

    @AfterEach
    void endDatabase() throws Exception {
        Program.endDatabase(folder);
    }

    @Test
    void a_send_to_thousands_killed_in_its_middle_reaches_each_of_them_once() throws Exception {
        folder = parent.resolve("data");
        try (SmtpPeer mails = SmtpPeer.slow(MILLIS_EACH)) {
            FlowId send = prepare();
            Map<String, String> environment =
                    Map.of("SMTP_URL", mails.url(), "SMTP_CONNECTIONS", "2", "MAIL_FROM", "post@send.example");
            Program program = Program.start(folder, environment, "serve");
            URI _ = HookStormTest.address(program);
            try (Connection database = HookStormTest.open(folder)) {
                for (int look = 0; look < MOST_LOOKS && mails.texts().isEmpty(); look++)
                    assertTrue(program.runsFor(LOOK_MILLIS), "it ended by itself");
                program.kill();
                int left = mails.texts().size();
                assertTrue(left > 0 && left < MEMBERS, left + " mails had left when it was killed");
                mails.taking(0);
                letTimePass(database);
                program = Program.start(folder, environment, "serve");
                URI _ = HookStormTest.address(program);
                awaitStillness(program, database);
                decidedOnce(database, send);
                arrivedOnce(database, mails);
            } finally {
                program.kill();
            }
        }
    }

    private static void decidedOnce(Connection database, FlowId send) throws Exception {
        String told = "from journeys.touchpoint where flow_id = " + send.value();
        assertEquals(MEMBERS, number(database, "select count(*) " + told));
        assertEquals(MEMBERS, number(database, "select count(distinct customer_id) " + told));
        assertEquals(MEMBERS, number(database, "select count(*) " + told + " and outcome = 'SENT'"));
        assertEquals(MEMBERS, number(database, "select count(*) from messaging.message"));
    }

    /** What was in doubt may have arrived or not: it waits for a person and never goes again by itself. */
    private static void arrivedOnce(Connection database, SmtpPeer mails) throws Exception {
        Map<String, Integer> times = new TreeMap<>();
        for (String text : mails.texts()) {
            Matcher id = MESSAGE_ID.matcher(text);
            assertTrue(id.find(), "a mail without a Message-ID");
            times.merge(id.group(1), 1, Integer::sum);
        }
        times.forEach((message, often) -> assertEquals(1, often, message + " came more than once"));
        long doubts = number(database, "select count(*) from messaging.message where state = 'IN_DOUBT'");
        assertTrue(times.size() + doubts >= MEMBERS, times.size() + " arrived, " + doubts + " in doubt");
        assertTrue(doubts < MEMBERS / 10, doubts + " in doubt");
        assertEquals(MEMBERS - doubts, number(database, "select count(*) from messaging.message where state = 'SENT'"));
    }

    /** A send that begins as soon as the program runs; it is noon where its members live. */
    private FlowId prepare() throws Exception {
        Files.createDirectories(folder);
        Settings settings = Settings.load(
                Map.of("POSTLUDE_DATA_DIR", folder.toAbsolutePath().toString()), folder);
        try (Ground ground = Ground.open(settings, Events.ALL);
                Product product = new Product(ground)) {
            Instant now = ground.clock.instant();
            var region = new StoreDetails.Region("de", noon(now), "EUR");
            StoreId store = product.stores
                    .stores()
                    .open(StoreDetails.of("send", "Send", region), TESTER)
                    .orThrow()
                    .id();
            List<CustomerDetails> people = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) people.add(member(i, now));
            ground.database.runInStore(store, tx -> {
                var _ = product.customers.resolve(tx, store, people);
                var _ = product.segments
                        .segments()
                        .add(tx, store, new Segments.Wish("all", "All", "", "customer.has_email", 0, "test"));
            });
            product.readers.drain();
            product.segments.passAcrossStores();
            product.readers.drain();
            Send.Said said = new Send.Said("News", "all", "new-content", Purpose.MARKETING, null, LocalTime.NOON, 0);
            return ground.database.<FlowId>inStore(store, tx -> {
                Journeys journeys = product.journeys.journeys();
                if (!(journeys.sends().make(tx, store, new Send.Wish(said, "test")) instanceof Send.Kept(FlowId id)))
                    throw new IllegalStateException("refused");
                var _ = journeys.publish(tx, store, id, new Flows.Publishing(1, UnderWay.KEEP, "test"));
                return id;
            });
        }
    }

    /** The zone in which it is between twelve and one. */
    private static String noon(Instant now) {
        int ahead = 12 - now.atZone(ZoneOffset.UTC).getHour();
        return "Etc/GMT" + (ahead == 0 ? "" : ahead > 0 ? "-" + ahead : "+" + -ahead);
    }

    private static CustomerDetails member(int number, Instant now) {
        var yes = new CustomerDetails.ConsentStatement(Channel.EMAIL, Purpose.MARKETING, true, now, "box");
        String email = "m" + number + "@send.example";
        return new CustomerDetails(
                "api", null, email, null, "Anna", null, "en", null, null, null, List.of(), List.of(yes), now);
    }

    /** As if the minutes between attempts, and between questions about what is in doubt, had passed. */
    private static void hurry(Connection database) throws Exception {
        try (var statement = database.createStatement()) {
            int _ = statement.executeUpdate(
                    "update messaging.message set ask_at = now() where state = 'IN_DOUBT' and ask_at > now()");
            int _ = statement.executeUpdate(
                    "update messaging.message set due_at = now() where state = 'QUEUED' and due_at > now()");
        }
    }

    /** As if the minutes had passed that a dead worker's claim lasts. */
    private static void letTimePass(Connection database) throws Exception {
        try (var statement = database.createStatement()) {
            int _ = statement.executeUpdate("""
                    update messaging.message set claimed_until = clock_timestamp() - interval '1 s' where state = 'SENDING'""");
        }
    }

    /** Until nothing moves by itself any more. */
    private static void awaitStillness(Program program, Connection database) throws Exception {
        String moving = """
                select (select count(*) from journeys.send where ended_at is null)
                  + (select count(*) from messaging.message where state in ('QUEUED', 'SENDING')
                     or state = 'IN_DOUBT' and ask_at is not null)""";
        for (int look = 0; look < MOST_LOOKS && number(database, moving) > 0; look++) {
            if (look % LOOKS_BETWEEN_HURRIES == 0) hurry(database);
            assertTrue(program.runsFor(LOOK_MILLIS), "it ended by itself");
        }
        assertEquals(0, number(database, moving));
    }
}
