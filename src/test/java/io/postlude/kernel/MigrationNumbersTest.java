package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two scripts of one module with the same number would stop every start, and two branches pick the same one easily. */
final class MigrationNumbersTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/db");
    private static final Pattern NAME = Pattern.compile("V(\\d{4})__[a-z0-9_]+\\.sql");

    @Test
    void no_two_scripts_of_a_module_share_a_number() throws IOException {
        Map<String, Path> numbers = new HashMap<>();
        for (Path script : scripts()) {
            Matcher name = NAME.matcher(script.getFileName().toString());
            assertTrue(name.matches(), () -> script + " is not named V0001__what_it_does.sql");
            String module = script.getParent().getFileName().toString();
            Path other = numbers.put(module + " " + Integer.parseInt(name.group(1)), script);
            assertEquals(null, other, () -> script + " and " + other + " have the same number");
        }
        assertFalse(numbers.isEmpty());
    }

    @Test
    void every_folder_of_scripts_belongs_to_a_module_that_is_migrated() throws IOException {
        for (Path script : scripts()) {
            String module = script.getParent().getFileName().toString();
            assertTrue(Migrations.MODULES.contains(module), () -> script + " is never run");
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
