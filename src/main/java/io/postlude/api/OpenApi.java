package io.postlude.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.postlude.kernel.Json;
import io.postlude.kernel.Later;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The description of the API: written by hand, served as it is, shown as a page, tested against the server. */
final class OpenApi {
    static final String RESOURCE = "/web/api/openapi.yaml";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    private final byte[] yaml;
    private final Later<JsonNode> document = new Later<>(this::parsed);

    OpenApi() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            yaml = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode parsed() {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] yaml() {
        return yaml.clone();
    }

    String json() {
        return Json.write(document());
    }

    JsonNode document() {
        return document.get();
    }

    /** One call. {@code shared} holds what the path says for all its calls. */
    record Operation(String method, String path, JsonNode node, JsonNode shared) {
        String id() {
            return node.path("operationId").asText();
        }
    }

    List<Operation> operations() {
        return document()
                .path("paths")
                .propertyStream()
                .flatMap(path -> METHODS.stream()
                        .filter(method -> path.getValue().has(method))
                        .map(method -> new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue().get(method),
                                path.getValue())))
                .toList();
    }

    /** The node itself, or the one its {@code $ref} names. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document().at(reference.substring(1));
    }

    /** What a type of problem means; empty for one that is not documented. */
    Optional<JsonNode> problem(String name) {
        return Optional.ofNullable(document().path("x-problems").get(name));
    }
}
