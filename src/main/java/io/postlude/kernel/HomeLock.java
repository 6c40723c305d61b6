package io.postlude.kernel;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder to one running Postlude. The operating system drops the lock when the process dies, however
 * it dies, so there is never a stale one to clean up.
 */
final class HomeLock implements AutoCloseable {
    /** Closing any channel on the file would drop this process's own lock, so a second taker must not open one. */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    static HomeLock take(Path home) throws IOException {
        Path real = home.toRealPath();
        if (!HELD_BY_THIS_PROCESS.add(real)) {
            throw inUse(home, "this process");
        }
        try {
            return new HomeLock(real, locked(real));
        } catch (IOException | RuntimeException e) {
            HELD_BY_THIS_PROCESS.remove(real);
            throw e;
        }
    }

    @SuppressWarnings("resource") // the channel is the lock: it stays open as long as the lock is held
    private static FileChannel locked(Path home) throws IOException {
        Path file = home.resolve("postlude.lock");
        FileChannel channel = opened(file);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw inUse(home, "process " + Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static FileChannel opened(Path file) throws IOException {
        try {
            return FileChannel.open(file, CREATE, WRITE);
        } catch (AccessDeniedException e) {
            throw new StartRefused("The file " + file + " belongs to another user. Run Postlude as that user.");
        }
    }

    private static StartRefused inUse(Path home, String holder) {
        return new StartRefused("The data folder " + home + " is in use by another running Postlude (" + holder
                + "). Stop that one first, or set POSTLUDE_DATA_DIR to another folder.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_BY_THIS_PROCESS.remove(home);
    }
}
