package io.postlude.connectors;

import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.ChannelRounds;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingEvent;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.ProviderId;
import io.postlude.messaging.Providers;
import io.postlude.messaging.Wording;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store with its channels on a database of its own, reached over HTTP where providers report. */
final class ChannelsWorld implements AutoCloseable {
    static final Actor TEST = new Actor.Program("test");
    final TestDatabase test = TestDatabase.fresh();
    final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z"));
    final Ids ids = new Ids(7);
    final Secrets secrets = new Secrets(test.database());
    final EventLog log = new EventLog(
            ids,
            EventTypes.register(test.database(), List.of(StoreEvent.class, CustomerEvent.class, MessagingEvent.class)));
    final StoresModule stores =
            StoresModule.wire(new StoresModule.Needs(test.database(), log, ids, secrets, clock, clock));
    final StoreId store = stores.stores()
            .open(
                    StoreDetails.of("maren", "Maren & Pine", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                    TEST)
            .orThrow()
            .id();
    final Customers customers = new Customers(ids, log, secrets, clock);
    final Messages messages = new Messages(ids, clock);
    private final Javalin door;
    final ChannelsModule channels;
    final ChannelRounds rounds;

    ChannelsWorld() {
        int port = freePort();
        channels = new ChannelsModule(
                new ChannelsModule.Ground(
                        test.database(),
                        log,
                        ids,
                        secrets,
                        clock,
                        "http://127.0.0.1:" + port,
                        OutsideHttp.Reach.THIS_NETWORK_TOO),
                new ChannelsModule.Faces(stores, customers, messages),
                Duration.ofSeconds(3));
        rounds = new ChannelRounds(
                test.database(), log, clock, new SimpleMeterRegistry(), channels.providers(), channels.suppressions());
        door = Javalin.create(config -> {
                    channels.routes().forEach(routes -> routes.addTo(config.routes));
                    config.routes.exception(
                            Refusal.class,
                            (refusal, http) -> http.status(refusal.problem().status()));
                })
                .start("127.0.0.1", port);
    }

    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void empty() {
        test.database()
                .runAcrossStores(tx -> tx.execute(
                        "truncate messaging.message, messaging.provider, messaging.suppression, messaging.received"));
    }

    ProviderId twilio(TwilioPeer peer, String name) {
        return add("twilio", name, twilioValues(peer));
    }

    static Map<String, String> twilioValues(TwilioPeer peer) {
        return new TreeMap<>(Map.of(
                "sid",
                TwilioPeer.SID,
                "token",
                TwilioPeer.TOKEN,
                "from",
                "+4915000000000",
                "price",
                "0.0750",
                "answers",
                "ours",
                "base",
                peer.address()));
    }

    ProviderId add(String kind, String name, Map<String, String> values) {
        Providers.Outcome outcome = channels.providers().add(store, new Providers.Wanted(kind, name, values), TEST);
        if (outcome instanceof Providers.Outcome.Saved(ProviderId id)) return id;
        throw new IllegalStateException(outcome.toString());
    }

    /** Another worker over the same rows. */
    ChannelRounds anotherNode() {
        return new ChannelRounds(
                test.database(), log, clock, new SimpleMeterRegistry(), channels.providers(), channels.suppressions());
    }

    /** Somebody known by this number who allowed all there is by SMS. */
    CustomerId customer(String phone) {
        List<CustomerDetails.ConsentStatement> consents = java.util.Arrays.stream(Purpose.values())
                .map(purpose -> new CustomerDetails.ConsentStatement(
                        Channel.SMS, purpose, true, clock.instant().minusSeconds(60), "checkout"))
                .toList();
        CustomerDetails details = new CustomerDetails(
                "shopify",
                "c" + phone,
                null,
                phone,
                "Anna",
                "Berg",
                "de-DE",
                null,
                "DE",
                null,
                List.of(),
                consents,
                clock.instant());
        return java.util.Objects.requireNonNull(test.database()
                .inStore(store, tx -> customers.resolve(tx, store, List.of(details)))
                .getFirst()
                .customer());
    }

    void withdraw(CustomerId customer, Purpose purpose) {
        Consent no = new Consent(Channel.SMS, purpose, false, clock.instant(), "portal", "a click", null);
        test.database().runInStore(store, tx -> customers.record(tx, store, customer, no));
    }

    List<Consent> standing(CustomerId customer) {
        return test.database().inStore(store, tx -> customers.consents(tx, store, customer));
    }

    String reports(ProviderId id) {
        return channels.providers().list(store).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow()
                .reports();
    }

    OutgoingMessage sms(String key, String to, String text, WhenInDoubt doubt) {
        return new OutgoingMessage(
                store,
                "delivery_shipped",
                key,
                Channel.SMS,
                to,
                null,
                Purpose.SERVICE,
                new Wording.Text(text),
                doubt,
                Duration.ofDays(2));
    }

    MessageId queue(OutgoingMessage message) {
        return test.database().inStore(store, tx -> messages.queue(tx, message)).id();
    }

    MessageId queue(String key, String to, String text) {
        return queue(sms(key, to, text, WhenInDoubt.ASK));
    }

    Messages.Sketch sketch(MessageId id) {
        return test.database()
                .inStore(store, tx -> messages.letter(tx, store, id))
                .orElseThrow()
                .sketch();
    }

    long events(String type, MessageId message) {
        return test.database().inStore(store, tx -> log.timeline(tx, store, message.value())).stream()
                .filter(one -> one.event().getClass().getSimpleName().equals(type))
                .count();
    }

    @Override
    public void close() {
        door.stop();
        rounds.close();
        channels.close();
        test.close();
    }
}
