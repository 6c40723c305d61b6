package io.postlude.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load: wrk with 64 connections, asking for the given paths in turn. */
final class Wrk {
    static final Path PROGRAM = Path.of("/usr/bin/wrk");
    private static final int CONNECTIONS = 64;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern WRONG = Pattern.compile("(Non-2xx[^\\n]*|Socket errors[^\\n]*)");
    private final Path folder;

    Wrk(Path folder) {
        this.folder = folder;
    }

    /** Requests a second, and the time 99 of 100 stay under. */
    record Result(double rate, double p99Millis) {}

    /** Runs for some seconds; {@code encoding} is what the browser says it takes, empty for nothing. */
    Result run(String url, List<String> paths, String encoding, int seconds) {
        return read(said(url, paths, encoding, seconds));
    }

    /** Lets a fresh server find its feet; what it answers late or not at all in this time does not count. */
    void warm(String url, List<String> paths, int seconds) {
        String said = said(url, paths, "", seconds);
        if (said.contains("Non-2xx")) {
            throw new IllegalStateException("Not every answer was right: " + said);
        }
    }

    private String said(String url, List<String> paths, String encoding, int seconds) {
        try {
            Path script = folder.resolve("load.lua");
            Files.writeString(script, script(paths, encoding));
            Process wrk = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-t2",
                            "-c" + CONNECTIONS,
                            "-d" + seconds + "s",
                            "--latency",
                            "-s",
                            script.toString(),
                            url)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int ended = wrk.waitFor();
            if (ended != 0) {
                throw new IllegalStateException("wrk failed: " + said);
            }
            return said;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static Result read(String said) {
        Matcher wrong = WRONG.matcher(said);
        Matcher rate = RATE.matcher(said);
        Matcher p99 = P99.matcher(said);
        if (wrong.find() || !rate.find() || !p99.find()) {
            throw new IllegalStateException("Not every answer was right: " + said);
        }
        double unit = switch (p99.group(2)) {
            case "us" -> 0.001;
            case "s" -> 1_000;
            default -> 1;
        };
        return new Result(Double.parseDouble(rate.group(1)), Double.parseDouble(p99.group(1)) * unit);
    }

    private static String script(List<String> paths, String encoding) {
        var lua = new StringBuilder("local r = {}\nlocal i = 0\nlocal h = {}\n");
        if (!encoding.isEmpty()) {
            lua.append("h['Accept-Encoding'] = '").append(encoding).append("'\n");
        }
        lua.append("local p = {");
        paths.forEach(path -> lua.append('\'').append(path).append("',"));
        return lua.append("}\ninit = function(args) for k = 1, #p do r[k] = wrk.format('GET', p[k], h) end end\n")
                .append("request = function() i = i % #r + 1 return r[i] end\n")
                .toString();
    }
}
