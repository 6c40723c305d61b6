package io.postlude.kernel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Counts over the last days in conditions. {@code orders_in(90)} is read as a look into a map of counts: so what is needed is
 * known before a condition is asked, and can be counted for many at once.
 */
final class CountWords {
    static final String WHOLE = "counted_whole";
    static final String NUMBER = "counted_number";
    /** Ten years. */
    private static final int MOST_DAYS = 3_660;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    private CountWords() {}

    static List<CelMacro> macros(Map<String, WordKind> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() instanceof WordKind.Named
                        ? named(count.getKey())
                        : macro(count.getKey(), count.getValue().equals(WordKind.NUMBER) ? NUMBER : WHOLE))
                .toList();
    }

    /** {@code events_in('tier_reached', 90)}: counted by a name beside the days. */
    private static CelMacro named(String name) {
        return CelMacro.newGlobalMacro(name, 2, (factory, target, arguments) -> {
            CelExpr of = arguments.getFirst();
            boolean told = of.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && of.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    && NAME.matcher(of.constant().stringValue()).matches();
            return told
                    ? expand(name + " " + of.constant().stringValue(), WHOLE, factory, arguments)
                    : Optional.of(factory.reportError(
                            name + " needs a name and a number of days, like " + name + "('tier_reached', 90)"));
        });
    }

    private static CelMacro macro(String name, String map) {
        return CelMacro.newGlobalMacro(name, 1, (factory, target, arguments) -> expand(name, map, factory, arguments));
    }

    private static Optional<CelExpr> expand(
            String name, String map, CelMacroExprFactory factory, ImmutableList<CelExpr> arguments) {
        CelExpr days = arguments.getLast();
        if (days.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || days.constant().getKind() != CelConstant.Kind.INT64_VALUE
                || days.constant().int64Value() < 1
                || days.constant().int64Value() > MOST_DAYS)
            return Optional.of(factory.reportError(
                    name + " needs a number of days from 1 to " + MOST_DAYS + ", like " + name + "(90)"));
        return Optional.of(factory.newGlobalCall(
                "_[_]",
                factory.newIdentifier(map),
                factory.newStringLiteral(key(new Condition.Count(
                        name, Math.toIntExact(days.constant().int64Value()))))));
    }

    static String key(Condition.Count count) {
        return count.name() + ":" + count.days();
    }

    static Condition.Count count(String key) {
        int colon = key.lastIndexOf(':');
        return new Condition.Count(key.substring(0, colon), Integer.parseInt(key.substring(colon + 1)));
    }
}
