package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.ChannelPeers;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.SmtpPeer;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while messages leave on every channel at once: e-mail, SMS over HTTP and SMPP, WhatsApp, notices in browsers,
 * webhooks. Counted at the receivers' side: nothing is lost without a person knowing, nothing comes twice but what may.
 */
class ChannelsKillTest {
    private static final Actor TESTER = new Actor.Program("test");
    private static final int KILLS = 3;
    private static final int EACH = 40;
    private static final long MILLIS_EACH = 40;
    private static final int LATEST_KILL_MILLIS = 250;
    private static final int LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 800;
    private static final int LOOKS_BETWEEN_HURRIES = 60;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: *(<[^>]+>)");

    @TempDir
    Path parent;

    private Path folder = Path.of("data");

    @AfterEach
    void endDatabase() throws Exception {
        Program.endDatabase(folder);
    }

    private StoreId store = new StoreId(1);
    private int hits;

    @Test
    void every_channel_killed_at_random_moments_loses_nothing_and_repeats_only_what_may_be() throws Exception {
        folder = parent.resolve("data");
        SplittableRandom random = new SplittableRandom(Program.seed(ChannelsKillTest.class));
        try (SmtpPeer mails = SmtpPeer.slow(MILLIS_EACH);
                ChannelPeers peers = new ChannelPeers(MILLIS_EACH)) {
            prepare(peers);
            storm(peers, mails, random);
            assertTrue(hits >= KILLS / 2, "too few kills hit messages on their way: " + hits);
            Map<String, Map<String, Integer>> counted = peers.counted();
            assertEquals(List.of(), peers.wrong());
            try (Connection database = HookStormTest.open(folder)) {
                assertEquals(0, number(database, "select count(*) from messaging.message where state = 'GAVE_UP'"));
                once("http", counted, 0);
                once("smpp", counted, doubts(database, "channel = 'SMS'"));
                once("whatsapp", counted, doubts(database, "channel = 'WHATSAPP'"));
                atLeastOnce(counted, database);
                mails(mails, doubts(database, "channel = 'EMAIL'"));
            }
        }
    }

    /** Everything waits in the outbox when the program starts. */
    private void prepare(ChannelPeers peers) throws Exception {
        Rehearsed.furnish(folder);
        Settings settings = Settings.load(
                Map.of("POSTLUDE_DATA_DIR", folder.toAbsolutePath().toString(), "POSTLUDE_PRIVATE_ADDRESSES", "true"),
                folder);
        try (Ground ground = Ground.open(settings, Events.ALL);
                Product product = new Product(ground)) {
            store = open(product, "storm");
            StoreId other = open(product, "other");
            var faces = new ChannelPeers.Faces(ground.database, product.messages, product.channels, product.webhooks);
            peers.enter(faces, store, other);
            product.readers.drain(); // so that programs hear of what happens from now on
            peers.queue(faces, store, other, EACH);
            List<OutgoingMail> letters = new ArrayList<>();
            for (int i = 0; i < EACH; i++) letters.add(letter(i));
            ground.database.runInStore(store, tx -> {
                var _ = product.messages.queueAll(tx, letters);
            });
        }
    }

    private static StoreId open(Product product, String slug) {
        var details = StoreDetails.of(slug, slug, new StoreDetails.Region("de", "Europe/Berlin", "EUR"));
        return product.stores.stores().open(details, TESTER).orThrow().id();
    }

    private OutgoingMail letter(int number) {
        return new OutgoingMail(
                store,
                "storm",
                "mail-" + number,
                new OutgoingMail.Envelope(
                        Mailbox.of("post@storm.example"), null, Mailbox.of("anna" + number + "@storm.example")),
                null,
                new OutgoingMail.Content("Mail " + number, "<p>" + number + "</p>", "" + number, Map.of()),
                OutgoingMail.WhenInDoubt.ASK,
                Duration.ofDays(2));
    }

    private void storm(ChannelPeers peers, SmtpPeer mails, SplittableRandom random) throws Exception {
        Map<String, String> environment = Map.of(
                "SMTP_URL", mails.url(),
                "SMTP_CONNECTIONS", "2",
                "POSTLUDE_PRIVATE_ADDRESSES", "true");
        Program program = Program.start(folder, environment, "serve");
        try {
            URI server = HookStormTest.address(program);
            for (int kill = 0; kill < KILLS; kill++) {
                int enough = peers.arrived() + 1 + random.nextInt(2 * EACH / KILLS);
                for (int look = 0; look < MOST_LOOKS / 8 && peers.arrived() < enough; look++)
                    assertTrue(program.runsFor(LOOK_MILLIS), "it ended by itself");
                assertTrue(program.runsFor(random.nextInt(LATEST_KILL_MILLIS)), "it ended by itself");
                program.kill();
                letTimePass();
                program = Program.start(folder, environment, "serve");
                server = HookStormTest.address(program);
            }
            settle(program, peers, server);
        } finally {
            program.kill();
        }
    }

