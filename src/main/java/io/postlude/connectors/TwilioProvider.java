package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.Channel;
import io.postlude.messaging.Account;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.DueMessage;
import io.postlude.messaging.SmsText;
import io.postlude.messaging.Suppressions.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * SMS over Twilio's HTTP interface, which several other providers speak too. It has no idempotency keys: where an answer was
 * lost, the list of sent messages is asked for one with the same recipient and text since the attempt.
 */
final class TwilioProvider implements ChannelProvider {
    private static final String KIND = "twilio";
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(20);
    private static final Duration REFUSED_REST = Duration.ofMinutes(5);
    private static final Duration SHORT_REST = Duration.ofSeconds(30);
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(2);
    /** Numbers to which nothing can be sent: 21211 invalid, 21614 no mobile, 21217 malformed, 30006 landline. */
    private static final Set<Integer> INVALID = Set.of(21211, 21217, 21614, 30006);
    /** The person answered STOP to this sender. */
    private static final int STOPPED = 21610;
    /** The message itself is refused: empty, too long, to one's own number. */
    private static final Set<Integer> NEVER = Set.of(21602, 21605, 21617, 21266);

    private final OutsideHttp http;

    TwilioProvider(OutsideHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String title() {
        return "SMS by Twilio, or alike";
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("sid", "Account SID", "Begins with AC."),
                Entry.secret("token", "Auth token", "Signs their reports to us as well."),
                Entry.needed(
                        "from",
                        "Sender",
                        "A number like +4915112345678, a short name, or a messaging service (MG...)."),
                Entry.free(
                        "price",
                        "Price of a segment",
                        "In your store's currency, such as 0.0750; for the preview only.",
                        "0"),
                Entry.answers("theirs"),
                Entry.free(
                        "base",
                        "Address of the interface",
                        "Another one for providers that speak the same.",
                        "https://api.twilio.com"));
    }

