package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * One webhook whose sender is proven, as it goes into the inbox.
 *
 * @param deliveryId the sender's id, which repeats when the sender repeats; else the hash of the body
 * @param headers those worth keeping, a line each
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Delivery(
        Connection connection, String deliveryId, String topic, String headers, byte[] body, Instant receivedAt) {
    private static final int ID_LIMIT_CHARS = 200;
    private static final int HEADERS_LIMIT_CHARS = 2_000;

    static Delivery of(Connection connection, HttpFields headers, byte[] body, Instant receivedAt) {
        Source source = connection.source();
        Map<String, String> fields = source == Source.SHOPIFY || source == Source.WOOCOMMERCE ? Map.of() : top(body);
        String id = named(headers, SenderHeaders.delivery(source), fields, SenderHeaders.deliveryField(source));
        String topic = named(headers, SenderHeaders.topic(source), fields, SenderHeaders.topicField(source));
        boolean usable = !id.isEmpty() && id.length() <= ID_LIMIT_CHARS;
        return new Delivery(
                connection,
                usable ? id : HexFormat.of().formatHex(Secrets.sha256(body)),
                topic.length() <= ID_LIMIT_CHARS ? topic : topic.substring(0, ID_LIMIT_CHARS),
                kept(headers),
                body,
                receivedAt);
    }

    private static String named(
            HttpFields headers, @Nullable String header, Map<String, String> fields, @Nullable String field) {
        String value = header == null ? null : headers.get(header);
        if (value == null && field != null) value = fields.get(field);
        return value == null ? "" : JsonText.clean(value);
    }

    private static String kept(HttpFields headers) {
        Set<String> lines = new TreeSet<>();
        for (HttpField header : headers) {
            String value = header.getValue();
            if (value != null && SenderHeaders.isKept(header.getName()))
                lines.add(header.getName() + ": " + JsonText.clean(value));
        }
        String all = String.join("\n", lines);
        return all.length() <= HEADERS_LIMIT_CHARS ? all : all.substring(0, HEADERS_LIMIT_CHARS);
    }

    /** The texts at the top of a JSON object, up to where it breaks: enough to tell a delivery, without building a tree. */
    private static Map<String, String> top(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return fields;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) fields.put(name, parser.getText());
                else parser.skipChildren();
            }
        } catch (IOException e) {
            return fields; // broken JSON from a proven sender is kept, and said to be broken by who reads it
        }
        return fields;
    }
}
