package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import java.io.IOException;

/** What a sender whose signature was proven says about what we did through them. */
final class SignedBody {
    private SignedBody() {}

    /** @throws Refusal for what is no JSON */
    static JsonNode read(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(Problem.of(400, "malformed-json", "The body is not a JSON object", "Nothing was taken."));
        } catch (IOException e) {
            throw new IllegalStateException("bytes at hand cannot fail to be read", e);
        }
    }
}
