package io.postlude.connectors;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file as shops write them: gzipped or not, UTF-8 with or without its mark, or Windows-1252; comma, semicolon or tab;
 * line ends inside quotes.
 */
final class CsvFile {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEADER_LIMIT_CHARS = 1 << 16;
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Charset charset;
    private final char separator;
    private final List<String> header;
    private final Map<String, Integer> columns = new HashMap<>();

    private CsvFile(Path path, Charset charset, char separator, List<String> header) {
        this.path = path;
        this.charset = charset;
        this.separator = separator;
        this.header = header;
        for (int i = 0; i < header.size(); i++) columns.putIfAbsent(name(header.get(i)), i);
    }

    /** Looks at the file once: its encoding, its separator, its header. */
    static CsvFile open(Path path) throws IOException {
        Charset charset = charset(path);
        char separator = separator(firstLine(path, charset));
        try (CsvReader<CsvRecord> csv = csv(reader(plain(path), charset), separator)) {
            var rows = csv.iterator();
            if (!rows.hasNext()) throw new ImportFault(path.getFileName() + " is empty");
            return new CsvFile(path, charset, separator, List.copyOf(rows.next().getFields()));
        } catch (CsvParseException e) {
            throw new ImportFault(path.getFileName() + " does not begin with a line of column names");
        }
    }

    Path path() {
        return path;
    }

    List<String> header() {
        return header;
    }

    char separator() {
        return separator;
    }

    Charset charset() {
        return charset;
    }

    /** The place of a column, under the first of these names that is there. */
    Optional<Integer> column(String... names) {
        for (String name : names) {
            Integer at = columns.get(name(name));
            if (at != null) return Optional.of(at);
        }
        return Optional.empty();
    }

    /** The place of a column without which the file is of no use. */
    int required(String... names) {
        return column(names)
                .orElseThrow(() -> new ImportFault("%s has no column \"%s\"; it has: %s"
                        .formatted(path.getFileName(), names[0], String.join(", ", header))));
    }

    /** Hands on each row after the header, and how much of the file is read. */
    void each(Consumer<ImportRow> rows, Consumer<Double> share) throws IOException {
        long size = Math.max(1, Files.size(path));
        CountedInput counted = new CountedInput(Files.newInputStream(path));
        try (CsvReader<CsvRecord> csv = csv(reader(unzipped(counted), charset), separator)) {
            boolean first = true;
            for (CsvRecord row : csv) {
                if (first) first = false;
                else rows.accept(new ImportRow(this, row.getStartingLineNumber(), row.getFields()));
                share.accept((double) counted.bytes / size);
            }
        } catch (CsvParseException e) {
            throw new ImportFault("%s cannot be read on: %s".formatted(path.getFileName(), e.getMessage()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(String column) {
        return column.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static CsvReader<CsvRecord> csv(Reader reader, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader);
    }

    private static Reader reader(InputStream in, Charset charset) throws IOException {
        Reader reader = new java.io.BufferedReader(new InputStreamReader(in, charset), BUFFER_BYTES);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) reader.reset();
        return reader;
    }

    private static InputStream plain(Path path) throws IOException {
        return unzipped(Files.newInputStream(path));
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(2);
        boolean zipped = in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        in.reset();
        return zipped ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    /** UTF-8 where every byte of the file is; old spreadsheets write Windows-1252, in which any byte is a letter. */
    private static Charset charset(Path path) throws IOException {
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        byte[] bytes = new byte[BUFFER_BYTES];
        CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
        try (InputStream in = plain(path)) {
            int kept = 0;
            boolean end = false;
            while (!end) {
                int n = in.read(bytes, kept, bytes.length - kept);
                end = n < 0;
                ByteBuffer block = ByteBuffer.wrap(bytes, 0, kept + Math.max(n, 0));
                chars.clear();
                if (strict.decode(block, chars, end).isError()) return WINDOWS_1252;
                kept = block.remaining();
                System.arraycopy(bytes, block.position(), bytes, 0, kept);
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static String firstLine(Path path, Charset charset) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        try (Reader reader = reader(plain(path), charset)) {
            for (int c = reader.read(); c >= 0 && line.length() < HEADER_LIMIT_CHARS; c = reader.read()) {
                if (c == '"') quoted = !quoted;
                if (!quoted && (c == '\n' || c == '\r')) break;
                if (!quoted) line.append((char) c);
            }
        }
        return line.toString();
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'})
            if (count(header, candidate) > count(header, best)) best = candidate;
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static final class CountedInput extends FilterInputStream {
        private long bytes;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) bytes++;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            if (n > 0) bytes += n;
            return n;
        }
    }
}
