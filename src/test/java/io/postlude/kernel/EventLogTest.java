package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogTest {
    sealed interface Happening extends Event {
        Instant AT = Instant.parse("2026-05-01T10:00:00Z");

        @Override
        default Instant occurredAt() {
            return AT;
        }
    }

    record Counted(StoreId store, long key, int number) implements Happening {}

    record Poisoned(StoreId store, long key) implements Happening {}

    private static final StoreId STORE = new StoreId(7);
    private static TestDatabase test;
    private Database database;
    private EventLog log;
    private Nodes nodes;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void empty() {
        database = test.database();
        database.runAcrossStores(
                tx -> tx.execute("truncate kernel.event_log, kernel.reader_cursor, kernel.poison_event"));
        nodes = Nodes.join(database);
        log = new EventLog(new Ids(nodes.number()), EventTypes.register(database, List.of(Happening.class)));
    }

    @Test
    void a_reader_takes_every_event_once_and_in_order_per_key() {
        append(IntStream.range(0, 1_000)
                .mapToObj(i -> new Counted(STORE, i % 10, i))
                .toList());
        Recorder recorder = new Recorder("recorder");
        LogReaders readers = new LogReaders(database, log, nodes, List.of(recorder));
        readers.drain();
        readers.drain();
        assertEquals(1_000, recorder.taken.size());
        for (long key = 0; key < 10; key++) {
            long wanted = key;
            List<Integer> numbers = recorder.taken.stream()
                    .filter(c -> c.key() == wanted)
                    .map(Counted::number)
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    @Test
    void an_event_that_commits_late_under_a_lower_number_is_not_skipped() throws InterruptedException {
        Recorder recorder = new Recorder("late");
        LogReaders readers = new LogReaders(database, log, nodes, List.of(recorder));
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> database.runAcrossStores(tx -> {
                    // Its first write gives it its place in the log, wherever in it the event is told.
                    tx.execute("select pg_current_xact_id()");
                    log.append(tx, new Counted(STORE, 1, 1));
                    appended.countDown();
                    await(release);
                }));
        appended.await();
        append(List.of(new Counted(STORE, 1, 2)));
        readers.drain();
        assertTrue(recorder.taken.isEmpty(), "nothing may be read past the transaction still open");
        release.countDown();
        slow.join();
        readers.drain();
        assertEquals(List.of(1, 2), recorder.taken.stream().map(Counted::number).toList());
    }

    @Test
    void several_nodes_share_the_work_and_no_event_is_taken_twice() throws InterruptedException {
        append(LongStream.range(0, 4_000)
                .mapToObj(i -> new Counted(STORE, i, (int) i))
                .toList());
        Map<Integer, Integer> times = new ConcurrentHashMap<>();
        Runnable node = () -> {
            LogReader reader = new Recorder("shared") {
                @Override
                public void take(Tx tx, List<Logged> events) {
                    events.forEach(e -> times.merge(((Counted) e.event()).number(), 1, Integer::sum));
                }

                @Override
                public int batch() {
                    return 50;
                }
            };
            new LogReaders(database, log, nodes, List.of(reader)).drain();
        };
        List<Thread> threads =
                List.of(Thread.ofVirtual().start(node), Thread.ofVirtual().start(node));
        for (Thread thread : threads) thread.join();
        new LogReaders(database, log, nodes, List.of(new Recorder("shared"))).drain();
        assertEquals(4_000, times.size());
        assertEquals(Set.of(1), Set.copyOf(times.values()));
    }

    @Test
    void a_poisoned_event_is_set_aside_with_those_behind_it_and_the_rest_passes() {
        append(List.of(
                new Counted(STORE, 1, 1), new Poisoned(STORE, 2), new Counted(STORE, 2, 2), new Counted(STORE, 3, 3)));
        Recorder recorder = new Recorder("poison");
        LogReaders readers = new LogReaders(database, log, nodes, List.of(recorder));
        drainPastFailures(readers);
        assertEquals(
                Set.of(1, 3),
                Set.copyOf(recorder.taken.stream().map(Counted::number).toList()));
        List<PoisonEvents.Poison> aside = readers.poison().openAcrossStores();
        assertEquals(
                List.of(false, true),
                aside.stream().map(PoisonEvents.Poison::behind).toList());
        assertTrue(aside.getFirst().reason().contains("cannot digest"));

        assertTrue(readers.poison().retry(aside.getFirst().id(), "a person").isPresent(), "it still fails");
        recorder.digests = true;
        assertTrue(readers.poison().retry(aside.getFirst().id(), "a person").isEmpty());
        assertTrue(readers.poison().openAcrossStores().isEmpty());
        assertEquals(2, recorder.taken.getLast().number());
    }

    @Test
    void a_replay_hands_the_past_over_again_and_says_that_it_was_seen_before() {
        append(List.of(new Counted(STORE, 1, 1)));
        Recorder recorder = new Recorder("replay");
        LogReaders readers = new LogReaders(database, log, nodes, List.of(recorder));
        readers.drain();
        readers.replayFrom("replay", Instant.EPOCH);
        append(List.of(new Counted(STORE, 1, 2)));
        readers.drain();
        assertEquals(
                List.of(1, 1, 2), recorder.taken.stream().map(Counted::number).toList());
        assertEquals(List.of(false, true, false), recorder.seenBefore);
    }

    @Test
    void the_timeline_of_a_key_shows_its_own_events_and_only_those_of_the_store() {
        append(List.of(new Counted(STORE, 5, 1), new Counted(new StoreId(8), 5, 2), new Counted(STORE, 6, 3)));
        List<Logged> timeline = database.inStore(STORE, tx -> log.timeline(tx, STORE, 5));
        assertEquals(
                List.of(1),
                timeline.stream().map(l -> ((Counted) l.event()).number()).toList());
    }

    @Test
    void a_running_reader_hears_of_a_commit() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        LogReader reader = new Recorder("running") {
            @Override
            public void take(Tx tx, List<Logged> events) {
                heard.countDown();
            }
        };
        try (LogReaders readers = new LogReaders(database, log, nodes, List.of(reader))) {
            readers.start();
            append(List.of(new Counted(STORE, 1, 1)));
            assertTrue(heard.await(60, java.util.concurrent.TimeUnit.SECONDS));
        }
    }

    @Test
    void a_reader_that_stands_on_another_takes_nothing_the_other_has_not_passed() {
        append(List.of(new Counted(STORE, 1, 1), new Counted(STORE, 2, 2)));
        Recorder first = new Recorder("first");
        Recorder behind = new Recorder("behind");
        LogReaders both = new LogReaders(database, log, nodes, List.of(behind.after("first"), first));
        new LogReaders(database, log, nodes, List.of(first)).drain();
        append(List.of(new Counted(STORE, 1, 3)));
        try (LogReaders alone = new LogReaders(database, log, nodes, List.of(behind.after("first")))) {
            alone.drain();
        }
        assertEquals(List.of(1, 2), numbers(behind));
        both.drain();
        assertEquals(List.of(1, 2, 3), numbers(behind));
    }

    @Test
    void a_replay_of_the_reader_before_holds_up_nobody_and_one_that_is_not_there_neither() {
        append(List.of(new Counted(STORE, 1, 1)));
        Recorder first = new Recorder("first");
        Recorder behind = new Recorder("behind");
        LogReaders both = new LogReaders(database, log, nodes, List.of(first, behind.after("first", "never-there")));
        both.drain();
        both.replayFrom("first", Instant.EPOCH);
        both.replayFrom("behind", Instant.EPOCH);
        try (LogReaders alone = new LogReaders(database, log, nodes, List.of(behind.after("first")))) {
            alone.drain();
        }
        assertEquals(List.of(1, 1), numbers(behind));
    }

    @Test
    void a_reader_behind_is_woken_as_soon_as_the_other_has_passed() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        Recorder first = new Recorder("first");
        Recorder behind = new Recorder("behind") {
            @Override
            public void take(Tx tx, List<Logged> events) {
                super.take(tx, events);
                events.forEach(_ -> three.countDown());
            }
        };
        try (LogReaders both = new LogReaders(database, log, nodes, List.of(behind.after("first"), first))) {
            both.start();
            append(List.of(new Counted(STORE, 1, 1), new Counted(STORE, 2, 2), new Counted(STORE, 1, 3)));
            assertTrue(three.await(60, TimeUnit.SECONDS));
        }
        assertTrue(first.taken.containsAll(behind.taken));
    }

    private static List<Integer> numbers(Recorder recorder) {
        return recorder.taken.stream().map(Counted::number).sorted().toList();
    }

    @Test
    void what_is_rolled_back_never_happened() {
        Recorder recorder = new Recorder("rollback");
        try {
            database.runAcrossStores(tx -> {
                log.append(tx, new Counted(STORE, 1, 1));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertEquals("no", expected.getMessage());
        }
        new LogReaders(database, log, nodes, List.of(recorder)).drain();
        assertFalse(recorder.taken.stream().findAny().isPresent());
    }

    private static void drainPastFailures(LogReaders readers) {
        for (int i = 0; i < 5; i++) readers.drain();
    }

    private void append(List<? extends Event> events) {
        database.runAcrossStores(tx -> log.append(tx, events));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static class Recorder implements LogReader {
        final List<Counted> taken = new ArrayList<>();
        final List<Boolean> seenBefore = new ArrayList<>();
        private final String name;
        boolean digests;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<? extends Event>> wants() {
            return Set.of(Happening.class);
        }

        @Override
        public void take(Tx tx, List<Logged> events) {
            List<Counted> batch = new ArrayList<>();
            for (Logged logged : events) {
                if (logged.event() instanceof Poisoned && !digests)
                    throw new IllegalArgumentException("cannot digest this");
                if (logged.event() instanceof Counted counted) batch.add(counted);
            }
            taken.addAll(batch);
            events.forEach(e -> seenBefore.add(e.seenBefore()));
        }
    }
}
