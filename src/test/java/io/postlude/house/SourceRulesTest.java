package io.postlude.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes and words of the sources themselves. */
class SourceRulesTest {
    /** Put together here, so that this file does not break its own rule. */
    private static final Pattern LEFT_OVER = Pattern.compile(
            "\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b|@Dis" + "abled|assume" + "True|Assump" + "tions\\.");

    private static final Pattern SLEEPS = Pattern.compile("Thread\\.sl" + "eep\\(");

    @Test
    void files_methods_and_parameter_lists_stay_short() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Path file : javaFiles()) sources.put(file.toString(), Papers.read(file));
        List<String> faults = new ArrayList<>(SourceSizes.faults(sources));
        // A test may name many values in one line, and a sample page is one long value; the product's code is neither.
        faults.removeIf(fault -> fault.matches("src/test/\\S+:\\d+ .*"));
        assertEquals(List.of(), faults);
    }

    @Test
    void what_is_too_long_is_found() throws IOException {
        String line = "    int a;\n";
        String longFile = "class A {\n" + line.repeat(399) + "}\n";
        assertEquals(List.of("A has 401 lines"), SourceSizes.faults(Map.of("A", longFile)));
        String fits = "class A {\n  void fits() {\n" + line.repeat(48) + "  }\n}\n";
        assertEquals(List.of(), SourceSizes.faults(Map.of("A", fits)));
        String longMethod = "class A {\n  void runs() {\n" + line.repeat(49) + "  }\n}\n";
        assertEquals(List.of("A:2 runs has 51 lines"), SourceSizes.faults(Map.of("A", longMethod)));
        String greedy =
                "class A {\n  A(int a, int b, int c, int d, int e) {}\n  void takes(int a, int b, int c, int d, int e) {}\n}\n";
        assertEquals(List.of("A:3 takes has 5 parameters"), SourceSizes.faults(Map.of("A", greedy)));
    }

    @Test
    void nothing_is_left_for_later_and_no_test_is_switched_off() {
        Stream<Path> files = Stream.of(
                        javaFiles(),
                        Papers.under("src/main/jte", ".jte"),
                        Papers.under("src/main/resources/db", ".sql"))
                .flatMap(List::stream);
        assertEquals(List.of(), files.flatMap(file -> hits(file, LEFT_OVER)).toList());
    }

    @Test
    void no_test_sleeps() {
        Stream<Path> tests = Papers.under("src/test/java", ".java").stream();
        assertEquals(List.of(), tests.flatMap(file -> hits(file, SLEEPS)).toList());
    }

    private static Stream<String> hits(Path file, Pattern pattern) {
        return Papers.read(file)
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .map(line -> file + ": " + line.strip());
    }

    private static List<Path> javaFiles() {
        List<Path> files = Papers.under("src", ".java");
        assertFalse(files.isEmpty());
        return files;
    }
}
