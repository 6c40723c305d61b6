package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script a newcomer types first, in a house of its own: a Java and a Maven that only say they were called. */
class LauncherTest {
    @TempDir
    Path place;

    record Said(int exit, String text) {}

    @BeforeEach
    void furnish() throws IOException {
        Path house = Files.createDirectories(place.resolve("house/src/main"));
        Files.writeString(house.resolve("Some.java"), "");
        Files.writeString(place.resolve("house/pom.xml"), "");
        Files.createDirectories(place.resolve("house/.mvn"));
        // The machine's own Javas are out of sight, so that only the ones made here are found.
        String script = Files.readString(Path.of("postlude"))
                .replace("/usr/lib/jvm/*", place + "/jvms/*")
                .replace("/opt/*jdk*", place + "/none")
                .replace("/usr/lib/postgresql/", place + "/servers/");
        program(place.resolve("house/postlude"), script);
        program(place.resolve("bin/mvn"), """
                #!/bin/bash
                echo "maven called"
                [[ ! -e %1$s/broken ]] || exit 1
                mkdir -p %1$s/house/target && touch %1$s/house/target/postlude.jar
                [[ $* != *verify* ]] || cp -r %1$s/reports %1$s/house/target/surefire-reports
                """.formatted(place));
        program(place.resolve("bin/java"), "#!/bin/bash\n"); // stands before the machine's own, and is no JDK
        javas("jvms/java-25", "25.0.1");
    }

    @Test
    void help_names_every_command_and_nothing_is_built_for_it() throws Exception {
        Said said = postlude("--help");
        assertEquals(0, said.exit());
        for (String command : List.of("demo", "serve", "import", "replay", "journey", "bench", "settings", "test"))
            assertTrue(said.text().contains("./postlude " + command), command);
        assertTrue(!said.text().contains("maven called"), said.text());
    }

    @Test
    void a_command_it_does_not_know_is_answered_with_those_it_knows() throws Exception {
        Said said = postlude("dmeo");
        assertEquals(2, said.exit());
        assertTrue(said.text().contains("no command 'dmeo'"), said.text());
        assertTrue(said.text().contains("./postlude demo"), said.text());
    }

    @Test
    void it_builds_once_and_again_only_when_a_source_is_newer() throws Exception {
        assertTrue(postlude("serve").text().contains("maven called"));
        Said again = postlude("serve", "--port", "9");
        assertTrue(!again.text().contains("maven called"), again.text());
        assertTrue(again.text().contains("postlude.jar serve --port 9"), again.text());
        touch("house/src/main/Some.java");
        assertTrue(postlude("serve").text().contains("maven called"));
    }

    @Test
    void a_build_that_fails_says_so_and_starts_nothing() throws Exception {
        Files.writeString(place.resolve("broken"), "");
        Said said = postlude("serve");
        assertEquals(1, said.exit());
        assertTrue(said.text().contains("the build failed"), said.text());
        assertTrue(!said.text().contains("java called"), said.text());
    }

    @Test
    void the_java_in_JAVA_HOME_is_left_aside_when_it_is_too_old() throws Exception {
        javas("old", "21.0.4");
        Said said = postlude(Map.of("JAVA_HOME", place + "/old"), "settings");
        assertEquals(0, said.exit());
        assertTrue(said.text().contains("jvms/java-25 java called"), said.text());
    }

    @Test
    void without_a_java_one_line_says_which_and_where_it_was_looked_for() throws Exception {
        javas("jvms/java-25", "24");
        Said said = postlude("demo");
        assertEquals(1, said.exit());
        assertEquals(1, said.text().strip().lines().count());
        assertTrue(said.text().contains("a JDK 25 is needed"), said.text());
    }

