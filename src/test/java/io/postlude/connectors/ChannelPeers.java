package io.postlude.connectors;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.Providers;
import io.postlude.messaging.PushId;
import io.postlude.messaging.Wording;
import io.postlude.stores.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every kind of provider at once, each slow enough that a kill finds messages on their way; for tests of the whole program. */
public final class ChannelPeers implements AutoCloseable {
    private static final Actor TEST = new Actor.Program("test");
    private static final int BROWSERS = 4;

    private final TwilioPeer twilio;
    private final SmppPeer smpp;
    private final WhatsAppPeer whatsApp;
    private final PushPeer push;
    private final WebhookPeer program;

    public ChannelPeers(long millisEach) throws IOException {
        twilio = new TwilioPeer(InstantSource.system());
        smpp = new SmppPeer();
        whatsApp = new WhatsAppPeer(InstantSource.system());
        push = new PushPeer();
        program = new WebhookPeer();
        twilio.millisEach = millisEach;
        smpp.millisEach = millisEach;
        whatsApp.millisEach = millisEach;
        push.millisEach = millisEach;
        program.millisEach = millisEach;
    }

    /** What messages are made with. */
    public record Faces(Database database, Messages messages, ChannelsModule channels, WebhooksOut webhooks) {}

    /** SMS has one first provider in a store, so each way of sending it has a store of its own. */
    public void enter(Faces faces, StoreId store, StoreId other) {
        add(faces, store, "twilio", ChannelsWorld.twilioValues(twilio));
        add(faces, store, "whatsapp", whatsApp.values());
        add(faces, store, "webpush", Map.of("contact", "post@storm.example"));
        add(
                faces,
                other,
                "smpp",
                Map.of(
                        "host", "127.0.0.1",
                        "port", Integer.toString(smpp.port()),
                        "systemId", "storm",
                        "password", "hush",
                        "from", "Storm",
                        "rate", "500"));
        for (StoreId one : List.of(store, other)) hear(faces, one);
    }

    private static void add(Faces faces, StoreId store, String kind, Map<String, String> values) {
        var outcome = faces.channels().providers().add(store, new Providers.Wanted(kind, kind, values), TEST);
        if (!(outcome instanceof Providers.Outcome.Saved)) throw new IllegalStateException(outcome.toString());
    }

    private void hear(Faces faces, StoreId store) {
        var outcome = faces.webhooks().endpoints().add(store, program.address(), Set.of(), TEST);
        if (!(outcome instanceof Endpoints.Outcome.Made(EndpointId _, String secret)))
            throw new IllegalStateException(outcome.toString());
        program.alsoExpect(secret);
    }

    /** So many messages on each channel, all at once. */
    public void queue(Faces faces, StoreId store, StoreId other, int each) {
        List<PushId> browsers = browsers(faces, store);
        List<OutgoingMessage> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            String number = "+49151" + (10_000_000 + i);
            all.add(message(store, "http-" + i, Channel.SMS, number, new Wording.Text("HTTP " + i)));
            all.add(message(
                    store,
                    "wa-" + i,
                    Channel.WHATSAPP,
                    number,
                    new Wording.Template(
                            "parcel_sent",
                            "de",
                            Wording.Category.UTILITY,
                            List.of(Integer.toString(i), "morgen"),
                            "Unterwegs " + i)));
            all.add(message(
                    store,
                    "push-" + i,
                    Channel.PUSH,
                    browsers.get(i % BROWSERS).toString(),
                    new Wording.Notice("Push " + i, "", "https://storm.example/t/" + i)));
        }
        List<OutgoingMessage> bySmpp = new ArrayList<>();
        for (int i = 0; i < each; i++)
            bySmpp.add(message(
                    other, "smpp-" + i, Channel.SMS, "+49152" + (10_000_000 + i), new Wording.Text("SMPP " + i)));
        faces.database().runInStore(store, tx -> {
            var _ = faces.messages().queueMessages(tx, all);
        });
        faces.database().runInStore(other, tx -> {
            var _ = faces.messages().queueMessages(tx, bySmpp);
        });
    }

    /** A notice twice is shown once, so it goes again; all else waits for somebody who knows. */
    private static OutgoingMessage message(StoreId store, String key, Channel channel, String to, Wording wording) {
        return new OutgoingMessage(
                store,
                "storm",
                key,
                channel,
                to,
                null,
                Purpose.SERVICE,
                wording,
                channel == Channel.PUSH ? WhenInDoubt.RESEND : WhenInDoubt.ASK,
                Duration.ofDays(2));
    }

    private List<PushId> browsers(Faces faces, StoreId store) {
        List<PushId> browsers = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            var subscription = push.subscription("browser-" + i);
            faces.database()
                    .runInStore(
                            store,
                            tx -> browsers.add(faces.channels()
                                    .pushDoor()
                                    .subscriptions()
                                    .add(tx, store, new CustomerId(1), subscription)
                                    .orElseThrow()));
        }
        return browsers;
    }

    /** How many have come so far, whatever was answered. */
    public int arrived() {
        return twilio.taken.size() + smpp.taken.size() + whatsApp.taken.size() + push.shown.size();
    }

    /** Meta repeats its reports until they are taken; here it tells all of them once more. */
    public void reportWhatsApp(String address) throws Exception {
        for (WhatsAppPeer.Taken one : whatsApp.taken)
            if (whatsApp.report(address, one, "delivered", null) != 200)
                throw new IllegalStateException("a report was not taken");
    }

    /** How often each message arrived, by channel and what it said; notices by the name they are shown under. */
    public Map<String, Map<String, Integer>> counted() {
        Map<String, Map<String, Integer>> counted = new TreeMap<>();
        counted.put(
                "http", count(twilio.taken.stream().map(TwilioPeer.Taken::body).toList()));
        counted.put("smpp", count(smpp.texts()));
        counted.put(
                "whatsapp",
                count(whatsApp.taken.stream().map(WhatsAppPeer.Taken::said).toList()));
        counted.put("push", count(push.shown.stream().map(PushPeer.Shown::title).toList()));
        counted.put(
                "pushNames", count(push.shown.stream().map(PushPeer.Shown::tag).toList()));
        counted.put(
                "webhooks",
                count(program.heard.stream().map(WebhookPeer.Heard::id).toList()));
        return counted;
    }

    /** What a peer found wrong with what it got. */
    public List<String> wrong() {
        return push.wrong;
    }

    private static Map<String, Integer> count(List<String> all) {
        Map<String, Integer> times = new TreeMap<>();
        all.forEach(one -> times.merge(one, 1, Integer::sum));
        return times;
    }

    @Override
    public void close() throws IOException {
        twilio.close();
        smpp.close();
        whatsApp.close();
        push.close();
        program.close();
    }
}
