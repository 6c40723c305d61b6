package io.postlude.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The injected clock: the machine's time, moved by an offset in a demo, or standing still in a test. */
public final class MovableClock implements InstantSource {
    private sealed interface Mode {
        Instant now();

        Mode moved(Duration by);
    }

    private record Running(Duration ahead) implements Mode {
        @Override
        public Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public Mode moved(Duration by) {
            return new Running(ahead.plus(by));
        }
    }

    private record Standing(Instant at) implements Mode {
        @Override
        public Instant now() {
            return at;
        }

        @Override
        public Mode moved(Duration by) {
            return new Standing(at.plus(by));
        }
    }

    private volatile Mode mode;

    private MovableClock(Mode mode) {
        this.mode = mode;
    }

    public static MovableClock running() {
        return new MovableClock(new Running(Duration.ZERO));
    }

    public static MovableClock standingAt(Instant at) {
        return new MovableClock(new Standing(at));
    }

    @Override
    public Instant instant() {
        return mode.now();
    }

    /** Moves on (or back, where negative) by so much. */
    public synchronized void move(Duration by) {
        mode = mode.moved(by);
    }

    /** How far this is ahead of the machine's clock; zero where it stands still. */
    public Duration ahead() {
        return mode instanceof Running(Duration ahead) ? ahead : Duration.ZERO;
    }
}
