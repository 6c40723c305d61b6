package io.postlude.connectors;

import io.postlude.connectors.WebhookBench.Rate;
import io.postlude.kernel.DatabaseAddress;
import io.postlude.kernel.DatabaseException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The measure webhooks are held against: each thread its own connection, one row a commit, no HTTP, no signature. */
final class SingleInserts {
    private static final int BODY_BYTES = 1_487;
    private static final double NANOS_A_MILLI = 1e6;

    private final DatabaseAddress address;
    private int run;

    SingleInserts(DatabaseAddress address) {
        this.address = address;
    }

    void prepare() {
        execute("""
                create table public.single_insert (source text not null, delivery_id text not null, body bytea not null,
                  primary key (source, delivery_id));
                alter table public.single_insert alter column body set storage external""");
    }

    void execute(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    Rate run(int connections, int seconds) throws InterruptedException {
        run++;
        CountDownLatch ready = new CountDownLatch(connections);
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                String name = run + "-" + i + "-";
                running.add(threads.submit(() -> insert(name, ready, TimeUnit.SECONDS.toNanos(seconds))));
            }
            List<long[]> parts = new ArrayList<>();
            for (Future<long[]> part : running) parts.add(part.get());
            long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Rate(all.length, (double) all.length / seconds, at(all, 0.5), at(all, 0.99));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private long[] insert(String name, CountDownLatch ready, long nanos) throws SQLException, InterruptedException {
        byte[] body = new byte[BODY_BYTES];
        long[] taken = new long[1_024];
        int n = 0;
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into public.single_insert (source, delivery_id, body) values ('shopify', ?, ?) on conflict do nothing")) {
            ready.countDown();
            ready.await();
            long end = System.nanoTime() + nanos;
            for (long before = System.nanoTime(); before < end; ) {
                insert.setString(1, name + n);
                insert.setBytes(2, body);
                insert.executeUpdate();
                long after = System.nanoTime();
                if (n == taken.length) taken = Arrays.copyOf(taken, n * 2);
                taken[n++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(taken, n);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / NANOS_A_MILLI;
    }

    private Connection connect() throws SQLException {
        String url = address.url() + (address.url().contains("?") ? "&" : "?") + "prepareThreshold=1";
        return DriverManager.getConnection(url, address.user(), address.password());
    }
}
