package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Writes documents the way people do: a line for each field, and for each step and exit, so that a change is one line. */
final class FlowPrint {
    private static final List<String> BY_LINES = List.of("steps", "exits");

    private FlowPrint() {}

    static String of(ObjectNode document) {
        return document.propertyStream()
                .map(field -> "  " + quoted(field.getKey()) + ": " + value(field.getKey(), field.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String value(String name, JsonNode value) {
        if (!BY_LINES.contains(name) || value.size() < (name.equals("steps") ? 1 : 2)) return inLine(value);
        return value.valueStream().map(one -> "    " + inLine(one)).collect(Collectors.joining(",\n", "[\n", "\n  ]"));
    }

    private static String inLine(JsonNode node) {
        if (node.isObject())
            return node.propertyStream()
                    .map(field -> quoted(field.getKey()) + ": " + inLine(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        if (node.isArray())
            return node.valueStream().map(FlowPrint::inLine).collect(Collectors.joining(", ", "[", "]"));
        return node.toString();
    }

    private static String quoted(String name) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(name).toString();
    }
}
