package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class IdsTest {
    record ThingId(long value) implements Id {}

    @Test
    void ids_rise_and_never_repeat_however_many_threads_ask() throws InterruptedException {
        Ids ids = new Ids(3);
        Set<Long> all = ConcurrentHashMap.newKeySet();
        Runnable asker = () -> {
            long last = 0;
            for (int i = 0; i < 50_000; i++) {
                long next = ids.next();
                assertTrue(next > last);
                last = next;
                all.add(next);
            }
        };
        Thread one = Thread.ofPlatform().start(asker);
        Thread two = Thread.ofPlatform().start(asker);
        one.join();
        two.join();
        assertEquals(100_000, all.size());
    }

    @Test
    void two_nodes_never_make_the_same_id() {
        Ids a = new Ids(1);
        Ids b = new Ids(2);
        Set<Long> all = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20_000; i++) {
            assertTrue(all.add(a.next()));
            assertTrue(all.add(b.next()));
        }
    }

    @Test
    void a_printed_id_reads_back_and_a_foreign_or_broken_one_does_not() {
        for (long value : new long[] {1, 31, 32, Long.MAX_VALUE, new Ids(1023).next()}) {
            String text = PublicId.print("ord", new ThingId(value));
            assertEquals(OptionalLong.of(value), PublicId.parse("ord", text));
            assertEquals(OptionalLong.empty(), PublicId.parse("cus", text));
        }
        for (String wrong : new String[] {
            "", "ord_", "ord_000000000000", "ord_00000000000il", "ord_zzzzzzzzzzzzz", "ord_0000000000000"
        }) assertEquals(OptionalLong.empty(), PublicId.parse("ord", wrong), wrong);
    }

    @Test
    void tokens_are_long_and_do_not_repeat() {
        Ids ids = new Ids(0);
        assertEquals(32, ids.token().length());
        assertNotEquals(ids.token(), ids.token());
    }
}
