package io.postlude.kernel;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** Another Postlude, for tests: starts the server of a folder, writes rows, says so and stays until it is killed. */
final class LocalPostgresProgram {
    private LocalPostgresProgram() {}

    static void main(String[] arguments) throws Exception {
        try {
            run(Path.of(arguments[0]));
        } catch (StartRefused e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    @SuppressWarnings("MustBeClosed")
    private static void run(Path home) throws Exception {
        LocalPostgres server = LocalPostgres.start(home, 0);
        try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("create table kept (number int primary key)");
            statement.execute("insert into kept select generate_series(1, 1000)");
        }
        System.out.println("READY");
        new CountDownLatch(1).await();
    }
}
