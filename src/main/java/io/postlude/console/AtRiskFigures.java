package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.promises.AtRisk;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the queue comes to: how many, how many will break, what hangs on them, how many were saved, and is it honest. */
final class AtRiskFigures {
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final Duration HONEST_OVER = Duration.ofDays(90);
    /** With fewer, said and came differ by luck. */
    private static final long ENOUGH = 30;

    private static final double Z = 1.959964;

    private AtRiskFigures() {}

    /** What is read beside the rows. */
    record Read(double threshold, RiskQueue.Figures queue, List<Outlooks.Calibration> honesty) {}

    static Read read(Tx tx, Visit visit, Outlooks outlooks, RiskQueue queue) {
        Instant now = visit.words().now();
        Promises.Span span =
                new Promises.Span(now.minus(HONEST_OVER), now, visit.words().zone());
        return new Read(
                outlooks.threshold(tx, visit.store()),
                queue.figures(tx, visit.store(), now.minus(LOOKED_BACK)),
                outlooks.calibration(tx, visit.store(), span, 1));
    }

    static List<Figure> of(AtRiskDesk.Read rows, Read read) {
        return List.of(
                atRisk(rows.rows()),
                willBreak(rows.rows()),
                value(rows),
                saved(read.queue()),
                honest(read.honesty(), read.threshold()));
    }

    private static Figure atRisk(List<AtRisk> rows) {
        String kinds = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Telling.what(row.promise().kind()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return new Figure("At risk", Words.count(rows.size()), kinds.isEmpty() ? "open promises" : kinds, null);
    }

    /** The sum of independent chances; its 95 % interval by the normal approximation, cut to what is possible. */
    private static Figure willBreak(List<AtRisk> rows) {
        double sum = 0;
        double variance = 0;
        for (AtRisk row : rows) {
            double chance = row.outlook().chance();
            sum += chance;
            variance += chance * (1 - chance);
        }
        double half = Z * Math.sqrt(variance);
        String likely = rows.isEmpty()
                ? ""
                : "; likely %d to %d"
                        .formatted(Math.round(Math.max(0, sum - half)), Math.round(Math.min(rows.size(), sum + half)));
        return new Figure("Will break if left alone", "%.1f".formatted(sum), "sum of the chances" + likely, null);
    }

    /** What the orders behind them are worth together. */
    static String worth(AtRiskDesk.Read read) {
        Map<String, Long> all = new TreeMap<>();
        for (AtRisk row : read.rows()) {
            OrderView order = read.orders().get(row.promise().order());
            if (order != null) {
                all.merge(
                        order.totals().total().currency().getCurrencyCode(),
                        order.totals().total().minor(),
                        Long::sum);
            }
        }
        return money(all);
    }

    private static Figure value(AtRiskDesk.Read read) {
        Map<String, Long> all = new TreeMap<>();
        Map<String, Double> stake = new TreeMap<>();
        for (AtRisk row : read.rows()) {
            OrderId of = row.promise().order();
            OrderView order = of == null ? null : read.orders().get(of);
            if (order == null) continue;
            String currency = order.totals().total().currency().getCurrencyCode();
            long minor = order.totals().total().minor();
            all.merge(currency, minor, Long::sum);
            stake.merge(currency, minor * row.outlook().chance(), Double::sum);
        }
        return new Figure(
                "Value",
                all.isEmpty() ? "0" : money(all),
                all.isEmpty()
                        ? "of the orders behind them"
                        : money(stake.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                part -> Math.round(part.getValue()),
                                                Long::sum,
                                                TreeMap::new)))
                                + " expected at stake",
                null);
    }

    private static String money(Map<String, Long> sums) {
        return sums.entrySet().stream()
                .map(sum -> Words.money(sum.getValue(), sum.getKey()))
                .collect(Collectors.joining(" + "));
    }

    private static Figure saved(RiskQueue.Figures queue) {
        if (queue.settled() == 0) {
            return new Figure("Saved last 30 days", "none yet", "at risk and still kept", null);
        }
        KeptChart.Interval sure = KeptChart.wilson(queue.saved(), queue.settled());
        String scope = "at risk and still kept: %.0f %%, %.0f to %.0f"
                .formatted(sure.share() * 100, sure.low() * 100, sure.high() * 100);
        return new Figure(
                "Saved last 30 days", Words.count(queue.saved()) + " of " + Words.count(queue.settled()), scope, null);
    }

    /** Compares what was said a day before the end with what came, over the chances that ring. */
    private static Figure honest(List<Outlooks.Calibration> classes, double threshold) {
        List<Outlooks.Calibration> ringing =
                classes.stream().filter(one -> one.from() >= threshold - 0.05).toList();
        long n = ringing.stream().mapToLong(Outlooks.Calibration::promises).sum();
        if (n < ENOUGH) {
            return new Figure(
                    "Is the chance honest?",
                    "Too early",
                    "%d foreseen and settled in 90 days; %d are needed to say".formatted(n, ENOUGH),
                    "/console/at-risk/honest");
        }
        double said =
                ringing.stream().mapToDouble(one -> one.said() * one.promises()).sum() / n;
        double came =
                ringing.stream().mapToDouble(one -> one.came() * one.promises()).sum() / n;
        KeptChart.Interval sure = KeptChart.wilson(Math.round(came * n), n);
        boolean honest = said >= sure.low() && said <= sure.high();
        String verdict = honest ? "Yes" : said > came ? "Too gloomy" : "Too bright";
        String scope =
                "said %.0f %% on average, %.0f %% of %s came true".formatted(said * 100, came * 100, Words.count(n));
        return new Figure("Is the chance honest?", verdict, scope, "/console/at-risk/honest");
    }
}
