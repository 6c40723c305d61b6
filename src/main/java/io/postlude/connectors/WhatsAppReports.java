package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Problem;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.messaging.Account;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages.How;
import io.postlude.messaging.Providers;
import io.postlude.messaging.Receipts;
import io.postlude.messaging.Replies;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where WhatsApp tells what became of messages and hands on what people wrote: signed with the app's secret over the raw
 * bytes. One app may serve several numbers, so what is of another number is left alone.
 */
final class WhatsAppReports implements Web.Routes {
    /** They repeat what was not answered for up to a week. */
    private static final Duration OLDEST = Duration.ofDays(8);

    private final Providers providers;
    private final Receipts receipts;
    private final Replies replies;
    private final InstantSource clock;

    WhatsAppReports(Providers providers, Receipts receipts, Replies replies, InstantSource clock) {
        this.providers = providers;
        this.receipts = receipts;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/channels/whatsapp/{token}", this::shakeHands);
        routes.post("/channels/whatsapp/{token}", this::take);
    }

    private Account account(Context http) {
        return providers
                .byReportsToken(http.pathParam("token"))
                .filter(found -> found.kind().equals(WhatsAppProvider.KIND))
                .orElseThrow(Refusal::notFound);
    }

    /** Meta asks once whether this address is meant: the challenge is given back to whoever knows the word. */
    private void shakeHands(Context http) {
        Account account = account(http);
        String word = http.queryParam("hub.verify_token");
        String challenge = http.queryParam("hub.challenge");
        boolean known = word != null
                && MessageDigest.isEqual(
                        word.getBytes(StandardCharsets.UTF_8),
                        account.value("verify").getBytes(StandardCharsets.UTF_8));
        if (!"subscribe".equals(http.queryParam("hub.mode"))
                || !known
                || challenge == null
                || !challenge.matches("[A-Za-z0-9_-]{1,200}"))
            throw new Refusal(Problem.of(
                    403,
                    "wrong-verify-token",
                    "The verify token is not the one entered here",
                    "Enter the same word on both sides."));
        http.contentType("text/plain").result(challenge);
    }

    private void take(Context http) {
        Account account = account(http);
        byte[] body = http.bodyAsBytes();
        if (!isSigned(account.value("secret"), body, http.header("X-Hub-Signature-256")))
            throw new Refusal(Problem.of(
                    401,
                    "wrong-signature",
                    "The signature is missing or wrong",
                    "Sign with the secret of the app, over the raw body. Nothing was taken."));
        for (JsonNode entry : SignedBody.read(body).path("entry"))
            for (JsonNode change : entry.path("changes"))
                if (change.path("field").asText().equals("messages")) take(account, change.path("value"));
        http.status(200);
    }

    private void take(Account account, JsonNode value) {
        if (!value.path("metadata").path("phone_number_id").asText().equals(account.value("phone"))) return;
        for (JsonNode status : value.path("statuses")) report(account, status);
        for (JsonNode message : value.path("messages")) heard(account, message);
    }

    private void report(Account account, JsonNode status) {
        String ref = status.path("id").asText("");
        if (ref.isEmpty() || ref.length() > 300) return;
        int code = status.path("errors").path(0).path("code").asInt(0);
        How how = how(status.path("status").asText());
        boolean _ = receipts.take(new Receipts.Report(
                account,
                message(status.path("biz_opaque_callback_data").asText("")),
                ref,
                how,
                at(status),
                how == How.UNDELIVERED ? "failed" + (code == 0 ? "" : ", code " + code) : null,
                null));
    }

    private static @Nullable How how(String status) {
        return switch (status) {
            case "delivered" -> How.DELIVERED;
            case "read" -> How.READ;
            case "failed" -> How.UNDELIVERED;
            default -> null; // sent: they have it
        };
    }

    private static @Nullable MessageId message(String text) {
        OptionalLong id = text.isEmpty() ? OptionalLong.empty() : PublicId.parse(MessageId.PREFIX, text);
        return id.isPresent() ? new MessageId(id.getAsLong()) : null;
    }

    /** A text, or a button that was tapped; a picture or a voice is kept as having come, and opens the window. */
    private void heard(Account account, JsonNode message) {
        String from = "+" + message.path("from").asText("");
        String ref = message.path("id").asText("");
        if (!from.matches("\\+[1-9][0-9]{4,14}") || ref.isEmpty() || ref.length() > 300) return; // nobody to answer
        boolean _ = replies.take(new Replies.Reply(
                account,
                ref,
                from,
                words(message),
                at(message),
                account.value("answers").equals("ours")));
    }

    private static String words(JsonNode message) {
        String type = message.path("type").asText("");
        return switch (type) {
            case "text" -> message.path("text").path("body").asText("");
            case "button" -> message.path("button").path("text").asText("");
            case "interactive" ->
                message.path("interactive").path("button_reply").path("title").asText("");
            default -> "(" + (type.matches("[a-z]{1,20}") ? type : "message") + ")";
        };
    }

    /** Theirs, where it can be: the 24 hours count from the person's message, not from when it reached us. */
    private Instant at(JsonNode node) {
        Instant now = clock.instant();
        Instant told =
                Instant.ofEpochSecond(Math.clamp(node.path("timestamp").asLong(0), 0, Instant.MAX.getEpochSecond()));
        return told.isAfter(now) || told.isBefore(now.minus(OLDEST)) ? now : told;
    }

    static boolean isSigned(String secret, byte[] body, @Nullable String signature) {
        if (signature == null || secret.isEmpty()) return false;
        return MessageDigest.isEqual(
                signature(secret, body).getBytes(StandardCharsets.UTF_8),
                signature.strip().getBytes(StandardCharsets.UTF_8));
    }

    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
