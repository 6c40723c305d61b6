package io.postlude.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time used by this program and by its server processes. Other programs on the machine slow a run down, but they
 * do not make it use more processor time: this figure stays comparable on a busy machine.
 */
public final class ProcessorTime {

    private static final long TICKS_A_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private ProcessorTime() {}

    /** Seconds so far. The server's part is 0 where it runs on another machine; {@code machine} is everybody's. */
    public record Used(double program, double server, double machine) {
        public Used since(Used before) {
            return new Used(program - before.program, server - before.server, machine - before.machine);
        }

        /** What a run that took so long had to do without: how many cores other programs held on average. */
        public double coresOfOthers(double seconds) {
            return Math.max(0, machine - total()) / seconds;
        }

        public double total() {
            return program + server;
        }
    }

    public static Used now(Database database) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<Integer> processes = database.acrossStores(tx ->
                tx.list("select pid from pg_stat_activity where datname = current_database()", row -> row.getInt(1)));
        long ticks = processes.stream().mapToLong(ProcessorTime::ticks).sum();
        return new Used(system.getProcessCpuTime() / 1e9, (double) ticks / TICKS_A_SECOND, machine());
    }

    /** User, nice and system time since the machine started; 0 where it does not tell. */
    private static double machine() {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
            return (double) (Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]))
                    / TICKS_A_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ticks(int process) {
        try {
            String stat = Files.readString(Path.of("/proc", Integer.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        } catch (IOException e) {
            return 0;
        }
    }
}
