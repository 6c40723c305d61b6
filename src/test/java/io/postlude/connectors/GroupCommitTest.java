package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.GroupCommit.NotStored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void what_comes_while_one_commit_runs_goes_together_into_the_next() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<List<Integer>> groups = new ArrayList<>();
        try (var commit = new GroupCommit<Integer>("test", group -> {
                    groups.add(List.copyOf(group));
                    firstRuns.countDown();
                    await(mayEnd);
                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> stored(commit, 0)));
            firstRuns.await();
            CountDownLatch sent = new CountDownLatch(20);
            for (int i = 1; i <= 20; i++) {
                int item = i;
                answers.add(callers.submit(() -> {
                    sent.countDown();
                    stored(commit, item);
                }));
            }
            sent.await();
            mayEnd.countDown();
            for (Future<?> answer : answers) answer.get();
        }
        assertEquals(21, groups.stream().mapToInt(List::size).sum());
        assertTrue(groups.size() < 15, groups.toString());
    }

    @Test
    void a_group_that_fails_is_told_so_and_the_next_is_tried() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (var commit = new GroupCommit<Integer>("test", group -> {
                    if (calls.incrementAndGet() == 1) throw new IllegalStateException("the database is away");
                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = callers.submit(() -> stored(commit, 1));
            Throwable told = assertThrows(ExecutionException.class, first::get).getCause();
            assertTrue(told.getCause() instanceof NotStored, told.toString());
            callers.submit(() -> stored(commit, 2)).get();
        }
    }

    @Test
    void after_the_end_nothing_is_taken() {
        GroupCommit<Integer> commit = new GroupCommit<>("test", group -> {});
        commit.close();
        assertThrows(NotStored.class, () -> commit.store(1));
    }

    private static void stored(GroupCommit<Integer> commit, int item) {
        try {
            commit.store(item);
        } catch (NotStored e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
