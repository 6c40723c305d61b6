package io.postlude.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents agree with what is there. */
class PapersTest {
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency><groupId>([^<]+)</groupId><artifactId>([^<]+)</artifactId>(?:(?!</dependency>).)*</dependency>");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#|mailto)([^)#]+)(#[^)]*)?\\)");

    @Test
    void every_runtime_dependency_says_what_it_is_for() {
        List<String> runtime = DEPENDENCY
                .matcher(Papers.read("pom.xml"))
                .results()
                .filter(found -> !found.group().contains("<scope>test</scope>"))
                .map(found -> found.group(2))
                .sorted()
                .toList();
        List<String> explained = Papers.firstColumn("docs/dependencies.md", "artefact").stream()
                .sorted()
                .toList();
        assertFalse(runtime.isEmpty());
        assertEquals(runtime, explained);
    }

    @Test
    void every_setting_is_explained() {
        List<String> rows = Arrays.stream(Settings.Key.values())
                .map(key -> "| `" + key + "` | " + key.meaning() + " | " + code(key.fallback()) + " |")
                .toList();
        List<String> written = Papers.read("docs/configuration.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertEquals(rows, written);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    @Test
    void every_migration_begins_with_why() {
        List<Path> migrations = Papers.under("src/main/resources/db", ".sql");
        assertFalse(migrations.isEmpty());
        assertEquals(
                List.of(),
                migrations.stream()
                        .filter(file -> !Papers.read(file).startsWith("-- "))
                        .toList());
    }

    @Test
    void migrations_are_named_and_numbered_in_their_module() {
        Pattern place = Pattern.compile("src/main/resources/db/(\\w+)/V\\d{4}__[a-z0-9_]+\\.sql");
        for (Path file : Papers.under("src/main/resources/db", ".sql")) {
            var found = place.matcher(file.toString());
            assertTrue(found.matches(), file + " is not db/<module>/V0001__what.sql");
            assertTrue(Modules.OF_POSTLUDE.inOrder().contains(found.group(1)), file + " belongs to no module");
        }
    }

    @Test
    void every_decision_is_linked_from_the_architecture() {
        String architecture = Papers.read("ARCHITECTURE.md");
        List<Path> decisions = Papers.under("docs/decisions", ".md");
        assertFalse(decisions.isEmpty());
        assertEquals(
                List.of(),
                decisions.stream()
                        .filter(file -> !architecture.contains("(" + file + ")"))
                        .toList());
    }

    @Test
    void every_decision_has_the_four_parts() {
        for (Path file : Papers.under("docs/decisions", ".md")) {
            for (String part : List.of("Context", "Choice", "Rejected", "When to look again")) {
                Pattern heading = Pattern.compile("^(## " + part + "$|\\*\\*" + part + "\\.\\*\\*)", Pattern.MULTILINE);
                assertTrue(heading.matcher(Papers.read(file)).find(), file + " lacks " + part);
            }
        }
    }

    @Test
    void links_between_documents_lead_somewhere() {
        List<Path> documents = List.of(Path.of("README.md"), Path.of("ARCHITECTURE.md"), Path.of("CHANGELOG.md"));
        for (Path document : java.util.stream.Stream.concat(documents.stream(), Papers.under("docs", ".md").stream())
                .toList()) {
            LINK.matcher(Papers.read(document))
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .forEach(link -> {
                        Path target = document.resolveSibling(link);
                        assertTrue(Files.exists(target), document + " links to " + link + ", which is not there");
                    });
        }
    }

    @Test
    void the_script_and_the_readme_know_the_same_commands() {
        String script = Papers.read("postlude");
        for (String command : List.of("demo", "serve", "import", "replay", "bench", "test")) {
            assertTrue(script.contains("  ./postlude " + command), "the script's usage lacks " + command);
            assertTrue(Papers.read("README.md").contains("./postlude " + command), "the README lacks " + command);
        }
    }
}
