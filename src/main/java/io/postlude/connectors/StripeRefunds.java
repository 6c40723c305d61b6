package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Money;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.messaging.ChannelProvider.Keeping;
import io.postlude.messaging.ChannelProvider.Need;
import io.postlude.returns.Payout;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Given;
import io.postlude.returns.Refunds.InDoubt;
import io.postlude.returns.Refunds.Later;
import io.postlude.returns.Refunds.Never;
import io.postlude.returns.Refunds.Outcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Refunds through Stripe, for shops of one's own that tell their orders over the API. The payment is found by the order's
 * reference in its metadata. Their idempotency keys are forgotten after a day, so the payment's refunds are searched for the
 * payout's key before any repeating.
 */
final class StripeRefunds implements RefundWay {
    static final String KIND = "stripe";
    private static final String VERSION = "2025-06-30.basil";
    private static final String META = "postlude_payout";
    /** They count these in hundredths though they have none. */
    private static final Set<String> HUNDREDTHS = Set.of("ISK", "UGX");

    private final OutsideHttp http;

    StripeRefunds(OutsideHttp http) {
        this.http = http;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String title() {
        return "Stripe";
    }

    @Override
    public String purpose() {
        return "money back for orders that come over the API or as files and were paid through Stripe";
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                Entry.secret(
                        "key",
                        "Restricted key",
                        "In Stripe: Developers, API keys; write for Refunds, read for Payments."),
                Entry.free(
                        "metadata",
                        "Name of the order in the payment’s metadata",
                        "Its value has to be the order’s reference as it is told here.",
                        "order_id"),
                Entry.free("sources", "Orders from", "Where such orders come from, with spaces between.", "api csv"),
                Entry.choice(
                        "payments",
                        "Payments for dearer exchanges",
                        "On Stripe’s page the key needs write for Checkout Sessions.",
                        List.of(Map.entry("yes", "On Stripe’s page"), Map.entry("no", "A person asks for them"))),
                new Entry(
                        "signing",
                        "Signing secret",
                        "Of an endpoint for checkout.session events, if you tell Stripe of one: /payments/stripe/ and the"
                                + " store’s short name. Without it Stripe is asked every few minutes.",
                        Keeping.SEALED,
                        Need.FREE,
                        ""),
                Entry.free("base", "Address of the interface", "", "https://api.stripe.com"));
    }

