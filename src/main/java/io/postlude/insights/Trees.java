package io.postlude.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A boosted forest as LightGBM writes it down, walked in Java: a forecast needs no native code and no lock. The format is that
 * of {@code LGBM_BoosterSaveModelToString}; only numerical splits occur, as we give no categories.
 */
final class Trees {
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_IS_NAN = 8;

    private final List<Tree> trees;
    private final String text;

    /** Children below zero are leaves, numbered from -1 downwards. */
    @SuppressWarnings("ArrayRecordComponent") // walked, never compared
    private record Tree(int[] feature, double[] threshold, int[] decision, int[] left, int[] right, double[] leaf) {
        double value(float[] row) {
            if (feature.length == 0) return leaf[0];
            int node = 0;
            while (node >= 0) node = goesLeft(row[feature[node]], node) ? left[node] : right[node];
            return leaf[-node - 1];
        }

        private boolean goesLeft(double value, int node) {
            if (!Double.isNaN(value)) return value <= threshold[node];
            if ((decision[node] & MISSING_IS_NAN) != 0) return (decision[node] & DEFAULT_LEFT) != 0;
            return 0 <= threshold[node];
        }
    }

    private Trees(List<Tree> trees, String text) {
        this.trees = trees;
        this.text = text;
    }

    static Trees parse(String text) {
        List<Tree> trees = new ArrayList<>();
        for (String part : text.split("\nTree=", -1)) {
            Map<String, String> fields = new HashMap<>();
            for (String line : part.split("\n", -1)) {
                int equals = line.indexOf('=');
                if (equals > 0) fields.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
            if (fields.containsKey("leaf_value")) trees.add(tree(fields));
        }
        return new Trees(List.copyOf(trees), text);
    }

    private static Tree tree(Map<String, String> fields) {
        return new Tree(
                integers(fields.get("split_feature")),
                numbers(fields.get("threshold")),
                integers(fields.get("decision_type")),
                integers(fields.get("left_child")),
                integers(fields.get("right_child")),
                numbers(fields.get("leaf_value")));
    }

    private static int[] integers(@org.jspecify.annotations.Nullable String text) {
        double[] numbers = numbers(text);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < integers.length; i++) integers[i] = (int) numbers[i];
        return integers;
    }

    private static double[] numbers(@org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isBlank()) return new double[0];
        String[] words = text.strip().split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) numbers[i] = Double.parseDouble(words[i]);
        return numbers;
    }

    double predict(float[] row) {
        double sum = 0;
        for (Tree tree : trees) sum += tree.value(row);
        return sum;
    }

    /** As LightGBM wrote it. */
    String text() {
        return text;
    }
}
