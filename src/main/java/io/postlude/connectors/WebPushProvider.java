package io.postlude.connectors;

import io.postlude.customers.Channel;
import io.postlude.kernel.Json;
import io.postlude.messaging.Account;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.DueMessage;
import io.postlude.messaging.PushId;
import io.postlude.messaging.PushSubscriptions;
import io.postlude.messaging.PushSubscriptions.Subscription;
import io.postlude.messaging.Wording;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Notices to browsers (Web Push): sealed for the browser, handed to the push service it named. A notice carries a name of its
 * own, under which a browser shows it once however often it comes.
 */
final class WebPushProvider implements ChannelProvider {
    private static final Duration SEND_LIMIT = Duration.ofSeconds(20);
    private static final Duration PROOF = Duration.ofHours(12);
    /** How long the push service keeps it for a device that is off; older news of a parcel is no news. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int TOPIC_CHARS = 32;

    private final OutsideHttp http;
    private final PushSubscriptions subscriptions;
    private final InstantSource clock;

    WebPushProvider(OutsideHttp http, PushSubscriptions subscriptions, InstantSource clock) {
        this.http = http;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return PushSubscriptions.KIND;
    }

    @Override
    public String title() {
        return "Notices in browsers (Web Push)";
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public List<Entry> entries() {
        return List.of(Entry.needed(
                "contact",
                "Contact",
                "An e-mail address under which push services reach you when something goes wrong."));
    }

    @Override
    public Map<String, String> check(Account account) {
        return account.value("contact").matches("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{3,190}")
                ? Map.of()
                : Map.of("contact", "Enter an e-mail address.");
    }

    @Override
    public Sending send(Account account, DueMessage message) {
        PushId id = PushId.parse(message.to()).orElse(null);
        Subscription to =
                id == null ? null : subscriptions.find(message.store(), id).orElse(null);
        if (id == null || to == null) return new Sending.Never("nobody listens there any more", null);
        if (!(message.wording() instanceof Wording.Notice notice))
            return new Sending.Never("only a notice goes to a browser", null);
        return switch (http.send(call(account, message, to, text(message, notice)))) {
            case OutsideHttp.Answer.Answered answered -> meaning(answered, message, id);
            case OutsideHttp.Answer.Unreachable(String reason) -> new Sending.Later(reason, null);
            case OutsideHttp.Answer.Lost(String reason) -> new Sending.Unanswered(reason);
        };
    }

    private static byte[] text(DueMessage message, Wording.Notice notice) {
        return Json.write(Map.of(
                        "title", notice.title(),
                        "body", notice.body(),
                        "link", notice.link(),
                        "tag", message.id().toString()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private OutsideHttp.Call call(Account account, DueMessage message, Subscription to, byte[] text) {
        URI endpoint = URI.create(to.endpoint());
        byte[] sealed = WebPushCrypt.encrypt(text, bytes(to.p256dh()), bytes(to.auth()), WebPushCrypt.Chance.draw());
        String proof = WebPushCrypt.proof(
                subscriptions.key(message.store()),
                new WebPushCrypt.Claims(
                        endpoint.getScheme() + "://" + endpoint.getAuthority(),
                        clock.instant().plus(PROOF),
                        "mailto:" + account.value("contact")));
        String name = message.id().toString().replaceAll("[^A-Za-z0-9_-]", "");
        return new OutsideHttp.Call(
                "POST",
                endpoint,
                Map.of(
                        "Authorization",
                        proof,
                        "Content-Encoding",
                        "aes128gcm",
                        "Content-Type",
                        "application/octet-stream",
                        "TTL",
                        Long.toString(KEPT.toSeconds()),
                        "Topic",
                        name.substring(0, Math.min(TOPIC_CHARS, name.length())),
                        "Urgency",
                        "normal"),
                sealed,
                SEND_LIMIT);
    }

    static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private Sending meaning(OutsideHttp.Answer.Answered answer, DueMessage message, PushId id) {
        int status = answer.status();
        String reason = "the push service answered " + status;
        if (status / 100 == 2) return new Sending.Taken(message.id().toString());
        if (status == 404 || status == 410) {
            subscriptions.gone(message.store(), id, reason);
            return new Sending.Never(reason + ": nobody listens there any more", null);
        }
        if (status == 400 || status == 413) return new Sending.Never(reason, null);
        // Of many push services one is busy or refuses us: the others go on, so the provider does not rest.
        if (status == 429 || status == 503 || status / 100 == 4) return new Sending.Later(reason, null);
        return new Sending.Unanswered(reason);
    }

    /** A browser shows it once under its name: the message itself says whether twice to the push service is harmless. */
    @Override
    public Known ask(Account account, DueMessage message, Predicate<String> others) {
        return new Known.CannotSay();
    }
}
