package io.postlude.connectors;

import java.io.ByteArrayOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Takes a request's body as it comes, without a thread that waits, up to a limit. As much again is read and thrown away:
 * who is still sending when the connection closes loses the answer that says why.
 */
final class BodyReading implements Runnable {
    private static final int FIRST_BYTES = 4_096;

    private final Request request;
    private final int limitBytes;
    private final Reader reader;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_BYTES);
    private long seenBytes;

    BodyReading(Request request, int limitBytes, Reader reader) {
        this.request = request;
        this.limitBytes = limitBytes;
        this.reader = reader;
    }

    /** Hears once how it ended. */
    interface Reader {
        void whole(byte[] body);

        void tooLarge();

        void broken(Throwable reason);
    }

    /** Reads what is there and comes back for the rest. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                reader.broken(chunk.getFailure());
                return;
            }
            take(chunk);
            if (chunk.isLast() || seenBytes > 2L * limitBytes) {
                if (seenBytes > limitBytes) reader.tooLarge();
                else reader.whole(body.toByteArray());
                return;
            }
        }
    }

    private void take(Content.Chunk chunk) {
        seenBytes += chunk.remaining();
        if (seenBytes <= limitBytes) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            body.write(bytes, 0, bytes.length);
        }
        boolean _ = chunk.release();
    }
}
