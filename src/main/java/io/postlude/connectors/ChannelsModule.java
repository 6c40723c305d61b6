package io.postlude.connectors;

import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Web;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.Messages;
import io.postlude.messaging.Providers;
import io.postlude.messaging.PushSubscriptions;
import io.postlude.messaging.Receipts;
import io.postlude.messaging.Replies;
import io.postlude.messaging.Suppressions;
import io.postlude.messaging.Window;
import io.postlude.stores.StoresModule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Wires the providers of messages: their adapters, and where they report. */
public final class ChannelsModule implements AutoCloseable {
    private final OutsideHttp http;
    private final SmppProvider smpp;
    private final SmppProvider.Ears ears;
    private final List<ChannelProvider> adapters;
    private final Providers providers;
    private final Suppressions suppressions;
    private final List<Web.Routes> routes;
    private final PushDoor door;

    /** What the kernel gives; {@code url} is where providers reach this server. */
    public record Ground(
            Database database,
            EventLog log,
            Ids ids,
            Secrets secrets,
            InstantSource clock,
            String url,
            OutsideHttp.Reach reach) {}

    /** Who is told of what came in. */
    public record Faces(StoresModule stores, Customers customers, Messages messages) {}

    public ChannelsModule(Ground ground, Faces faces) {
        this(ground, faces, SmppSockets.ANSWER_LIMIT);
    }

    /** {@code smppLimit}: how long a message centre has to answer. */
    ChannelsModule(Ground ground, Faces faces, Duration smppLimit) {
        http = new OutsideHttp(ground.reach());
        smpp = new SmppProvider(new SmppSockets(http, smppLimit), ground.clock());
        PushSubscriptions push =
                new PushSubscriptions(ground.database(), ground.ids(), ground.secrets(), ground.clock());
        door = new PushDoor(push, http);
        adapters = List.of(
                smpp,
                new TwilioProvider(http),
                new WhatsAppProvider(http, new Window(ground.database(), ground.clock())),
                new WebPushProvider(http, push, ground.clock()));
        providers = new Providers(
                new Providers.Ground(
                        ground.database(),
                        ground.ids(),
                        ground.secrets(),
                        ground.clock(),
                        ground.url(),
                        faces.stores().audit()),
                adapters);
        suppressions = new Suppressions(ground.ids(), ground.clock());
        Receipts receipts = new Receipts(ground.database(), ground.log(), suppressions);
        Replies replies = new Replies(new Replies.Parts(
                ground.database(),
                ground.log(),
                ground.ids(),
                faces.stores().stores(),
                faces.customers(),
                faces.messages(),
                suppressions));
        ears = new SmppProvider.Ears(receipts, replies);
        routes = List.of(
                new TwilioReports(providers, receipts, replies, ground.clock()),
                new WhatsAppReports(providers, receipts, replies, ground.clock()));
    }

    public Providers providers() {
        return providers;
    }

    public Suppressions suppressions() {
        return suppressions;
    }

    /** Where browsers are let in that take notices. */
    public PushDoor pushDoor() {
        return door;
    }

    /** Where providers report. */
    public List<Web.Routes> routes() {
        return routes;
    }

    /** Opens what is kept open. */
    public void start() {
        smpp.start(() -> providers.ofKindAcrossStores(SmppProvider.KIND), ears);
    }

    @Override
    public void close() {
        adapters.forEach(ChannelProvider::close);
        http.close();
    }
}
