package io.postlude.connectors;

import io.postlude.connectors.WebhookBench.Rate;
import io.postlude.kernel.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, sending signed bodies of Shopify's form, each under a delivery id of its own. */
final class Wrk implements AutoCloseable {
    private static final int BODIES = 32;
    private static final int BODY_BYTES = 1_487;

    private final String url;
    private final Path script;
    private int run;

    private Wrk(String url, Path script) {
        this.url = url;
        this.script = script;
    }

    static boolean isThere() throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            var _ = process.waitFor();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static Wrk signed(String url, String secret) throws IOException {
        StringBuilder bodies = new StringBuilder();
        for (int i = 0; i < BODIES; i++) {
            String body = body(i);
            byte[] signature =
                    Secrets.hmac(secret.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
            bodies.append("  {body='").append(body).append("', sign='");
            bodies.append(Base64.getEncoder().encodeToString(signature)).append("'},\n");
        }
        Path script = Files.createTempFile("postlude-wrk", ".lua");
        Files.writeString(script, """
                local bodies = {
                %s}
                local run, sent = os.getenv('POSTLUDE_RUN') or '0', 0
                function request()
                  sent = sent + 1
                  local one = bodies[sent %% #bodies + 1]
                  return wrk.format('POST', nil, {
                    ['Content-Type'] = 'application/json',
                    ['X-Shopify-Topic'] = 'orders/updated',
                    ['X-Shopify-Webhook-Id'] = run .. '-' .. sent,
                    ['X-Shopify-Hmac-SHA256'] = one.sign,
                  }, one.body)
                end
                """.formatted(bodies));
        return new Wrk(url, script);
    }

    private static String body(int number) {
        String head = "{\"id\":" + (450_789_469L + number)
                + ",\"name\":\"#1001\",\"currency\":\"EUR\",\"created_at\":\"2026-05-01T10:00:00Z\",\"note\":\"";
        return head + "x".repeat(BODY_BYTES - head.length() - 2) + "\"}";
    }

    /** @throws IOException where an answer was no 2xx: then nothing was measured */
    Rate run(int connections, int seconds) throws IOException, InterruptedException {
        run++;
        ProcessBuilder command = new ProcessBuilder(List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "--latency",
                        "-s",
                        script.toString(),
                        url))
                .redirectErrorStream(true);
        command.environment().put("POSTLUDE_RUN", Integer.toString(run));
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || said.contains("Non-2xx") || !said.contains("Requests/sec"))
            throw new IOException("wrk did not go through: " + said);
        return new Rate(
                (long) number(said, "(\\d+) requests in"),
                number(said, "Requests/sec:\\s+([\\d.]+)"),
                millis(said, "50%"),
                millis(said, "99%"));
    }

    private static double number(String said, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(said);
        if (!found.find()) throw new IOException("wrk said nothing of " + pattern + ": " + said);
        return Double.parseDouble(found.group(1));
    }

    private static double millis(String said, String share) throws IOException {
        Matcher found = Pattern.compile(share + "\\s+([\\d.]+)(us|ms|s)").matcher(said);
        if (!found.find()) throw new IOException("wrk said nothing of " + share + ": " + said);
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(script);
    }
}
