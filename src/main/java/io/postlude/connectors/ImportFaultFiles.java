package io.postlude.connectors;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the rows that were skipped, a file for each source file, with its own columns and two in front: line and reason. It
 * can be mended and imported again as it is. Stands in a folder of ours: the source's may be read-only.
 */
final class ImportFaultFiles implements AutoCloseable {
    private final Path folder;
    private final Map<Path, CsvWriter> writers = new LinkedHashMap<>();

    ImportFaultFiles(Path folder) {
        this.folder = folder;
    }

    synchronized void add(List<ImportRow> rows, String reason) {
        for (ImportRow row : rows) {
            List<String> fields = new ArrayList<>(List.of(Long.toString(row.line()), reason));
            fields.addAll(row.fields());
            writers.computeIfAbsent(target(row.file()), target -> open(target, row.file()))
                    .writeRecord(fields);
        }
    }

    /** What is left of an earlier import of this file is out of date. */
    void forget(Path source) throws IOException {
        Files.deleteIfExists(folder.resolve(name(source)));
    }

    synchronized List<Path> files() {
        return List.copyOf(writers.keySet());
    }

    private Path target(CsvFile file) {
        return folder.resolve(name(file.path()));
    }

    private static String name(Path source) {
        return String.valueOf(source.getFileName())
                        .replaceFirst("(?i)\\.gz$", "")
                        .replaceFirst("(?i)\\.csv$", "") + ".faulty.csv";
    }

    private CsvWriter open(Path target, CsvFile source) {
        try {
            Files.createDirectories(folder);
            CsvWriter writer =
                    CsvWriter.builder().fieldSeparator(source.separator()).build(target, StandardCharsets.UTF_8);
            List<String> header = new ArrayList<>(List.of("postlude_line", "postlude_reason"));
            header.addAll(source.header());
            return writer.writeRecord(header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (CsvWriter writer : writers.values()) writer.close();
    }
}
