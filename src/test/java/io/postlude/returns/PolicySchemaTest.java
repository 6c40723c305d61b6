package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published schema and the reader know the same names and words. */
class PolicySchemaTest {
    private final JsonNode schema = read("/returns/policy.schema.json");
    private final JsonNode usual = read("/returns/default-policy.json");

    @Test
    void every_name_the_schema_tells_is_known_to_the_reader_and_the_other_way_round() {
        assertKnown("", schema.path("properties"), usual.deepCopy());
        assertKnown("/rules/3", schema.at("/$defs/rule/properties"), usual.deepCopy());
        assertKnown("/rules/3/then", schema.at("/$defs/allow/properties"), usual.deepCopy());
        assertKnown("/rules/3/window", schema.at("/$defs/window/properties"), usual.deepCopy());
        assertKnown("/rules/3/then/remedies/0", schema.at("/$defs/remedy/properties"), usual.deepCopy());
    }

    private static void assertKnown(String at, JsonNode described, ObjectNode document) {
        ObjectNode place = (ObjectNode) document.at(at);
        described.fieldNames().forEachRemaining(name -> place.set(name, Json.MAPPER.nullNode()));
        List<String> unknown = errors(document).stream()
                .filter(error -> error.detail().equals("is not known here"))
                .map(FieldError::pointer)
                .toList();
        assertEquals(List.of(), unknown);
        place.put("surely_unknown", 1);
        assertTrue(errors(document).contains(new FieldError(at + "/surely_unknown", "is not known here")));
    }

    private static List<FieldError> errors(JsonNode document) {
        return PolicyReading.read(document, 1) instanceof PolicyReading.Mistaken(var errors) ? errors : List.of();
    }

    @Test
    void every_list_of_words_in_the_schema_is_that_of_the_program() {
        assertEquals(words(Reason.values()), words("/$defs/reasons/items/enum"));
        assertEquals(words(Cause.values()), words("/$defs/refuse/properties/refuse/enum"));
        assertEquals(words(Remedy.Kind.values()), words("/$defs/remedy/properties/kind/enum"));
        assertEquals(words(Remedy.OutboundShipping.values()), words("/$defs/remedy/properties/shipping/enum"));
        assertEquals(words(Rule.Anchor.values()), words("/$defs/window/properties/from/enum"));
        assertEquals(words(Rule.PayWhen.values()), words("/$defs/allow/properties/pays/enum"));
        TreeSet<String> methods = words(Method.values());
        methods.remove("keep");
        assertEquals(methods, words("/$defs/allow/properties/methods/items/enum"));
    }

    private TreeSet<String> words(String pointer) {
        return schema.at(pointer).valueStream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode read(String path) {
        try (InputStream in = Objects.requireNonNull(PolicySchemaTest.class.getResourceAsStream(path), path)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
