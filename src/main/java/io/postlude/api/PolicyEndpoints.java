package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.claims.Warranty;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.Policies;
import io.postlude.returns.Policy;
import io.postlude.returns.PolicyReading;
import io.postlude.stores.Scope;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The return policy as a document: read, checked, kept as a draft, published. */
final class PolicyEndpoints {
    private static final String BY = "api";

    private final Policies policies;
    private final Warranty warranty;

    PolicyEndpoints(Policies policies, Warranty warranty) {
        this.policies = policies;
        this.warranty = warranty;
    }

    List<Endpoint> all() {
        String policy = "/api/v1/return-policy";
        return List.of(
                new Endpoint(HandlerType.GET, policy, Scope.RETURNS_READ, this::live),
                new Endpoint(HandlerType.GET, policy + "/versions", Scope.RETURNS_READ, this::versions),
                new Endpoint(HandlerType.POST, policy + "/validations", Scope.RETURNS_READ, this::validate),
                new Endpoint(HandlerType.PUT, policy + "/draft", Scope.POLICY_WRITE, this::save),
                new Endpoint(HandlerType.POST, policy + "/publication", Scope.POLICY_WRITE, this::publish));
    }

    /** {@code publishedAt} is left out for the draft and for the usual one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            String state,
            @Nullable Instant savedAt,
            String savedBy,
            @Nullable Instant publishedAt,
            JsonNode document) {}

    record Versions(List<Version> versions) {}

    record Fault(String pointer, String detail) {}

    record Checked(boolean valid, List<Fault> errors, List<Fault> warnings) {}

    private Answer live(Call call, Tx tx) {
        return Answer.ok(all(call, tx).stream()
                .filter(version -> version.state().equals("live"))
                .findFirst()
                .orElseThrow());
    }

    private Answer versions(Call call, Tx tx) {
        return Answer.ok(new Versions(all(call, tx)));
    }

    private List<Version> all(Call call, Tx tx) {
        int live = policies.live(tx, call.store()).version();
        return policies.versions(tx, call.store()).stream()
                .map(version -> version(version, live))
                .toList();
    }

    private static Version version(Policies.Version version, int live) {
        boolean usual = version.version() == Policies.USUAL_VERSION;
        String state = version.publishedAt() == null ? "draft" : version.version() == live ? "live" : "former";
        return new Version(
                version.version(),
                state,
                usual ? null : version.savedAt(),
                version.savedBy(),
                usual ? null : version.publishedAt(),
                version.document());
    }

    private Answer validate(Call call, Tx tx) {
        JsonNode document = document(call);
        List<FieldError> errors = Policies.wrong(document);
        List<FieldError> warnings = switch (PolicyReading.read(document, 1)) {
            case PolicyReading.Understood(Policy policy) -> Policies.warnings(policy, warranty.usual(tx, call.store()));
            case PolicyReading.Mistaken _ -> List.of();
        };
        return Answer.ok(new Checked(errors.isEmpty(), faults(errors), faults(warnings)));
    }

    private static List<Fault> faults(List<FieldError> all) {
        return all.stream().map(one -> new Fault(one.pointer(), one.detail())).toList();
    }

    private Answer save(Call call, Tx tx) {
        return switch (policies.saveDraft(tx, call.store(), document(call), BY)) {
            case Policies.Mistaken(var errors) -> throw Refusal.invalid(errors);
            case Policies.Kept(int number) ->
                Answer.ok(all(call, tx).stream()
                        .filter(version -> version.version() == number)
                        .findFirst()
                        .orElseThrow());
        };
    }

    private Answer publish(Call call, Tx tx) {
        if (!policies.publish(tx, call.store()))
            throw new Refusal(
                    Problem.of(409, "no-draft", "There is no draft to publish", "Save one first, then publish it."));
        return live(call, tx);
    }

    private static JsonNode document(Call call) {
        return tree(call.bodyBytes())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new Refusal(
                        Problem.of(400, "malformed-json", "The body is not a JSON object", "Send the policy itself.")));
    }

    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
