package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Payments;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What dearer exchanges cost on top, paid on Stripe's own page. A page is opened under the charge's key, so that a lost answer
 * finds the same page again; it ends by itself after a day. Only what Stripe itself says of a page counts.
 */
final class StripePayments implements Payments {
    /** By which the charge is known in what Stripe tells. */
    static final String META = "postlude_charge";

    private final OutsideHttp http;
    private final ProviderAccounts accounts;

    StripePayments(OutsideHttp http, ProviderAccounts accounts) {
        this.http = http;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return StripeRefunds.KIND;
    }

    @Override
    public boolean takes(Tx tx, StoreId store) {
        return accounts.inUse(tx, store, StripeRefunds.KIND)
                .filter(entered -> entered.getOrDefault("payments", "yes").equals("yes"))
                .isPresent();
    }

    @Override
    public Opening open(Due due) {
        OptionalLong amount = StripeRefunds.amount(due.amount());
        if (amount.isEmpty())
            return new Never("Stripe takes no such fraction of " + due.amount().currency());
        // All of it stays the same at every try: under one key they take one text only.
        Map<String, String> form = new TreeMap<>(Map.of(
                "mode",
                "payment",
                "success_url",
                due.page(),
                "cancel_url",
                due.page(),
                "client_reference_id",
                due.charge().toString(),
                "line_items[0][quantity]",
                "1",
                "line_items[0][price_data][currency]",
                due.amount().currency().getCurrencyCode().toLowerCase(Locale.ROOT),
                "line_items[0][price_data][unit_amount]",
                String.valueOf(amount.getAsLong()),
                "line_items[0][price_data][product_data][name]",
                due.orderNumber() + ", " + due.returnCode(),
                "metadata[" + META + "]",
                due.charge().toString(),
                "payment_intent_data[metadata][" + META + "]",
                due.charge().toString()));
        return switch (post(due, "/v1/checkout/sessions", form)) {
            case JsonReply.Said said when said.isGood() -> opened(said.body());
            case JsonReply.Said said
            when said.isTurnedAway() || said.status() >= 500 || said.status() == 409 ->
                new Later("Stripe said " + said.status());
            case JsonReply.Said said -> new Never("Stripe said " + said.status() + code(said));
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new Later(why);
        };
    }

    private static Opening opened(JsonNode session) {
        String id = session.path("id").asText("");
        String link = session.path("url").asText("");
        return id.isEmpty() || !link.startsWith("https://")
                ? new Later("Stripe named no page to pay at")
                : new Opened(id, URI.create(link));
    }

    private static String code(JsonReply.Said said) {
        String code = said.body().path("error").path("code").asText("");
        return code.isEmpty() ? "" : ", " + code;
    }

    @Override
    public Standing ask(Due due, String reference) {
        Map<String, String> entered = entered(due.store());
        String path = "/v1/checkout/sessions/" + encode(reference) + "?expand%5B%5D=payment_intent";
        return switch (JsonReply.get(http, StripeRefunds.address(entered, path), StripeRefunds.headers(entered))) {
            case JsonReply.Said said when said.isGood() -> standing(said.body());
            case JsonReply.Said said -> new Unknown("asked, Stripe said " + said.status());
            case JsonReply.NotReached(String why) -> new Unknown("asked, " + why);
            case JsonReply.Lost(String why) -> new Unknown("asked, " + why);
        };
    }

    /** A bank may take days to say yes to what was filled in; it is not over before it says no. */
    private static Standing standing(JsonNode session) {
        JsonNode intent = session.path("payment_intent");
        boolean paid = session.path("payment_status").asText("").equals("paid");
        if (paid) {
            String payment = intent.isObject() ? intent.path("id").asText("") : intent.asText("");
            return payment.isEmpty() ? new Unknown("Stripe did not name the payment") : new Paid(payment);
        }
        boolean refused = switch (intent.path("status").asText("")) {
            case "requires_payment_method", "canceled" -> true;
            default -> false;
        };
        return switch (session.path("status").asText("")) {
            case "expired" -> new Ended();
            case "complete" -> refused ? new Ended() : new Open();
            case "open" -> new Open();
            case String other -> new Unknown("the page stands at " + (other.isEmpty() ? "nothing we know" : other));
        };
    }

    /** They refuse to shut a page that was used or shut before: then it is asked how it stands. */
    @Override
    public Standing close(Due due, String reference) {
        return switch (post(due, "/v1/checkout/sessions/" + encode(reference) + "/expire", Map.of())) {
            case JsonReply.Said said when said.isGood() -> standing(said.body());
            case JsonReply.Said said when said.status() == 400 -> ask(due, reference);
            case JsonReply.Said said -> new Unknown("to be shut, Stripe said " + said.status());
            case JsonReply.NotReached(String why) -> new Unknown("to be shut, " + why);
            case JsonReply.Lost(String why) -> new Unknown("to be shut, " + why);
        };
    }

    private JsonReply post(Due due, String path, Map<String, String> form) {
        Map<String, String> entered = entered(due.store());
        Map<String, String> headers = new TreeMap<>(StripeRefunds.headers(entered));
        if (!form.isEmpty()) headers.put("Idempotency-Key", due.key());
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        byte[] body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        return JsonReply.of(http.send(
                new OutsideHttp.Call("POST", StripeRefunds.address(entered, path), headers, body, JsonReply.LIMIT)));
    }

    private Map<String, String> entered(StoreId store) {
        return accounts.entered(store, StripeRefunds.KIND).orElse(Map.of("base", "https://api.stripe.com"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
