package io.postlude.connectors;

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
import io.postlude.messaging.Suppressions.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Where Twilio tells what became of messages, and hands on what people answered; signed with the account's token. */
final class TwilioReports implements Web.Routes {
    private static final String EMPTY_ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    private static final Set<Integer> INVALID = Set.of(30005, 30006, 21211, 21614);
    private static final int STOPPED = 21610;

    private final Providers providers;
    private final Receipts receipts;
    private final Replies replies;
    private final InstantSource clock;

    TwilioReports(Providers providers, Receipts receipts, Replies replies, InstantSource clock) {
        this.providers = providers;
        this.receipts = receipts;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/channels/twilio/{token}", this::take);
    }

    private void take(Context http) {
        Account account = providers
                .byReportsToken(http.pathParam("token"))
                .filter(found -> found.kind().equals("twilio"))
                .orElseThrow(Refusal::notFound);
        Map<String, List<String>> form = http.formParamMap();
        String query = http.queryString();
        String address = account.reports() + (query == null ? "" : "?" + query);
        if (!isSigned(account.value("token"), address, form, http.header("X-Twilio-Signature")))
            throw new Refusal(Problem.of(
                    401,
                    "wrong-signature",
                    "The signature is missing or wrong",
                    "Sign with the token of this account, over the address they were given. Nothing was taken."));
        String status = field(http, "MessageStatus");
        if (status.isEmpty()) {
            answered(http, account);
            http.contentType("text/xml").result(EMPTY_ANSWER);
        } else {
            boolean _ = receipts.take(report(http, account, status));
            http.status(204);
        }
    }

    private void answered(Context http, Account account) {
        String from = field(http, "From");
        if (!from.matches("\\+[1-9][0-9]{4,14}") || field(http, "MessageSid").isEmpty()) return; // nobody to answer
        boolean _ = replies.take(new Replies.Reply(
                account,
                field(http, "MessageSid"),
                from,
                field(http, "Body"),
                clock.instant(),
                account.value("answers").equals("ours")));
    }

    private Receipts.Report report(Context http, Account account, String status) {
        String code = field(http, "ErrorCode");
        int number = code.matches("[0-9]{1,6}") ? Integer.parseInt(code) : 0;
        return new Receipts.Report(
                account,
                message(http.queryParam("m")),
                field(http, "MessageSid"),
                how(status),
                clock.instant(),
                number == 0 ? null : status + ", code " + number,
                number == STOPPED ? Reason.STOP : INVALID.contains(number) ? Reason.INVALID : null);
    }

    private static @Nullable How how(String status) {
        return switch (status) {
            case "delivered" -> How.DELIVERED;
            case "read" -> How.READ;
            case "undelivered", "failed", "canceled" -> How.UNDELIVERED;
            default -> null; // accepted, queued, sending, sent: they have it
        };
    }

    private static @Nullable MessageId message(@Nullable String text) {
        OptionalLong id = text == null ? OptionalLong.empty() : PublicId.parse(MessageId.PREFIX, text);
        return id.isPresent() ? new MessageId(id.getAsLong()) : null;
    }

    private static String field(Context http, String name) {
        String value = http.formParam(name);
        return value == null ? "" : value;
    }

    /** Over the address as they were given it, and every field and value in order: base64 of HMAC-SHA1. */
    static boolean isSigned(String token, String address, Map<String, List<String>> form, @Nullable String signature) {
        if (signature == null || token.isEmpty()) return false;
        return MessageDigest.isEqual(
                signature(token, address, form).getBytes(StandardCharsets.UTF_8),
                signature.strip().getBytes(StandardCharsets.UTF_8));
    }

    static String signature(String token, String address, Map<String, List<String>> form) {
        StringBuilder text = new StringBuilder(address);
        new TreeMap<>(form)
                .forEach((name, values) ->
                        new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }
}
