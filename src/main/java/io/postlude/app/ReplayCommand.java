package io.postlude.app;

import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** {@code ./postlude replay READER [--from DATE]}: what happened is read once more. */
final class ReplayCommand {
    static final String USAGE = """
            ./postlude replay                        list the readers of the event log and how far they are
            ./postlude replay READER [--from DATE]   put a reader back to the first event recorded on that day (UTC);
                                                     without a date, to the beginning. It reads on by itself where a
                                                     server runs, and at once where none does. Nobody is notified again.""";

    private ReplayCommand() {}

    static int run(Settings settings, List<String> args, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(USAGE);
            return 0;
        }
        boolean dated = args.size() == 3 && args.get(1).equals("--from");
        if (args.size() > 1 && !dated) throw new StartRefused("replay takes a reader and --from DATE\n" + USAGE);
        try (Ground ground = Ground.openBeside(settings, Events.ALL);
                Product product = new Product(ground)) {
            if (args.isEmpty()) return list(product.readers, out);
            product.readers.replayFrom(args.getFirst(), dated ? day(args.get(2)) : Instant.EPOCH);
            product.readers.drain();
            out.println("replayed " + args.getFirst());
            return 0;
        } catch (IllegalArgumentException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    private static int list(LogReaders readers, PrintStream out) {
        List<LogReaders.Standing> all = readers.standing();
        if (all.isEmpty()) out.println("No reader has read yet.");
        for (LogReaders.Standing standing : all)
            out.printf(
                    "%-24s %,d events waiting, moved last %s%n",
                    standing.reader(), standing.waiting(), standing.movedAt());
        return 0;
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new StartRefused("\"" + text + "\" is not a day such as 2026-01-31");
        }
    }
}
