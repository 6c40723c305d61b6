package io.postlude.app;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** How far a long work is: a bar that moves on a terminal, a line every few seconds elsewhere. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final Duration LINE_PAUSE = Duration.ofSeconds(2);
    private static final Duration BAR_PAUSE = Duration.ofMillis(100);

    private final PrintStream out;
    private final String noun;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long shownAt = began;
    private boolean shown;

    private ProgressBar(PrintStream out, String noun, boolean terminal) {
        this.out = out;
        this.noun = noun;
        this.terminal = terminal;
    }

    static ProgressBar on(PrintStream out, String noun) {
        return new ProgressBar(out, noun, terminal());
    }

    /** Null where nobody sits at a terminal: JDK 25 is back to that, whatever the checker says of 22. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** {@code done} things are done; {@code share} of all, 0 to 1. */
    synchronized void at(long done, double share) {
        long now = System.nanoTime();
        Duration pause = terminal ? BAR_PAUSE : LINE_PAUSE;
        if (now - shownAt < pause.toNanos()) return;
        shownAt = now;
        shown = true;
        double seconds = (now - began) / 1e9;
        String facts = "%,d %s, %,.0f a second, %s left"
                .formatted(done, noun, done / seconds, left(seconds, Math.clamp(share, 0, 1)));
        if (terminal) {
            int full = (int) Math.round(WIDTH * Math.clamp(share, 0, 1));
            out.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + facts + "   ");
            out.flush();
        } else {
            out.printf("%3.0f %%  %s%n", 100 * share, facts);
        }
    }

    private static String left(double seconds, double share) {
        if (share <= 0) return "unknown time";
        long rest = Math.round(seconds * (1 - share) / share);
        return rest >= 60 ? "%d min %02d s".formatted(rest / 60, rest % 60) : rest + " s";
    }

    @Override
    public void close() {
        if (terminal && shown) out.println();
    }
}
