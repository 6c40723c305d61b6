package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Measures deciding by the usual policy with a trace, and runs a million random lives of orders through the books. */
public final class ReturnsBench {
    private static final int LINES = 2_000_000;
    private static final int WARM_UP_LINES = 400_000;
    private static final int FLOWS = 1_000_000;
    private static final long SEED = 20_310_303;
    private static final double NANOS = 1e9;

    private ReturnsBench() {}

    public static void run(PrintStream out) {
        Policy policy = policy();
        List<Facts> facts = facts();
        long warm = decide(policy, facts, WARM_UP_LINES);
        long from = System.nanoTime();
        long allowed = decide(policy, facts, LINES);
        double seconds = (System.nanoTime() - from) / NANOS;
        out.printf(
                "policy: %,.0f lines a second with their trace (%,d of %,d allowed; %,d while warming up)%n",
                LINES / seconds, allowed, LINES, warm);
        from = System.nanoTime();
        RandomFlows.Seen seen = new RandomFlows(SEED).run(FLOWS);
        out.printf(
                "books: %,d random lives in %.1f s, every law held at each step (%,d taken back, %,d stopped by the cap)%n",
                seen.flows(), (System.nanoTime() - from) / NANOS, seen.reversals(), seen.capped());
    }

    /** On all cores, as requests would. */
    private static long decide(Policy policy, List<Facts> facts, int lines) {
        return IntStream.range(0, lines)
                .parallel()
                .filter(i ->
                        Deciding.decide(policy, facts.get(i % facts.size())).isAllowed())
                .count();
    }

    private static Policy policy() {
        String path = "/returns/default-policy.json";
        try (InputStream in = Objects.requireNonNull(ReturnsBench.class.getResourceAsStream(path), path)) {
            JsonNode document = Json.MAPPER.readTree(in);
            return switch (PolicyReading.read(document, 1)) {
                case PolicyReading.Understood(Policy policy) -> policy;
                case PolicyReading.Mistaken(var errors) -> throw new IllegalStateException(errors.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every reason, from fresh to far too late, in three kinds of goods. */
    private static List<Facts> facts() {
        LocalDate placed = LocalDate.parse("2031-03-01");
        List<Facts> all = new ArrayList<>();
        for (Reason reason : Reason.values())
            for (String type : List.of("Kitchen", "Clothing", "Gift card"))
                for (int day = 1; day < 100; day += 9) all.add(facts(placed, reason, type, day));
        return all;
    }

    private static Facts facts(LocalDate placed, Reason reason, String type, int day) {
        LocalDate came = placed.plusDays(4);
        return new Facts(
                new Facts.Customer(true, 3, 7, 1, 0, List.of(), 0),
                new Facts.Order("shopify", "DE", "web", "EUR", 129.0, false, List.of("vip"), List.of(), placed),
                new Facts.Line("SKU-1", "Thing", type, "Maren", List.of(), 24.0, 21.6, false, 2, true),
                new Facts.Delivery(placed.plusDays(1), came, Facts.Proof.PROVED, 0, false),
                reason,
                "",
                null,
                ZoneId.of("Europe/Berlin"),
                came.plusDays(day));
    }
}