    @Override
    public Map<String, String> check(Account account) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!account.value("sid").matches("[A-Za-z0-9]{2,64}")) wrong.put("sid", "Letters and digits only.");
        if (!account.value("from").matches("\\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{1,11}|[0-9]{3,8}"))
            wrong.put(
                    "from", "A number in the form +4915112345678, at most 11 letters and digits, or a service’s SID.");
        if (!account.value("price").matches("[0-9]{1,4}(\\.[0-9]{1,6})?")) wrong.put("price", "A number like 0.0750.");
        if (!Set.of("ours", "theirs").contains(account.value("answers")))
            wrong.put("answers", "Give “ours” or “theirs”.");
        String fault = http.fault(account.value("base"));
        if (fault != null) wrong.put("base", fault);
        if (wrong.isEmpty()) signIn(account, wrong);
        return wrong;
    }

    private void signIn(Account account, Map<String, String> wrong) {
        switch (http.send(OutsideHttp.Call.get(address(account, ".json"), headers(account), ASK_LIMIT))) {
            case OutsideHttp.Answer.Answered(int status, Map<String, String> _, String _) when status == 200 -> {}
            case OutsideHttp.Answer.Answered(int status, Map<String, String> _, String _)
            when status == 401 || status == 403 -> wrong.put("token", "They refused this SID with this token.");
            case OutsideHttp.Answer.Answered(int status, Map<String, String> _, String _) ->
                wrong.put("base", "They answered " + status + " when we asked for the account.");
            case OutsideHttp.Answer.Unreachable(String reason) -> wrong.put("base", "Not reached: " + reason + ".");
            case OutsideHttp.Answer.Lost(String reason) -> wrong.put("base", "No answer: " + reason + ".");
        }
    }

    @Override
    public BigDecimal cost(Account account, DueMessage message) {
        return SmsText.of(message.wording().text()).cost(account.price("price"));
    }

    @Override
    public Sending send(Account account, DueMessage message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", message.to());
        form.put(account.value("from").startsWith("MG") ? "MessagingServiceSid" : "From", account.value("from"));
        form.put("Body", message.wording().text());
        form.put("StatusCallback", account.reports() + "?m=" + message.id());
        Map<String, String> headers = new LinkedHashMap<>(headers(account));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        OutsideHttp.Call call = new OutsideHttp.Call(
                "POST",
                address(account, "/Messages.json"),
                headers,
                encoded(form).getBytes(StandardCharsets.UTF_8),
                SEND_LIMIT);
        return switch (http.send(call)) {
            case OutsideHttp.Answer.Answered answered -> meaning(answered);
            case OutsideHttp.Answer.Unreachable(String reason) -> new Sending.Later(reason, SHORT_REST);
            case OutsideHttp.Answer.Lost(String reason) -> new Sending.Unanswered(reason);
        };
    }

    private static Sending meaning(OutsideHttp.Answer.Answered answer) {
        JsonNode body = answer.json();
        String sid = body.path("sid").asText("");
        if (answer.status() / 100 == 2)
            return sid.isEmpty()
                    ? new Sending.Unanswered("they answered " + answer.status() + " without naming the message")
                    : new Sending.Taken(sid);
        int code = body.path("code").asInt(0);
        String reason = "they answered " + answer.status() + (code == 0 ? "" : ", code " + code);
        if (answer.status() == 429) return new Sending.Later(reason, rest(answer));
        if (answer.status() == 503) return new Sending.Later(reason, SHORT_REST);
        if (answer.status() >= 500) return new Sending.Unanswered(reason);
        if (code == STOPPED) return new Sending.Never(reason, Reason.STOP);
        if (INVALID.contains(code)) return new Sending.Never(reason, Reason.INVALID);
        if (NEVER.contains(code)) return new Sending.Never(reason, null);
        return new Sending.Later(
                reason, REFUSED_REST); // our account, our sender, their rules for a country: another may
    }

    private static Duration rest(OutsideHttp.Answer.Answered answer) {
        String after = answer.headers().getOrDefault("retry-after", "");
        return after.matches("[0-9]{1,3}")
                ? Duration.ofSeconds(Math.max(1, Integer.parseInt(after)))
                : Duration.ofSeconds(2);
    }

    @Override
    public Known ask(Account account, DueMessage message, Predicate<String> others) {
        String since = DateTimeFormatter.ISO_LOCAL_DATE.format(
                message.attemptedAt().minus(CLOCK_SLACK).atOffset(ZoneOffset.UTC));
        String query = "/Messages.json?PageSize=100&To=" + encode(message.to()) + "&DateSent%3E=" + since;
        return switch (http.send(OutsideHttp.Call.get(address(account, query), headers(account), ASK_LIMIT))) {
            case OutsideHttp.Answer.Answered answered
            when answered.status() == 200 -> among(answered.json().path("messages"), message, others);
            case OutsideHttp.Answer.Answered answered -> new Known.NotSaid("asked, they answered " + answered.status());
            case OutsideHttp.Answer.Unreachable(String reason) -> new Known.NotSaid(reason);
            case OutsideHttp.Answer.Lost(String reason) -> new Known.NotSaid(reason);
        };
    }

    /** Their list may lag behind: only a later look that finds nothing is believed. */
    private static Known among(JsonNode messages, DueMessage message, Predicate<String> others) {
        if (!messages.isArray()) return new Known.NotSaid("their list could not be read");
        for (JsonNode one : messages) {
            boolean same = one.path("body").asText().equals(message.wording().text())
                    && one.path("to").asText().equals(message.to())
                    && !others.test(one.path("sid").asText());
            if (same && !made(one).isBefore(message.attemptedAt().minus(CLOCK_SLACK)))
                return new Known.Taken(one.path("sid").asText());
        }
        return message.asked() >= 2 ? new Known.NotTaken() : new Known.NotSaid("not in their list so far");
    }

    private static Instant made(JsonNode message) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    message.path("date_created").asText()));
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    private static URI address(Account account, String rest) {
        return URI.create(
                account.value("base").replaceAll("/+$", "") + "/2010-04-01/Accounts/" + account.value("sid") + rest);
    }

    private static Map<String, String> headers(Account account) {
        String login = account.value("sid") + ":" + account.value("token");
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
                "Accept",
                "application/json");
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
