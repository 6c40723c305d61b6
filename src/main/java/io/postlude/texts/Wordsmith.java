package io.postlude.texts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills values into the texts of one message. A text cannot reach anything but what it is offered, cannot run long and cannot
 * grow large: the tags and functions that could are off, and every turn of a loop is counted. Not for several threads.
 */
final class Wordsmith {
    static final int TEMPLATE_LIMIT_CHARS = 20_000;
    private static final int OUTPUT_LIMIT_CHARS = 200_000;
    private static final int MOST_TURNS = 20_000;
    private static final String TOO_MUCH = "it does too much: its loops seem never to end";
    private static final String UNKNOWN = "Unknown token found:";
    private static final int MOST_DEPTH = 10;
    private static final int MOST_ELEMENTS = 500;
    private static final int MOST_READ = 2_000;

    private static final Map<Library, Set<String>> OFF = Map.of(
            Library.TAG,
            Set.of(
                    "include",
                    "import",
                    "from",
                    "extends",
                    "block",
                    "macro",
                    "call",
                    "cycle",
                    "do",
                    "raw",
                    "autoescape"),
            Library.FUNCTION,
            Set.of("range", "super", "type", "namespace", "fn:map_entry"),
            Library.FILTER,
            Set.of(
                    "attr",
                    "map",
                    "batch",
                    "slice",
                    "pprint",
                    "render",
                    "fromjson",
                    "tojson",
                    "fromyaml",
                    "toyaml",
                    "xmlattr",
                    "random",
                    "center",
                    "indent",
                    "format"),
            Library.EXP_TEST,
            Set.of());
    private static final Jinjava JINJAVA = new Jinjava(config(Locale.ROOT, (node, interpreter) -> {}));

    /** Texts are few and readers many: what a text is made of is found out once. */
    private static final Cache<String, Node> READ =
            Caffeine.newBuilder().maximumSize(MOST_READ).build();

    /** Tags, filters and functions; putting them together takes longer than filling a text. Each serves one text at a time. */
    private static final Queue<Context> GROUNDS = new ConcurrentLinkedQueue<>();

    private final Locale locale;
    private final Meter meter = new Meter();
    private final JinjavaConfig config;

    Wordsmith(Locale locale) {
        this.locale = locale;
        this.config = config(locale, meter);
    }

    /** What became of a text: {@code trouble} is null where all went well. */
    record Written(String text, @Nullable String trouble) {}

    /** The values must hold every name, with an empty text for what is not there. What comes out is not escaped. */
    Written write(String template, Map<String, ?> values) {
        if (template.length() > TEMPLATE_LIMIT_CHARS) return new Written("", "it is longer than 20,000 characters");
        return filled(template, values)
                .map(text -> new Written(text, null))
                .orElseGet(() -> examined(template, values));
    }

    /** As {@link #write}, for our own layout with values that are escaped already; it cannot be wrong. */
    String fill(String layout, Map<String, ?> values) {
        return filled(layout, values).orElseThrow(() -> {
            String trouble = examined(layout, values).trouble();
            return new IllegalStateException("the layout: " + trouble);
        });
    }

    /** The short way, for texts there is nothing to say of; empty for all others. */
    private Optional<String> filled(String template, Map<String, ?> values) {
        if (!template.contains("{%") && !template.contains("{{") && !template.contains("{#"))
            return Optional.of(template.endsWith("\n") ? template.substring(0, template.length() - 1) : template);
        meter.turns = 0;
        Context free = GROUNDS.poll();
        Context ground = free == null ? JINJAVA.getGlobalContextCopy() : free;
        JinjavaInterpreter interpreter = JINJAVA.getGlobalConfig()
                .getInterpreterFactory()
                .newInstance(JINJAVA, new Context(ground, values, OFF), config);
        try {
            Node known = READ.getIfPresent(template);
            Node read = known == null ? interpreter.parse(template) : known;
            if (!interpreter.getErrors().isEmpty()) return Optional.empty();
            if (known == null) READ.put(template, read);
            String text = interpreter.render(read);
            if (!interpreter.getErrors().isEmpty()) return Optional.empty();
            ground.reset(); // forgets which names were read
            GROUNDS.add(ground);
            return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (RuntimeException e) {
            return Optional.empty(); // the long way says what is wrong
        }
    }

    /** The long way, which finds words for what is wrong. */
    private Written examined(String template, Map<String, ?> values) {
        try {
            RenderResult result = JINJAVA.renderForResult(template, values, config(locale, new Meter()));
            return new Written(
                    result.getOutput(),
                    result.getErrors().isEmpty()
                            ? null
                            : trouble(result.getErrors().getFirst()));
        } catch (TooMuch e) {
            return new Written("", TOO_MUCH);
        } catch (InterpretException e) {
            return new Written("", String.valueOf(e.getMessage()));
        }
    }

    private static String trouble(TemplateError error) {
        String said = String.valueOf(error.getMessage());
        int unknown = said.indexOf(UNKNOWN);
        String what = switch (error.getReason()) {
            case DISABLED -> "“" + error.getFieldName() + "” is not allowed here";
            case OUTPUT_TOO_BIG -> "it grows too large";
            default ->
                unknown >= 0
                        ? "there is no value “"
                                + said.substring(unknown + UNKNOWN.length()).strip() + "”"
                        : error.getException() instanceof InterpretException wrapped
                                        && wrapped.getCause() instanceof TooMuch
                                ? TOO_MUCH
                                : said;
        };
        return error.getLineno() > 1 ? "in line " + error.getLineno() + ", " + what : what;
    }

    private static JinjavaConfig config(Locale locale, BiConsumer<Node, JinjavaInterpreter> meter) {
        return JinjavaConfig.newBuilder()
                .withLocale(locale)
                .withDisabled(OFF)
                .withFailOnUnknownTokens(true)
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(OUTPUT_LIMIT_CHARS)
                .withMaxStringLength(OUTPUT_LIMIT_CHARS)
                .withMaxListSize(MOST_ELEMENTS)
                .withMaxMapSize(MOST_ELEMENTS)
                .withMaxRenderDepth(MOST_DEPTH)
                .withRangeLimit(MOST_ELEMENTS)
                .withReadOnlyResolver(true)
                .withProcessors(JinjavaProcessors.newBuilder()
                        .withNodePreProcessor(meter)
                        .build())
                .build();
    }

    /** Counts what one text does. */
    private static final class Meter implements BiConsumer<Node, JinjavaInterpreter> {
        private int turns;

        @Override
        public void accept(Node node, JinjavaInterpreter interpreter) {
            if (++turns > MOST_TURNS) throw new TooMuch();
        }
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(TOO_MUCH, null, false, false);
        }
    }
}
