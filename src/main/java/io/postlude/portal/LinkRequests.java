package io.postlude.portal;

import io.postlude.deliveries.Language;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.LookupMail;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.portal.PageFacts.Shop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a link to an order, worked off apart from the request: the answer takes the same time whether or not the order
 * exists, because nothing is looked up before it is given.
 */
final class LinkRequests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRequests.class);
    private static final int MOST_WAITING = 1_000;
    /** The same order is not written to twice in so many minutes, however often it is asked for. */
    private static final long PAUSE_SECONDS = 300;

    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Parts parts;
    private final Thread worker = Thread.ofVirtual().name("link-requests").unstarted(this::run);

    LinkRequests(Parts parts) {
        this.parts = parts;
    }

    /** @param sender the installation's own address, for stores that have none */
    record Parts(
            Database database,
            PageFacts facts,
            Messages messages,
            LinkCodes codes,
            InstantSource clock,
            String url,
            Optional<Mailbox> sender) {}

    record Request(StoreId store, String number, String email, Language language) {}

    void start() {
        worker.start();
    }

    /** False if too many wait already. */
    boolean add(Request request) {
        return waiting.offer(request);
    }

    private void run() {
        try {
            while (true) {
                answer(waiting.take());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Request request) {
        try {
            send(request);
        } catch (RuntimeException failed) {
            LOG.warn("A link that was asked for could not be sent in store {}", request.store(), failed);
        }
    }

    /** Puts the mail into the outbox, if number and e-mail belong together. */
    void send(Request request) {
        Optional<Long> order = parts.facts().find(request.store(), request.number(), request.email());
        Optional<Shop> shop = parts.facts().shop(request.store());
        if (order.isEmpty() || shop.isEmpty()) {
            return;
        }
        Optional<Mailbox> to = Mailbox.parse(null, request.email());
        Optional<Mailbox> from = sender(shop.get());
        if (to.isEmpty() || from.isEmpty()) {
            LOG.warn("Store {} has no sender for mails: set MAIL_FROM or the brand's e-mail", request.store());
            return;
        }
        parts.facts()
                .order(request.store(), order.get())
                .ifPresent(known -> queue(
                        request,
                        order.get(),
                        new LookupMail(
                                shop.get().brand(),
                                request.language().locale(),
                                null,
                                known.facts().number(),
                                parts.url() + "/l/" + parts.codes().code(request.store(), order.get()),
                                LinkCodes.WORKS_FOR),
                        new OutgoingMail.Envelope(from.get(), replyTo(shop.get()), to.get())));
    }

    private void queue(Request request, long order, LookupMail mail, OutgoingMail.Envelope envelope) {
        Instant now = parts.clock().instant();
        String key = "lookup:" + order + ":" + now.getEpochSecond() / PAUSE_SECONDS;
        var outgoing = new OutgoingMail(
                request.store(),
                LookupMail.KIND,
                key,
                envelope,
                null,
                mail.render(),
                OutgoingMail.WhenInDoubt.RESEND,
                LinkCodes.WORKS_FOR);
        parts.database().runInStore(request.store(), tx -> {
            var queued = parts.messages().queue(tx, outgoing);
            LOG.debug("Link queued as {}", queued.id());
        });
    }

    private Optional<Mailbox> sender(Shop shop) {
        String name = shop.brand().name();
        return parts.sender()
                .map(own -> new Mailbox(name, own.address()))
                .or(() -> Optional.ofNullable(shop.brand().contact().email())
                        .flatMap(email -> Mailbox.parse(name, email)));
    }

    private static @Nullable Mailbox replyTo(Shop shop) {
        String email = shop.brand().contact().email();
        return email == null ? null : Mailbox.parse(shop.brand().name(), email).orElse(null);
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
