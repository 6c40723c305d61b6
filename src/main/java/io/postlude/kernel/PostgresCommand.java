package io.postlude.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a PostgreSQL program is called on this machine. It refuses root, and a small server or a container often has
 * nothing else: as root we start it in a user namespace of its own, where it has no privilege and the files stay
 * root's; where namespaces are forbidden, as an unprivileged user that is given the folder. It runs in a session of
 * its own where possible, so that Ctrl+C at our terminal reaches us alone and we stop it when our work is done.
 */
final class PostgresCommand {
    private static final List<String> UNPRIVILEGED_USERS = List.of("postgres", "nobody");

    private final List<String> prefix;
    private final String owner;

    private PostgresCommand(List<String> prefix, String owner) throws InterruptedException {
        this.prefix = succeeds(List.of("setsid", "true")) ? with(List.of("setsid"), prefix) : prefix;
        this.owner = owner;
    }

    static PostgresCommand choose(Path home) throws IOException, InterruptedException {
        if (!isRoot()) {
            return new PostgresCommand(List.of(), "");
        }
        if (succeeds(List.of("unshare", "-U", "true"))) {
            return new PostgresCommand(List.of("unshare", "-U"), "");
        }
        return asAnotherUser(home);
    }

    /** Visible to the test, which cannot forbid namespaces. */
    static PostgresCommand asAnotherUser(Path home) throws InterruptedException {
        for (String user : UNPRIVILEGED_USERS) {
            List<String> prefix = List.of("setpriv", "--reuid=" + user, "--clear-groups", "--no-new-privs");
            if (succeeds(with(prefix, "test", "-x", home.resolveSibling("").toString()))) {
                return new PostgresCommand(prefix, user);
            }
        }
        throw new StartRefused("Running as root, and PostgreSQL cannot be started as another user in " + home
                + ". Run Postlude as an ordinary user, or set POSTLUDE_DATA_DIR to a folder every user can reach.");
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Called after we wrote into the folder and before PostgreSQL does. */
    void own(Path folder) throws InterruptedException {
        if (!owner.isEmpty() && !succeeds(List.of("chown", "-R", owner, folder.toString()))) {
            throw new StartRefused("The folder " + folder + " cannot be given to the user " + owner + ".");
        }
    }

    List<String> line(Path program, List<String> arguments) {
        return with(with(prefix, program.toString()), arguments);
    }

    private static List<String> with(List<String> start, String... more) {
        return with(start, List.of(more));
    }

    private static List<String> with(List<String> start, List<String> more) {
        return Stream.concat(start.stream(), more.stream()).toList();
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        }
    }
}
