package io.postlude.connectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Json;
import io.postlude.messaging.Account;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.DueMessage;
import io.postlude.messaging.Window;
import io.postlude.messaging.Wording;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp over Meta's Cloud API. Approved templates go at any time, own words only while the customer's own message is less
 * than 24 hours old. It has no idempotency keys and no list of messages, but each report brings back a word of ours: the
 * message's id. A doubt is ended by that, or by nothing.
 */
final class WhatsAppProvider implements ChannelProvider {
    static final String KIND = "whatsapp";
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(20);
    private static final Duration REFUSED_REST = Duration.ofMinutes(5);
    private static final Duration SHORT_REST = Duration.ofSeconds(30);
    /** Reports come within seconds; three looks are four minutes. */
    private static final int LOOKS = 3;

    private final OutsideHttp http;
    private final Window window;

    WhatsAppProvider(OutsideHttp http, Window window) {
        this.http = http;
        this.window = window;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String title() {
        return "WhatsApp by Meta’s Cloud API";
    }

    @Override
    public Channel channel() {
        return Channel.WHATSAPP;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.needed("phone", "Phone number ID", "Digits, under WhatsApp, API setup."),
                Entry.secret("token", "Access token", "Of a system user, one that does not expire."),
                Entry.secret("secret", "App secret", "Signs their reports to us."),
                Entry.needed("verify", "Verify token", "Any word; enter the same one at Meta beside our address."),
                Entry.free("price_utility", "Price of a utility template", PRICE_HINT, "0"),
                Entry.free("price_marketing", "Price of a marketing template", PRICE_HINT, "0"),
                Entry.free("price_authentication", "Price of an authentication template", PRICE_HINT, "0"),
                Entry.answers("ours"),
                Entry.free(
                        "base", "Address of the interface", "With its version.", "https://graph.facebook.com/v23.0"));
    }

    private static final String PRICE_HINT = "In your store’s currency, such as 0.0550; for what you see here only.";

    @Override
    public Map<String, String> check(Account account) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!account.value("phone").matches("[0-9]{5,30}")) wrong.put("phone", "Digits only: the ID, not the number.");
        if (!account.value("verify").matches("[A-Za-z0-9_-]{6,100}"))
            wrong.put("verify", "6 to 100 letters, digits, - and _.");
        for (Wording.Category category : Wording.Category.values())
            if (!account.value(price(category)).matches("[0-9]{1,4}(\\.[0-9]{1,6})?"))
                wrong.put(price(category), "A number like 0.0550.");
        if (!Set.of("ours", "theirs").contains(account.value("answers")))
            wrong.put("answers", "Give “ours” or “theirs”.");
        String fault = http.fault(account.value("base"));
        if (fault != null) wrong.put("base", fault);
        if (wrong.isEmpty()) signIn(account, wrong);
        return wrong;
    }

    private void signIn(Account account, Map<String, String> wrong) {
        switch (http.send(OutsideHttp.Call.get(
                address(account, "?fields=display_phone_number,verified_name"), headers(account), ASK_LIMIT))) {
            case OutsideHttp.Answer.Answered answered when answered.status() == 200 -> {}
            case OutsideHttp.Answer.Answered answered
            when answered.status() == 401 || answered.status() == 403 -> wrong.put("token", "They refused this token.");
            case OutsideHttp.Answer.Answered answered -> wrong.put("phone", new WhatsAppAnswer(answered).reason());
            case OutsideHttp.Answer.Unreachable(String reason) -> wrong.put("base", "Not reached: " + reason + ".");
            case OutsideHttp.Answer.Lost(String reason) -> wrong.put("base", "No answer: " + reason + ".");
        }
    }

    static String price(Wording.Category category) {
        return "price_" + category.name().toLowerCase(Locale.ROOT);
    }

    /** Own words within the window cost nothing; templates by their category. */
    @Override
    public BigDecimal cost(Account account, DueMessage message) {
        return message.wording() instanceof Wording.Template template
                ? account.price(price(template.category()))
                : BigDecimal.ZERO;
    }

    @Override
    public Sending send(Account account, DueMessage message) {
        Sending refused = refused(message);
        if (refused != null) return refused;
        OutsideHttp.Call call = new OutsideHttp.Call(
                "POST",
                address(account, "/messages"),
                headers(account),
                Json.write(body(message)).getBytes(StandardCharsets.UTF_8),
                SEND_LIMIT);
        return switch (http.send(call)) {
            case OutsideHttp.Answer.Answered answered -> new WhatsAppAnswer(answered).meaning(SHORT_REST, REFUSED_REST);
            case OutsideHttp.Answer.Unreachable(String reason) -> new Sending.Later(reason, SHORT_REST);
            case OutsideHttp.Answer.Lost(String reason) -> new Sending.Unanswered(reason);
        };
    }

    /** What their rules forbid is not tried: it costs the sender's standing. Another channel may take it. */
    private @Nullable Sending refused(DueMessage message) {
        return switch (message.wording()) {
            case Wording.Template template
            when message.purpose() != Purpose.SERVICE && template.category() != Wording.Category.MARKETING ->
                new Sending.Never("what is not service needs a template of the category marketing", null);
            case Wording.Text _
            when !window.isOpen(message.store(), message.to()) ->
                new Sending.Never("the 24 hours for an answer in own words are over: only a template goes", null);
            case Wording.Template _, Wording.Text _, Wording.Notice _ -> null;
        };
    }

    private static ObjectNode body(DueMessage message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("messaging_product", "whatsapp");
        body.put("recipient_type", "individual");
        body.put("to", message.to().substring(1));
        body.put("biz_opaque_callback_data", message.id().toString());
        switch (message.wording()) {
            case Wording.Template template -> body.put("type", "template").set("template", template(template));
            case Wording.Text text ->
                body.put("type", "text")
                        .putObject("text")
                        .put("body", text.text())
                        .put("preview_url", false);
            case Wording.Notice _ -> throw new IllegalArgumentException("a notice does not go by WhatsApp");
        }
        return body;
    }

    private static ObjectNode template(Wording.Template template) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("name", template.name());
        node.putObject("language").put("code", template.language());
        if (template.values().isEmpty()) return node;
        ObjectNode component = node.putArray("components").addObject();
        component.put("type", "body");
        ArrayNode parameters = component.putArray("parameters");
        template.values()
                .forEach(value -> parameters.addObject().put("type", "text").put("text", value));
        return node;
    }

    /** There is no way to ask; its report, which names the message, comes by itself or never. */
    @Override
    public Known ask(Account account, DueMessage message, Predicate<String> others) {
        return message.asked() <= LOOKS ? new Known.NotSaid("no report of it so far") : new Known.CannotSay();
    }

    private static URI address(Account account, String rest) {
        return URI.create(account.value("base").replaceAll("/+$", "") + "/" + account.value("phone") + rest);
    }

    private static Map<String, String> headers(Account account) {
        return Map.of(
                "Authorization",
                "Bearer " + account.value("token"),
                "Accept",
                "application/json",
                "Content-Type",
                "application/json");
    }
}
