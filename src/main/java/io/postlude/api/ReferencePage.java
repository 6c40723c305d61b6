package io.postlude.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.OpenApi.Operation;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page at {@code /api}: the OpenAPI document as people read it. */
public record ReferencePage(
        String title, String introduction, List<Section> sections, List<Schema> schemas, List<Trouble> troubles) {

    /** A noun with its calls. */
    public record Section(String name, String description, List<Call> calls) {}

    /** One call; {@code request} is the example body, empty where it takes none. */
    public record Call(
            String id,
            String method,
            String path,
            String summary,
            String description,
            String scope,
            List<Field> parameters,
            String body,
            String request,
            List<Reply> replies) {}

    /** A parameter or property. {@code schema} names the schema that tells more, or is empty. */
    public record Field(String name, String type, boolean needed, String description, String schema) {}

    public record Reply(String status, String description, String schema) {}

    public record Schema(String name, String description, List<Field> fields) {}

    /** A type of problem. */
    public record Trouble(String name, String title, int status, String text) {}

    static ReferencePage of(OpenApi api) {
        JsonNode document = api.document();
        return new ReferencePage(
                document.at("/info/title").asText(),
                document.at("/info/description").asText(),
                document.path("tags")
                        .valueStream()
                        .map(tag -> section(api, tag))
                        .toList(),
                document.at("/components/schemas")
                        .propertyStream()
                        .map(schema -> new Schema(
                                schema.getKey(),
                                schema.getValue().path("description").asText(),
                                properties(schema.getValue())))
                        .toList(),
                document.path("x-problems")
                        .propertyStream()
                        .map(problem -> trouble(problem.getKey(), problem.getValue()))
                        .toList());
    }

    static Trouble trouble(String name, JsonNode problem) {
        return new Trouble(
                name,
                problem.path("title").asText(),
                problem.path("status").asInt(),
                problem.path("text").asText());
    }

    private static Section section(OpenApi api, JsonNode tag) {
        String name = tag.path("name").asText();
        List<Call> calls = api.operations().stream()
                .filter(operation ->
                        operation.node().path("tags").path(0).asText().equals(name))
                .map(operation -> call(api, operation))
                .toList();
        return new Section(name, tag.path("description").asText(), calls);
    }

    private static Call call(OpenApi api, Operation operation) {
        JsonNode node = operation.node();
        JsonNode body = node.at("/requestBody/content/application~1json");
        return new Call(
                operation.id(),
                operation.method(),
                operation.path(),
                node.path("summary").asText(),
                node.path("description").asText(),
                node.at("/security/0/key/0").asText(),
                parameters(api, operation),
                nameOf(body.path("schema")),
                body.has("example") ? pretty(body.get("example")) : "",
                node.path("responses")
                        .propertyStream()
                        .map(reply -> reply(api, reply.getKey(), reply.getValue()))
                        .toList());
    }

    private static List<Field> parameters(OpenApi api, Operation operation) {
        Stream<JsonNode> all = Stream.concat(
                operation.shared().path("parameters").valueStream(),
                operation.node().path("parameters").valueStream());
        return all.map(api::resolve)
                .map(parameter -> new Field(
                        parameter.path("name").asText(),
                        parameter.path("in").asText() + ", " + type(parameter.path("schema")),
                        parameter.path("required").asBoolean(),
                        parameter.path("description").asText(),
                        ""))
                .toList();
    }

    private static Reply reply(OpenApi api, String status, JsonNode response) {
        JsonNode resolved = api.resolve(response);
        String schema = resolved.path("content")
                .valueStream()
                .map(content -> nameOf(content.path("schema")))
                .findFirst()
                .orElse("");
        return new Reply(status, resolved.path("description").asText(), schema);
    }

    private static List<Field> properties(JsonNode schema) {
        Set<String> needed =
                schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        List<Field> fields = new ArrayList<>();
        schema.path("properties").propertyStream().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode inner = value.has("items") ? value.get("items") : value;
            fields.add(new Field(
                    property.getKey(),
                    type(value),
                    needed.contains(property.getKey()),
                    value.path("description").asText(),
                    nameOf(inner)));
        });
        return fields;
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum"))
            return schema.get("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining(" | "));
        String type = schema.path("type").asText("object");
        String form = schema.path("format").asText();
        if (type.equals("array")) type = "list";
        String limits = Stream.of("minimum", "maximum", "maxLength", "maxItems")
                .filter(schema::has)
                .map(name -> ", " + limit(name) + " " + schema.get(name).asText())
                .collect(Collectors.joining());
        return (form.isEmpty() ? type : form) + limits;
    }

    private static String limit(String name) {
        return switch (name) {
            case "minimum" -> "from";
            case "maxLength" -> "characters up to";
            default -> "up to";
        };
    }

    private static String nameOf(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String pretty(JsonNode example) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
