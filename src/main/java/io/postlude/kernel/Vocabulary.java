package io.postlude.kernel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words that conditions of one sort may use. Conditions are written in CEL by merchants, compiled once and bounded: they
 * cannot loop for ever, reach anything but the values offered, or grow past these limits.
 *
 * <p>Safe for many threads; make one for each sort of condition and keep it.
 */
public final class Vocabulary {
    /** Longest condition, in characters. */
    public static final int MOST_CHARACTERS = 2_000;

    private static final int MOST_NODES = 500;
    private static final int MOST_DEPTH = 32;
    /** All turns of all {@code exists}, {@code filter} and so on of one evaluation together. */
    private static final int MOST_TURNS = 10_000;

    private static final int MOST_PATTERN_NODES = 1_000;
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseExpressionNodeCount(MOST_NODES)
            .maxParseRecursionDepth(MOST_DEPTH)
            .comprehensionMaxIterations(MOST_TURNS)
            .maxRegexProgramSize(MOST_PATTERN_NODES)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(LIMITS).build();

    private final CelCompiler compiler;
    private final Map<String, WordKind> words;

    public Vocabulary(Map<String, WordKind> words) {
        this(words, Map.of());
    }

    /**
     * With counts over the last days: a name {@code orders_in} of kind WHOLE or NUMBER is written {@code orders_in(90)}, one of
     * kind {@code named} with a name beside the days: {@code events_in('visit', 90)}. What
     * a condition counts is {@link Condition#counts()}; the values are offered by {@link Values#counting}.
     */
    public Vocabulary(Map<String, WordKind> words, Map<String, WordKind> counts) {
        this.words = new LinkedHashMap<>(words);
        if (!counts.isEmpty()) {
            this.words.put(CountWords.WHOLE, WordKind.named(WordKind.WHOLE));
            this.words.put(CountWords.NUMBER, WordKind.named(WordKind.NUMBER));
        }
        Map<String, CelType> records = new LinkedHashMap<>();
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(CountWords.macros(counts))
                .setResultType(SimpleType.BOOL);
        this.words.forEach((word, kind) -> builder.addVar(word, type(kind, records)));
        this.compiler = builder.setTypeProvider(new Records(ImmutableMap.copyOf(records)))
                .build();
    }

    /** What may be said, for editors and documentation. */
    public Map<String, WordKind> words() {
        return Map.copyOf(words);
    }

    /** What became of reading a condition. */
    public sealed interface Reading {}

    public record Understood(Condition condition) implements Reading {}

    /** At least one mistake. */
    public record Mistaken(List<Mistake> mistakes) implements Reading {
        public Mistaken {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** {@code line} from 1, {@code column} from 1. */
    public record Mistake(int line, int column, String text) {
        /** For a form: where it stands only if that helps. */
        @Override
        public String toString() {
            return line == 1
                    ? "at character " + column + ": " + text
                    : "line " + line + ", character " + column + ": " + text;
        }
    }

    /** Reads a condition; blank text is a mistake. */
    public Reading read(String source) {
        if (source.isBlank()) return mistaken("it is empty");
        if (source.length() > MOST_CHARACTERS) return mistaken("it is longer than " + MOST_CHARACTERS + " characters");
        CelValidationResult result = compiler.compile(source);
        if (result.hasError())
            return new Mistaken(
                    result.getErrors().stream().map(Vocabulary::mistake).toList());
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            return new Understood(
                    new Condition(source, used(tree), ConditionReading.of(tree), RUNTIME.createProgram(tree)));
        } catch (CelValidationException | CelEvaluationException e) {
            return mistaken(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> used(CelAbstractSyntaxTree tree) {
        return tree.getReferenceMap().values().stream()
                .map(CelReference::name)
                .filter(words::containsKey)
                .collect(Collectors.toSet());
    }

    /** For conditions that were accepted before: fails where the text is not understood. */
    public Condition condition(String source) {
        return switch (read(source)) {
            case Understood(Condition condition) -> condition;
            case Mistaken(List<Mistake> mistakes) ->
                throw new IllegalArgumentException(mistakes.getFirst().toString());
        };
    }

    private static Mistaken mistaken(String text) {
        return new Mistaken(List.of(new Mistake(1, 1, text)));
    }

    private static Mistake mistake(CelIssue issue) {
        return new Mistake(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                issue.getMessage().strip());
    }

    private static CelType type(WordKind kind, Map<String, CelType> records) {
        return switch (kind) {
            case WordKind.Simple simple -> simple(simple);
            case WordKind.Many(WordKind of) -> ListType.create(type(of, records));
            case WordKind.Named(WordKind of) -> MapType.create(SimpleType.STRING, type(of, records));
            case WordKind.Maybe(WordKind of) -> maybe(type(of, records));
            case WordKind.Fields fields -> record(fields, records);
        };
    }

    private static CelType record(WordKind.Fields kind, Map<String, CelType> records) {
        ImmutableMap.Builder<String, CelType> builder = ImmutableMap.builder();
        kind.fields().forEach((field, of) -> builder.put(field, type(of, records)));
        ImmutableMap<String, CelType> types = builder.buildOrThrow();
        records.put(
                kind.name(),
                StructType.create(kind.name(), types.keySet(), field -> Optional.ofNullable(types.get(field))));
        return StructTypeReference.create(kind.name());
    }

    /** Times, spans and records may be null in CEL as they are. */
    private static CelType maybe(CelType type) {
        return switch (type.kind()) {
            case STRING, INT, DOUBLE, BOOL -> NullableType.create(type);
            default -> type;
        };
    }

    private static CelType simple(WordKind.Simple kind) {
        return switch (kind) {
            case TEXT -> SimpleType.STRING;
            case WHOLE -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case MOMENT -> SimpleType.TIMESTAMP;
            case SPAN -> SimpleType.DURATION;
            case ANY -> SimpleType.DYN;
        };
    }

    /** Tells the compiler which fields a record has. */
    @Immutable
    private record Records(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(byName.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
