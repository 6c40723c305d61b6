package io.postlude.kernel;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when it is first asked for, once: what a start can do without. */
public final class Later<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    public Later(Supplier<T> maker) {
        this.maker = maker;
    }

    public T get() {
        T known = made;
        if (known != null) return known;
        lock.lock();
        try {
            T first = made;
            if (first == null) {
                first = maker.get();
                made = first;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody has asked. */
    public boolean isMade() {
        return made != null;
    }
}
