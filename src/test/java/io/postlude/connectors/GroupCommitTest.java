package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void what_comes_while_one_commit_runs_goes_together_into_the_next() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<List<Integer>> groups = new CopyOnWriteArrayList<>();
        try (var commit = new GroupCommit<Integer>("test", group -> {
            groups.add(List.copyOf(group));
            firstRuns.countDown();
            await(mayEnd);
        })) {
            List<CompletableFuture<Boolean>> answers = new ArrayList<>();
            answers.add(told(commit, 0));
            firstRuns.await();
            for (int i = 1; i <= 20; i++) answers.add(told(commit, i));
            mayEnd.countDown();
            for (CompletableFuture<Boolean> answer : answers) assertTrue(answer.get());
        }
        assertEquals(List.of(1, 20), groups.stream().map(List::size).toList());
    }

    @Test
    void a_group_that_fails_is_told_so_and_the_next_is_tried() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (var commit = new GroupCommit<Integer>("test", group -> {
            if (calls.incrementAndGet() == 1) throw new IllegalStateException("the database is away");
        })) {
            assertFalse(told(commit, 1).get());
            assertTrue(told(commit, 2).get());
        }
    }

    @Test
    void who_waits_behind_a_commit_that_hangs_is_refused_before_the_sender_hangs_up() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (var commit = new GroupCommit<Integer>("test", group -> await(end))) {
            CompletableFuture<Boolean> hanging = told(commit, 1);
            CompletableFuture<Boolean> behind = told(commit, 2);
            assertFalse(hanging.get(60, TimeUnit.SECONDS));
            assertFalse(behind.get(60, TimeUnit.SECONDS));
            end.countDown();
        }
    }

    @Test
    void after_the_end_nothing_is_taken() throws Exception {
        GroupCommit<Integer> commit = new GroupCommit<>("test", group -> {});
        commit.close();
        assertFalse(told(commit, 1).get());
    }

    private static CompletableFuture<Boolean> told(GroupCommit<Integer> commit, int item) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        commit.store(item, answer::complete);
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