    /** As if the minutes a dead worker's claim lasts, and those between questions, had passed. */
    private void letTimePass() throws Exception {
        try (Connection database = HookStormTest.open(folder);
                var statement = database.createStatement()) {
            if (number(database, "select count(*) from messaging.message where state = 'SENDING'") > 0) hits++;
            int _ = statement.executeUpdate("""
                    update messaging.message set claimed_until = clock_timestamp() - interval '1 s' where state = 'SENDING'""");
            int _ = statement.executeUpdate(
                    "update connectors.sent_event set claimed_until = clock_timestamp() - interval '1 s' where claimed_until is not null");
            hurry(database);
        }
    }

    private static void hurry(Connection database) throws Exception {
        try (var statement = database.createStatement()) {
            int _ = statement.executeUpdate(
                    "update messaging.message set ask_at = now() where state = 'IN_DOUBT' and ask_at > now()");
            int _ = statement.executeUpdate(
                    "update messaging.message set due_at = now() where state = 'QUEUED' and due_at > now()");
            int _ = statement.executeUpdate("update messaging.provider set paused_until = null");
            int _ = statement.executeUpdate("update connectors.sent_event set due_at = now() where due_at > now()");
        }
    }

    /** Until nothing moves by itself any more: all is sent, or waits for a person. */
    private void settle(Program program, ChannelPeers peers, URI server) throws Exception {
        try (Connection database = HookStormTest.open(folder)) {
            awaitStillness(program, database);
            String token = text(database, "select path_token from messaging.provider where kind = 'whatsapp'");
            peers.reportWhatsApp(server + "/channels/whatsapp/" + token);
            awaitStillness(program, database); // programs hear of what was reported, too
        }
    }

    private static void awaitStillness(Program program, Connection database) throws Exception {
        String moving = """
                select (select count(*) from messaging.message where state in ('QUEUED', 'SENDING')
                    or state = 'IN_DOUBT' and ask_at is not null)
                  + (select count(*) from connectors.sent_event where state not in ('SENT', 'GAVE_UP'))
                  + (select count(*) from kernel.event_log l join kernel.reader_cursor c on c.part = l.part
                     where c.reader = 'webhooks' and (l.tx, l.id) > (c.tx, c.id))""";
        for (int look = 0; look < MOST_LOOKS && number(database, moving) > 0; look++) {
            if (look % LOOKS_BETWEEN_HURRIES == 0) hurry(database); // a question takes its time to be answered
            assertTrue(program.runsFor(LOOK_MILLIS));
        }
        assertEquals(0, number(database, moving));
    }

    /** Each arrived once; those that did not are the ones a person is shown, no more and no fewer. */
    private static void once(String channel, Map<String, Map<String, Integer>> counted, long doubts) {
        Map<String, Integer> times = counted.get(channel);
        times.forEach((message, often) -> assertEquals(1, often, channel + ": " + message + " came more than once"));
        assertTrue(times.size() + doubts >= EACH, channel + ": lost: " + times.size() + " and " + doubts + " in doubt");
    }

    /** What may come twice: a notice under the name it is shown once by, an event under the id its receiver knows it by. */
    private static void atLeastOnce(Map<String, Map<String, Integer>> counted, Connection database) throws Exception {
        assertEquals(EACH, counted.get("push").size(), "notices lost");
        assertEquals(EACH, counted.get("pushNames").size(), "a notice under two names");
        long events = number(database, "select count(*) from connectors.sent_event");
        assertTrue(events > 0, "no event was to be heard");
        assertEquals(events, counted.get("webhooks").size(), "events lost, or under two ids");
        System.out.println("ChannelsKillTest: " + events + " events; twice by right: " + twice(counted.get("push"))
                + " notices, " + twice(counted.get("webhooks")) + " events");
    }

    private static long twice(Map<String, Integer> times) {
        return times.values().stream().filter(often -> often > 1).count();
    }

    private static void mails(SmtpPeer peer, long doubts) {
        Map<String, Integer> times = new java.util.TreeMap<>();
        for (String text : peer.texts()) {
            Matcher id = MESSAGE_ID.matcher(text);
            assertTrue(id.find(), "a mail without a Message-ID");
            times.merge(id.group(1), 1, Integer::sum);
        }
        once("mails", Map.of("mails", times), doubts);
    }

    private static long doubts(Connection database, String which) throws Exception {
        return number(database, "select count(*) from messaging.message where state = 'IN_DOUBT' and " + which);
    }

    private static long number(Connection database, String sql) throws Exception {
        return HookStormTest.number(database, sql);
    }

    private static String text(Connection database, String sql) throws Exception {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }
}