    @Override
    public Map<String, String> check(Map<String, String> entered) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!entered.getOrDefault("metadata", "").matches("[A-Za-z0-9_.-]{1,40}"))
            wrong.put("metadata", "Letters, digits, _ - and dots.");
        if (!entered.getOrDefault("payments", "").matches("yes|no")) wrong.put("payments", "yes or no.");
        if (!entered.getOrDefault("sources", "").matches("[a-z0-9]{1,20}( [a-z0-9]{1,20}){0,9}"))
            wrong.put("sources", "Words like api, with spaces between.");
        String fault = http.fault(entered.getOrDefault("base", ""));
        if (fault != null) wrong.put("base", fault);
        if (!wrong.isEmpty()) return wrong;
        switch (JsonReply.get(http, address(entered, "/v1/refunds?limit=1"), headers(entered))) {
            case JsonReply.Said said -> {
                if (said.isTurnedAway()) wrong.put("key", "Stripe does not take this key for refunds.");
                else if (!said.isGood()) wrong.put("key", "Stripe answered " + said.status() + ".");
            }
            case JsonReply.NotReached(String why) -> wrong.put("base", "It cannot be reached: " + why + ".");
            case JsonReply.Lost(String why) -> wrong.put("base", "It does not answer: " + why + ".");
        }
        return wrong;
    }

    @Override
    public boolean gives(Map<String, String> entered, String source, Payout.Kind kind) {
        return kind == Payout.Kind.REFUND
                && Arrays.asList(entered.getOrDefault("sources", "").split(" ")).contains(source);
    }

    /** A payment that was made for the order, and what of it is still there; -1: they did not say. */
    private record Paid(String id, long left) {}

    /** What they know of an order's payments, or why they do not say. */
    private record Found(List<Paid> payments, Optional<String> silent) {}

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        OptionalLong amount = amount(due.amount());
        if (amount.isEmpty())
            return new Never("Stripe gives no such fraction of " + due.amount().currency());
        Found found = payments(entered, due);
        if (found.silent().isPresent()) return new Later(found.silent().get());
        Optional<Paid> paid = found.payments().stream()
                .filter(one -> one.left() < 0 || one.left() >= amount.getAsLong())
                .findFirst();
        if (paid.isEmpty())
            return new Never(
                    found.payments().isEmpty()
                            ? "Stripe has no payment with this order's reference"
                            : "less than this is left of the payment at Stripe");
        Map<String, String> form = new TreeMap<>(Map.of(
                "payment_intent",
                paid.get().id(),
                "amount",
                String.valueOf(amount.getAsLong()),
                "reason",
                "requested_by_customer",
                "metadata[" + META + "]",
                due.key(),
                "metadata[return]",
                due.returnCode()));
        return refund(entered, due, form);
    }

    private Outcome refund(Map<String, String> entered, Due due, Map<String, String> form) {
        Map<String, String> headers = new TreeMap<>(headers(entered));
        headers.put("Idempotency-Key", due.key());
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        JsonReply reply = JsonReply.of(http.send(new OutsideHttp.Call(
                "POST",
                address(entered, "/v1/refunds"),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                JsonReply.LIMIT)));
        return switch (reply) {
            case JsonReply.Said said -> said.isGood() ? stands(said.body()) : refused(said);
            case JsonReply.NotReached(String why) -> new Later(why);
            case JsonReply.Lost(String why) -> new InDoubt(why);
        };
    }

    private static Outcome stands(JsonNode refund) {
        String id = refund.path("id").asText("");
        return switch (refund.path("status").asText("")) {
            case "succeeded", "pending" -> id.isEmpty() ? new InDoubt("they did not name the refund") : new Given(id);
            case "failed", "canceled" ->
                new Never("the refund failed at the bank: "
                        + refund.path("failure_reason").asText("no reason given"));
            case String other -> new InDoubt("the refund stands at " + (other.isEmpty() ? "nothing we know" : other));
        };
    }

    /** 409: the same key is being worked on; what came of that is asked later. */
    private static Outcome refused(JsonReply.Said said) {
        String code = said.body().path("error").path("code").asText("");
        String why = "Stripe said " + said.status() + (code.isEmpty() ? "" : ", " + code);
        if (said.isTurnedAway()) return new Later(why);
        return said.status() == 409 || said.status() >= 500 ? new InDoubt(why) : new Never(why);
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        Found found = payments(entered, due);
        if (found.silent().isPresent())
            return new InDoubt("asked, " + found.silent().get());
        for (Paid paid : found.payments()) {
            String path = "/v1/refunds?limit=100&payment_intent=" + encode(paid.id());
            switch (JsonReply.get(http, address(entered, path), headers(entered))) {
                case JsonReply.Said said
                when said.isGood() -> {
                    for (JsonNode refund : said.body().path("data"))
                        if (due.key().equals(refund.path("metadata").path(META).asText(""))) return stands(refund);
                }
                case JsonReply.Said said -> {
                    return new InDoubt("asked, Stripe said " + said.status());
                }
                case JsonReply.NotReached(String why) -> {
                    return new InDoubt("asked, " + why);
                }
                case JsonReply.Lost(String why) -> {
                    return new InDoubt("asked, " + why);
                }
            }
        }
        return new Later("Stripe has no such refund");
    }

    /** The very payment it pays back, or those that were made for the order. */
    private Found payments(Map<String, String> entered, Due due) {
        if (due.payment() != null) return new Found(List.of(new Paid(due.payment(), -1)), Optional.empty());
        String value = due.orderReference().replace("\\", "\\\\").replace("'", "\\'");
        String query =
                "metadata['" + entered.getOrDefault("metadata", "") + "']:'" + value + "' AND status:'succeeded'";
        String path = "/v1/payment_intents/search?limit=20&expand[]=data.latest_charge&query=" + encode(query);
        return switch (JsonReply.get(http, address(entered, path.replace("[]", "%5B%5D")), headers(entered))) {
            case JsonReply.Said said
            when said.isGood() -> {
                List<Paid> all = new ArrayList<>();
                for (JsonNode one : said.body().path("data")) all.add(paid(one));
                yield new Found(all, Optional.empty());
            }
            case JsonReply.Said said -> new Found(List.of(), Optional.of("Stripe said " + said.status()));
            case JsonReply.NotReached(String why) -> new Found(List.of(), Optional.of(why));
            case JsonReply.Lost(String why) -> new Found(List.of(), Optional.of(why));
        };
    }

    private static Paid paid(JsonNode intent) {
        JsonNode charge = intent.path("latest_charge");
        long left = charge.isObject()
                ? intent.path("amount_received").asLong()
                        - charge.path("amount_refunded").asLong()
                : -1;
        return new Paid(intent.path("id").asText(""), left);
    }

    /** In their smallest units; empty where they cannot say so small a part. */
    static OptionalLong amount(Money money) {
        if (HUNDREDTHS.contains(money.currency().getCurrencyCode()))
            return OptionalLong.of(Math.multiplyExact(money.minor(), 100));
        boolean thousandths = money.currency().getDefaultFractionDigits() == 3;
        return thousandths && money.minor() % 10 != 0 ? OptionalLong.empty() : OptionalLong.of(money.minor());
    }

    static URI address(Map<String, String> entered, String rest) {
        return AccountWay.address(entered, "base", rest);
    }

    static Map<String, String> headers(Map<String, String> entered) {
        return Map.of("Authorization", "Bearer " + entered.getOrDefault("key", ""), "Stripe-Version", VERSION);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
