package io.postlude.portal;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.ReturnMail;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.portal.PageFacts.Shop;
import io.postlude.returns.Withdrawal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a customer's own act by mail: the receipt of their withdrawal. */
final class ReturnMails {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnMails.class);
    private static final Duration USEFUL = Duration.ofDays(3);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz");

    private final Parts parts;

    /** @param sender the installation's own address, for stores that have none */
    record Parts(
            Database database,
            PageFacts facts,
            Orders orders,
            Messages messages,
            TrackingLinks links,
            String url,
            Optional<Mailbox> sender) {}

    ReturnMails(Parts parts) {
        this.parts = parts;
    }

    void withdrawn(Target target, Withdrawal withdrawal, Language language) {
        ZoneId zone = parts.facts().shop(target.store()).map(Shop::zone).orElseThrow();
        String said = withdrawal.words().name() + ", " + withdrawal.words().things() + ", "
                + STAMP.format(withdrawal.declaredAt().atZone(zone));
        parts.database()
                .runInStore(
                        target.store(),
                        tx -> order(tx, target)
                                .ifPresent(order -> send(
                                        tx,
                                        target,
                                        new Letter(
                                                ReturnMail.Kind.WITHDRAWN,
                                                "withdrawal:" + withdrawal.id(),
                                                order,
                                                withdrawal.words().email(),
                                                said,
                                                link(target, "/return"),
                                                language))));
    }

    private record Letter(
            ReturnMail.Kind kind,
            String key,
            OrderView order,
            String to,
            String what,
            String link,
            Language language) {}

    private void send(Tx tx, Target target, Letter letter) {
        Shop shop = parts.facts().shop(target.store()).orElseThrow();
        Optional<Mailbox> to = Mailbox.parse(null, letter.to());
        Optional<Mailbox> from = sender(shop);
        if (to.isEmpty() || from.isEmpty()) {
            LOG.warn("Store {} has no sender for mails: set MAIL_FROM or the brand's e-mail", target.store());
            return;
        }
        ReturnMail mail = new ReturnMail(
                letter.kind(),
                shop.brand(),
                letter.language().locale(),
                letter.order().number(),
                letter.what(),
                letter.link());
        OutgoingMail outgoing = new OutgoingMail(
                target.store(),
                letter.kind().word(),
                letter.key(),
                new OutgoingMail.Envelope(from.get(), replyTo(shop), to.get()),
                letter.order().customer(),
                mail.render(),
                OutgoingMail.WhenInDoubt.RESEND,
                USEFUL);
        Messages.Queued _ = parts.messages().queue(tx, outgoing);
    }

    private Optional<OrderView> order(Tx tx, Target target) {
        return parts.orders().order(tx, target.store(), new OrderId(target.order()));
    }

    /** The page of another order of the same store. */
    String page(StoreId store, OrderId order) {
        return parts.links().path(store, order.value());
    }

    private String link(Target target, String rest) {
        return parts.url() + parts.links().path(target.store(), target.order()) + rest;
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
}
