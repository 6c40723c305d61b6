package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalPostgresTest {
    /** The programs, unpacked once for all tests: it takes longer than the tests themselves. */
    @TempDir
    static Path shelf;

    private Path home = shelf;

    @BeforeEach
    void takeProgramsFromTheShelf() throws IOException {
        Path programs = PostgresBinaries.unpack(shelf);
        home = Files.createTempDirectory(shelf, "home");
        Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
    }

    @Test
    void a_killed_postlude_loses_no_row_and_its_server_is_taken_over() throws Exception {
        Process other = anotherPostlude(home);
        assertEquals("READY", firstLine(other));
        kill(other.toHandle());

        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertTrue(server.adopted());
            assertEquals(1000, query(server, "select count(*) from kept"));
        }
    }

    @Test
    void a_killed_server_and_a_killed_postlude_lose_no_row() throws Exception {
        Process other = anotherPostlude(home);
        assertEquals("READY", firstLine(other));
        kill(other.toHandle());
        kill(postmaster(home));

        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertFalse(server.adopted());
            assertEquals(1000, query(server, "select count(*) from kept"));
        }
    }

    @Test
    void a_server_that_dies_under_us_is_started_again_on_the_same_port() throws Exception {
        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            execute(server, "create table kept (number int primary key)");
            execute(server, "insert into kept select generate_series(1, 1000)");
            kill(postmaster(home));
            assertEquals(1000, queryWhenBack(server, "select count(*) from kept"));
        }
    }

    @Test
    void a_second_start_on_the_same_folder_is_refused_and_harms_nothing() throws Exception {
        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            Process other = anotherPostlude(home);
            String said = firstLine(other);
            assertEquals(1, other.waitFor());
            assertTrue(said.contains("in use by another running Postlude"), said);
            assertTrue(said.contains(home.toString()), said);
            assertThrows(StartRefused.class, () -> LocalPostgres.start(home, 0));
            Process third = anotherPostlude(home);
            assertEquals(1, third.waitFor(), "the refusals must not have freed the lock");
            assertEquals(1, query(server, "select 1"));
        }
    }

    @Test
    void a_closed_server_starts_again_with_the_same_password_and_rows() throws Exception {
        String password;
        try (LocalPostgres first = LocalPostgres.start(home, 0)) {
            password = first.password();
            execute(first, "create table kept (number int primary key)");
        }
        assertFalse(Files.exists(home.resolve("postgres/postmaster.pid")));
        try (LocalPostgres second = LocalPostgres.start(home, 0)) {
            assertEquals(password, second.password());
            assertEquals(0, query(second, "select count(*) from kept"));
        }
    }

    @Test
    void what_an_earlier_start_left_unfinished_is_made_anew() throws Exception {
        Path unpacking = Files.createDirectory(home.resolve("postgres-unpacking-1"));
        Files.writeString(unpacking.resolve("half"), "a file");
        Path creating = Files.createDirectory(home.resolve("postgres-unfinished"));
        Files.writeString(creating.resolve("PG_VERSION"), "18");

        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertEquals(1, query(server, "select 1"));
        }
        assertFalse(Files.exists(unpacking));
        assertFalse(Files.exists(creating));
    }

    @Test
    void a_server_that_ends_while_it_is_taken_over_is_followed_by_a_new_one() throws Exception {
        LocalPostgres.start(home, 0).close();
        Path cluster = home.toRealPath().resolve("postgres");
        Process dying = new ProcessBuilder("sh", "-c", "sleep 1; : " + cluster).start();
        Files.write(
                cluster.resolve("postmaster.pid"),
                List.of(Long.toString(dying.pid()), cluster.toString(), "0", "1", "", "127.0.0.1"));
        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertFalse(server.adopted());
            assertEquals(1, query(server, "select 1"));
        }
    }

    @Test
    void the_number_of_a_dead_server_given_to_another_program_is_no_obstacle() throws Exception {
        LocalPostgres.start(home, 0).close();
        String ours = Long.toString(ProcessHandle.current().pid());
        List<String> lines = List.of(ours, home.resolve("postgres").toString(), "0", "5432", "", "127.0.0.1", "0 0");
        Files.write(home.resolve("postgres/postmaster.pid"), lines);

        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertFalse(server.adopted());
            assertEquals(1, query(server, "select 1"));
        }
    }

    @Test
    void it_is_durable_private_and_discreet() throws Exception {
        try (LocalPostgres server = LocalPostgres.start(home, 0)) {
            assertEquals("on", show(server, "fsync"));
            assertEquals("on", show(server, "synchronous_commit"));
            assertEquals("on", show(server, "data_checksums"));
            assertEquals("replica", show(server, "wal_level"));
            assertEquals("1min", show(server, "idle_in_transaction_session_timeout"));
            assertThrows(SQLException.class, () -> DriverManager.getConnection(server.url(), server.user(), "guess"));
            assertThrows(SQLException.class, () -> execute(server, "select 'jane@example.org'::int"));
            assertFalse(Files.readString(home.resolve("postgres.log")).contains("jane@example.org"));
        }
        var readable = Files.getPosixFilePermissions(home.resolve("postgres.secret"));
        assertEquals("rw-------", PosixFilePermissions.toString(readable));
    }

    @Test
    void where_namespaces_are_forbidden_it_still_does_not_run_as_root() throws Exception {
        Path forbidding = Files.createDirectory(home.resolve("programs"));
        Path unshare = Files.writeString(forbidding.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(shelf, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path inside = home.resolve("inside");
        ProcessBuilder program = program(inside);
        program.environment().merge("PATH", forbidding + ":", (path, first) -> first + path);

        Process other = program.start();
        assertEquals("READY", firstLine(other));
        ProcessHandle server = postmaster(inside);
        assertNotEquals("root", server.info().user().orElseThrow());
        kill(other.toHandle());
        kill(server);
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            var refusal = assertThrows(StartRefused.class, () -> LocalPostgres.start(home, taken.getLocalPort()));
            assertTrue(refusal.getMessage().contains(Integer.toString(taken.getLocalPort())));
        }
    }

    @Test
    void another_processor_is_told_what_to_do() {
        var refusal = assertThrows(StartRefused.class, () -> PostgresBinaries.archive("Linux", "aarch64"));
        assertTrue(refusal.getMessage().contains("aarch64"));
        assertTrue(refusal.getMessage().contains("DATABASE_URL"));
    }

    private static Process anotherPostlude(Path home) throws IOException {
        return program(home).start();
    }

    private static ProcessBuilder program(Path home) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalPostgresProgram.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        return java.util.Objects.requireNonNullElse(lines.readLine(), "(no answer)");
    }

    private static ProcessHandle postmaster(Path home) throws IOException {
        long pid = Postmaster.recorded(home.toRealPath().resolve("postgres"))
                .orElseThrow()
                .pid();
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** SIGKILL, then until the process has ended. */
    private static void kill(ProcessHandle process) {
        assertTrue(process.destroyForcibly());
        process.onExit().join();
    }

    private static Connection connect(LocalPostgres server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int query(LocalPostgres server, String sql) throws SQLException {
        return Integer.parseInt(one(server, sql));
    }

    private static String show(LocalPostgres server, String setting) throws SQLException {
        return one(server, "show " + setting);
    }

    private static String one(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }

    /** The class's time limit ends the wait if the server stays away. */
    private static int queryWhenBack(LocalPostgres server, String sql) {
        while (true) {
            try {
                return query(server, sql);
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
    }
}
