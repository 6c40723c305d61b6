package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postlude.customers.CustomEvents;
import io.postlude.flows.Flow.Per;
import io.postlude.kernel.Condition;
import io.postlude.kernel.Vocabulary;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one object of the document. Each answer is usable; what was wrong is added to the mistakes. */
final class Fields {
    private static final Condition NEVER = Words.of(Per.CUSTOMER).condition("false");

    private final JsonNode node;
    private final String pointer;
    private final @Nullable String step;
    private final List<FlowMistake> mistakes;

    Fields(JsonNode node, String pointer, @Nullable String step, List<FlowMistake> mistakes) {
        this.node = node;
        this.pointer = pointer;
        this.step = step;
        this.mistakes = mistakes;
        if (!node.isObject()) mistakes.add(new FlowMistake(step, pointer, "Here an object is needed."));
    }

    Fields inner(String name) {
        JsonNode found = node.path(name);
        return new Fields(
                found.isMissingNode() ? MissingNode.getInstance() : found, pointer + "/" + name, step, mistakes);
    }

    void wrong(String name, String text) {
        mistakes.add(new FlowMistake(step, pointer + "/" + name, text));
    }

    /** What is not known is a mistake: it would be a wish that nobody fulfils. */
    void only(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name))
                wrong(
                        name,
                        "“" + name + "” is not known here; known are "
                                + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
        });
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name, int most) {
        String text = node.path(name).asText("").strip();
        if (!node.path(name).isTextual() || text.isEmpty()) wrong(name, "“" + name + "” is missing.");
        else if (text.length() > most) wrong(name, "“" + name + "” has at most " + most + " characters.");
        return text;
    }

    /** A word in lower case, as files and addresses can hold it. */
    String id(String name) {
        String text = node.path(name).asText("");
        if (!FlowParser.ID.matcher(text).matches())
            wrong(name, "“" + name + "” is a word of small letters, digits and hyphens, at most 48.");
        return text;
    }

    /** Null: the end. */
    @Nullable
    String way(String name) {
        if (!has(name)) return null;
        String text = node.path(name).asText("");
        return text.equals("end") ? null : text;
    }

    int whole(String name, int least, int most, int usual) {
        if (!has(name)) return usual;
        JsonNode value = node.path(name);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            wrong(name, "“" + name + "” is a whole number from " + least + " to " + most + ".");
            return usual;
        }
        return value.intValue();
    }

    double number(String name, double least, double most, double usual) {
        if (!has(name)) return usual;
        JsonNode value = node.path(name);
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            wrong(name, "“" + name + "” is a number from " + least + " to " + most + ".");
            return usual;
        }
        return value.doubleValue();
    }

    <E extends Enum<E>> E oneOf(String name, E[] all, E usual) {
        if (!has(name)) return usual;
        String text = node.path(name).asText("");
        for (E one : all) if (one.name().toLowerCase(Locale.ROOT).equals(text)) return one;
        wrong(
                name,
                "“" + text + "” is none of "
                        + Arrays.stream(all)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ".");
        return usual;
    }

    /** {@code event}, and {@code name} where it is one of the store's own. */
    Signal signal() {
        Happening happening = happening("event");
        if (happening != Happening.CUSTOM) {
            if (has("name")) wrong("name", "Only an event of your own (“custom”) has a name.");
            return Signal.of(happening);
        }
        String name = node.path("name").asText("");
        boolean fits = CustomEvents.NAME.matcher(name).matches();
        if (!fits)
            wrong(
                    "name",
                    name.isEmpty()
                            ? "Which event of your own? Its name, for example tier_reached."
                            : "“" + name + "” is no name of an event: small letters, digits and _, at most 48.");
        return new Signal(happening, fits ? name : "none");
    }

    private Happening happening(String name) {
        String text = node.path(name).asText("");
        return Happening.of(text).orElseGet(() -> {
            wrong(
                    name,
                    (text.isEmpty() ? "“" + name + "” is missing" : "The event “" + text + "” is not known")
                            + "; known are "
                            + Arrays.stream(Happening.values())
                                    .map(Happening::code)
                                    .collect(Collectors.joining(", "))
                            + ".");
            return Happening.ORDER_PLACED;
        });
    }

    Span span(String name, Span usual) {
        if (!has(name)) return usual;
        String text = node.path(name).asText("");
        return Span.parse(text).orElseGet(() -> {
            wrong(name, "“" + text + "” is no length of time like P14D or PT3H, at most " + Span.MOST_DAYS + " days.");
            return usual;
        });
    }

    @Nullable
    LocalTime time(String name) {
        if (!has(name)) return null;
        try {
            return LocalTime.parse(node.path(name).asText(""));
        } catch (DateTimeException e) {
            wrong(name, "“" + node.path(name).asText("") + "” is no time of day like 09:00.");
            return null;
        }
    }

    /** Null where there is none. One that is not understood never holds; it is a mistake anyway. */
    @Nullable
    Condition condition(String name, Per per) {
        if (!has(name)) return null;
        return switch (Words.of(per).read(node.path(name).asText(""))) {
            case Vocabulary.Understood(Condition condition) -> condition;
            case Vocabulary.Mistaken(List<Vocabulary.Mistake> all) -> {
                all.forEach(mistake -> wrong(name, "Condition, " + mistake));
                yield NEVER;
            }
        };
    }

    JsonNode array(String name, int least) {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.size() < least) wrong(name, "“" + name + "” needs at least " + least + ".");
        return value;
    }

    JsonNode node() {
        return node;
    }
}
