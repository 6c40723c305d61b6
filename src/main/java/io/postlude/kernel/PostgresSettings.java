package io.postlude.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How our own PostgreSQL is set: durable first, then sparing, on a machine it shares with everything else. */
final class PostgresSettings {
    private static final long MIN_SHARED_BUFFERS_MB = 128;
    private static final long MAX_SHARED_BUFFERS_MB = 512;

    private PostgresSettings() {}

    static List<String> arguments(Path cluster, int port) {
        long memoryMb =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
        settings.put("max_connections", "100");
        addDurability(settings);
        addMemory(settings, memoryMb);
        addLimits(settings);
        addDiscretion(settings);
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString()));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }

    private static void addDurability(Map<String, String> settings) {
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        // Not "minimal", although that writes less: a merchant must be able to take a base backup of a running
        // shop and keep its log, and our bulk loads go into tables that exist, where "minimal" saves nothing.
        settings.put("wal_level", "replica");
        settings.put("checkpoint_timeout", "15min");
        settings.put("min_wal_size", "256MB");
        settings.put("max_wal_size", "2GB");
    }

    /** A sixteenth of the machine is ours to keep; the page cache of the kernel does the rest. */
    private static void addMemory(Map<String, String> settings, long memoryMb) {
        settings.put("shared_buffers", Math.clamp(memoryMb / 16, MIN_SHARED_BUFFERS_MB, MAX_SHARED_BUFFERS_MB) + "MB");
        settings.put("effective_cache_size", Math.max(256, memoryMb / 2) + "MB");
        settings.put("wal_buffers", "16MB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "64MB");
        settings.put("random_page_cost", "1.1"); // solid-state disks
        settings.put("jit", "off"); // our statements are short; compiling them costs more than it saves
    }

    /** One forgotten transaction stops every reader of the event log, which never reads past the oldest open one. */
    private static void addLimits(Map<String, String> settings) {
        settings.put("idle_in_transaction_session_timeout", "60s");
        settings.put("transaction_timeout", "15min");
    }

    /** Errors quote the values of rows, and come to us anyway: the log on disk keeps no personal data. */
    private static void addDiscretion(Map<String, String> settings) {
        settings.put("log_min_messages", "log");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_checkpoints", "off");
    }
}
