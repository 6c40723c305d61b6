package io.postlude.tracking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Tx;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's binary COPY format, gathered and sent at once. */
final class BinaryCopy {

    private static final long POSTGRES_EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final ByteArrayOutputStream bytes;
    private final DataOutputStream out;
    private final int columns;

    BinaryCopy(int columns, int expectedBytes) {
        this.columns = columns;
        this.bytes = new ByteArrayOutputStream(expectedBytes);
        this.out = new DataOutputStream(bytes);
        write(() -> {
            out.write(SIGNATURE);
            out.writeLong(0); // no flags, no header extension
        });
    }

    BinaryCopy row() {
        return write(() -> out.writeShort(columns));
    }

    BinaryCopy int2(int value) {
        return write(() -> {
            out.writeInt(Short.BYTES);
            out.writeShort(value);
        });
    }

    BinaryCopy int4(int value) {
        return write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
        });
    }

    BinaryCopy int8(long value) {
        return write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        });
    }

    BinaryCopy time(Instant at) {
        return int8((at.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000 + at.getNano() / 1_000);
    }

    BinaryCopy text(@Nullable String value) {
        return write(() -> {
            if (value == null) {
                out.writeInt(-1);
            } else {
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        });
    }

    /** Sends all rows through {@code copy ... from stdin (format binary)} and returns how many were taken. */
    long send(Tx tx, String copy) {
        write(() -> out.writeShort(-1));
        try {
            var in = tx.driver().getCopyAPI().copyIn(copy);
            byte[] all = bytes.toByteArray();
            in.writeToCopy(all, 0, all.length);
            return in.endCopy();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private interface Piece {
        void write() throws IOException;
    }

    @CanIgnoreReturnValue
    private BinaryCopy write(Piece piece) {
        try {
            piece.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
