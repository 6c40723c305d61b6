package io.postlude.kernel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What can be told of a condition before it is asked.
 *
 * @param compared words that are compared with plain numbers only, with these numbers
 */
record ConditionReading(Set<Condition.Count> counts, Map<String, Set<Double>> compared) {
    private static final Set<String> COMPARISONS = Set.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_");

    static ConditionReading of(CelAbstractSyntaxTree tree) {
        List<CelNavigableExpr> nodes =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        Set<Condition.Count> counts = new HashSet<>();
        Map<String, Set<Double>> compared = new HashMap<>();
        Set<String> otherwise = new HashSet<>();
        for (CelNavigableExpr node : nodes) {
            if (node.getKind() == CelExpr.ExprKind.Kind.CALL) count(node.expr().call(), counts);
            if (node.getKind() != CelExpr.ExprKind.Kind.IDENT) continue;
            String word = node.expr().ident().name();
            OptionalDouble number = other(node);
            if (number.isEmpty()) otherwise.add(word);
            else compared.computeIfAbsent(word, w -> new HashSet<>()).add(number.getAsDouble());
        }
        compared.keySet().removeAll(otherwise);
        return new ConditionReading(Set.copyOf(counts), Map.copyOf(compared));
    }

    private static void count(CelExpr.CelCall call, Set<Condition.Count> counts) {
        if (!call.function().equals("_[_]") || call.args().size() != 2) return;
        CelExpr map = call.args().getFirst();
        CelExpr key = call.args().getLast();
        if (map.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT
                || key.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT) return;
        String name = map.ident().name();
        if (name.equals(CountWords.WHOLE) || name.equals(CountWords.NUMBER))
            counts.add(CountWords.count(key.constant().stringValue()));
    }

    /** The number a word is directly compared with. */
    private static OptionalDouble other(CelNavigableExpr word) {
        CelExpr.CelCall call = word.parent()
                .filter(parent -> parent.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(parent -> parent.expr().call())
                .filter(parent -> COMPARISONS.contains(parent.function()))
                .orElse(null);
        if (call == null) return OptionalDouble.empty();
        for (CelExpr argument : call.args())
            if (argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT) return number(argument.constant());
        return OptionalDouble.empty();
    }

    private static OptionalDouble number(CelConstant constant) {
        return switch (constant.getKind()) {
            case INT64_VALUE -> OptionalDouble.of((double) constant.int64Value());
            case DOUBLE_VALUE -> OptionalDouble.of(constant.doubleValue());
            // "!= null" asks whether it is known: that changes with events, not with time.
            case NULL_VALUE -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
        };
    }
}