    @Test
    void it_may_be_called_from_anywhere_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(place.resolve("shortcut"), place.resolve("house/postlude"));
        Said said = run(Map.of(), List.of(link.toString(), "serve"));
        assertTrue(said.text().contains("house/target/postlude.jar serve"), said.text());
    }

    @Test
    void tests_are_counted_by_what_came_of_them_at_last_and_one_that_took_two_tries_is_named() throws Exception {
        databases();
        report("Mail", """
                <testcase name="fine" classname="io.postlude.Mail" time="0.1"/>
                <testcase name="kept(String)[2]" classname="io.postlude.Mail" time="0.1">
                  <flakyError message="a hiccup" type="java.lang.IllegalStateException">
                    <stackTrace><![CDATA[a hiccup]]></stackTrace>
                  </flakyError>
                </testcase>
                <testcase name="later" classname="io.postlude.Mail" time="0.1">
                  <skipped/>
                </testcase>""");
        Said twice = postlude("test");
        assertEquals(0, twice.exit(), twice.text());
        assertTrue(
                twice.text().contains("1 tests passed only at the second try: Mail.kept(String)[2]\n"), twice.text());
        assertTrue(twice.text().endsWith("2 passed, 0 failed, 1 skipped\n"), twice.text());
    }

    @Test
    void a_test_that_failed_twice_and_a_class_that_did_not_begin_are_failures() throws Exception {
        databases();
        report("Mail", """
                <testcase name="never" classname="io.postlude.Mail" time="0.1">
                  <failure message="no" type="java.lang.AssertionError"><![CDATA[no]]></failure>
                  <rerunFailure message="no" type="java.lang.AssertionError">
                  </rerunFailure>
                </testcase>
                <testcase name="fine" classname="io.postlude.Mail" time="0.1"/>""");
        report("Parcel", """
                <testcase name="" classname="io.postlude.Parcel" time="0.1">
                  <error message="no" type="java.lang.IllegalStateException"><![CDATA[no]]></error>
                </testcase>
                <testcase name="fine" classname="io.postlude.Parcel" time="0.1"/>""");
        Said said = postlude("test");
        assertEquals(1, said.exit(), said.text());
        assertTrue(said.text().endsWith("2 passed, 2 failed, 0 skipped\n"), said.text());
    }

    /** As Surefire writes it: the numbers of the suite are those of its second run. */
    private void report(String name, String tests) throws IOException {
        Files.writeString(
                Files.createDirectories(place.resolve("reports")).resolve("TEST-" + name + ".xml"),
                "<testsuite name=\"%s\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\">\n%s\n</testsuite>\n"
                        .formatted(name, tests.indent(2)));
    }

    /** Programs of a database that only say they were called. */
    private void databases() throws IOException {
        program(place.resolve("bin/chromium"), "#!/bin/bash\n");
        program(place.resolve("servers/15/bin/postgres"), "#!/bin/bash\n");
        program(place.resolve("servers/15/bin/pg_ctl"), "#!/bin/bash\n");
        program(place.resolve("servers/15/bin/initdb"), """
                #!/bin/bash
                mkdir -p "$2" && printf '1\\n2\\n3\\n5432\\n' >"$2/postmaster.pid"
                """);
    }

    private void javas(String folder, String version) throws IOException {
        Path home = place.resolve(folder);
        program(home.resolve("bin/javac"), "#!/bin/bash\n");
        program(home.resolve("bin/java"), "#!/bin/bash\necho \"" + home + " java called $*\"\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As if somebody had saved the file in a while. */
    private void touch(String file) throws IOException {
        Instant later = Files.getLastModifiedTime(place.resolve("house/target/postlude.jar"))
                .toInstant()
                .plusSeconds(60);
        Files.setLastModifiedTime(place.resolve(file), FileTime.from(later));
    }

    private Said postlude(String... words) throws Exception {
        return postlude(Map.of(), words);
    }

    private Said postlude(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(place + "/house/postlude"));
        command.addAll(List.of(words));
        return run(environment, command);
    }

    private Said run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", place + "/bin:/usr/bin:/bin");
        builder.environment().put("HOME", place.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
