package io.postlude.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files and documents of the house, as tests read them. Paths are from the root of the repository. */
final class Papers {
    private Papers() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String file) {
        return read(Path.of(file));
    }

    /** All files under a folder whose name ends so, in order. */
    static List<Path> under(String folder, String ending) {
        if (!Files.exists(Path.of(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first cells, without code marks, of the table whose first heading is the one given. */
    static List<String> firstColumn(String file, String heading) {
        return read(file)
                .lines()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|", 3)[1].replace("`", "").strip())
                .toList();
    }
}
