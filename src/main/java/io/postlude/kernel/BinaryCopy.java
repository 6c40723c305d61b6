package io.postlude.kernel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format: the fastest way in, for whoever stands past row-level security. The server reads
 * the columns as the types written here, so they must be the table's own.
 */
public final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_EXTENSION_BYTES = 8; // flags and length, both 0
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int TEXT_OID = 25;
    private static final int INT8_OID = 20;
    /** The server works on one piece while the next is on its way, and the piece stays in its cache. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final int columns;
    private ByteBuffer out;
    private int rows;

    public BinaryCopy(int columns, int expectedBytes) {
        this.columns = columns;
        this.out =
                ByteBuffer.allocate(Math.max(expectedBytes, SIGNATURE.length + HEADER_EXTENSION_BYTES + Short.BYTES));
        out.put(SIGNATURE).putLong(0);
    }

    /** Begins a row; every column has to follow. */
    @CanIgnoreReturnValue
    public BinaryCopy row() {
        rows++;
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryCopy bool(boolean value) {
        room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryCopy int2(int value) {
        room(Integer.BYTES + Short.BYTES).putInt(Short.BYTES).putShort((short) value);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryCopy int4(int value) {
        room(Integer.BYTES + Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryCopy int8(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    /** A {@code timestamptz}, as fine as the database keeps it. */
    @CanIgnoreReturnValue
    public BinaryCopy time(@Nullable Instant at) {
        return at == null ? none() : int8((at.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + at.getNano() / 1_000);
    }

    @CanIgnoreReturnValue
    public BinaryCopy date(@Nullable LocalDate day) {
        return day == null ? none() : int4((int) (day.toEpochDay() - EPOCH_DAY));
    }

    /** A {@code text} or {@code json}, free of NUL; see {@link CleanText}. */
    @CanIgnoreReturnValue
    public BinaryCopy text(@Nullable String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code text[]}. */
    @CanIgnoreReturnValue
    public BinaryCopy texts(List<String> values) {
        int start = out.position();
        room(Integer.BYTES).putInt(0); // the length, known at the end
        room(3 * Integer.BYTES).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(TEXT_OID);
        if (!values.isEmpty()) room(2 * Integer.BYTES).putInt(values.size()).putInt(1);
        for (String value : values) text(value);
        out.putInt(start, out.position() - start - Integer.BYTES);
        return this;
    }

    /** A {@code bigint[]}. */
    @CanIgnoreReturnValue
    public BinaryCopy int8s(List<Long> values) {
        int start = out.position();
        room(Integer.BYTES).putInt(0);
        room(3 * Integer.BYTES).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(INT8_OID);
        if (!values.isEmpty()) room(2 * Integer.BYTES).putInt(values.size()).putInt(1);
        for (long value : values) int8(value);
        out.putInt(start, out.position() - start - Integer.BYTES);
        return this;
    }

    /** A {@code tsvector} of these words, each once, without positions. */
    @CanIgnoreReturnValue
    BinaryCopy words(List<String> words) {
        int start = out.position();
        room(2 * Integer.BYTES).putInt(0).putInt(words.size());
        for (String word : words) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            room(utf8.length + 1 + Short.BYTES).put(utf8).put((byte) 0).putShort((short) 0);
        }
        out.putInt(start, out.position() - start - Integer.BYTES);
        return this;
    }

    /** A {@code bytea}, or the UTF-8 of a {@code text} or {@code json}. */
    @CanIgnoreReturnValue
    public BinaryCopy bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryCopy none() {
        room(Integer.BYTES).putInt(-1);
        return this;
    }

    public int size() {
        return rows;
    }

    /** Sends all rows; a key that is there already fails the transaction. {@code target} is a table with its columns. */
    public void into(Tx tx, String target) {
        if (rows == 0) return;
        room(Short.BYTES).putShort((short) -1);
        try {
            var in = tx.driver().getCopyAPI().copyIn("copy " + target + " from stdin (format binary)");
            byte[] all = out.array();
            for (int from = 0; from < out.position(); from += PIECE_BYTES)
                in.writeToCopy(all, from, Math.min(PIECE_BYTES, out.position() - from));
            long written = in.endCopy();
            if (written != rows) throw new IllegalStateException(written + " of " + rows + " rows written: " + target);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + bytes));
            larger.put(out.flip());
            out = larger;
        }
        return out;
    }
}
