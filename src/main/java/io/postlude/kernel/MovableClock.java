package io.postlude.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The injected clock: the machine's time, moved by an offset in a demo, or standing still in a test. */
public final class MovableClock implements InstantSource {
    private sealed interface Mode {}

    private record Running(Duration ahead) implements Mode {}

    private record Standing(Instant at) implements Mode {}

    private final AtomicReference<Mode> mode;

    private MovableClock(Mode mode) {
        this.mode = new AtomicReference<>(mode);
    }

    public static MovableClock running() {
        return new MovableClock(new Running(Duration.ZERO));
    }

    public static MovableClock standingAt(Instant at) {
        return new MovableClock(new Standing(at));
    }

    @Override
    public Instant instant() {
        return switch (mode.get()) {
            case Running(Duration ahead) -> Instant.now().plus(ahead);
            case Standing(Instant at) -> at;
        };
    }

    /** Moves on (or back, where negative) by so much. */
    public void move(Duration by) {
        mode.updateAndGet(current -> switch (current) {
            case Running(Duration ahead) -> new Running(ahead.plus(by));
            case Standing(Instant at) -> new Standing(at.plus(by));
        });
    }

    /** How far this is ahead of the machine's clock; zero where it stands still. */
    public Duration ahead() {
        return mode.get() instanceof Running(Duration ahead) ? ahead : Duration.ZERO;
    }
}
