package io.postlude.console;

import io.postlude.kernel.Database;
import io.postlude.kernel.Secrets;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.PasswordMail;
import io.postlude.stores.Brand;
import io.postlude.stores.OwnSignIn;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the mail with the link to a new password into the outbox. Beside the request, so that nobody can tell by how long the
 * answer took whether a person is known.
 */
final class PasswordMails {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordMails.class);
    private static final int MOST_AT_ONCE = 4;

    private final Database database;
    private final Stores stores;
    private final OwnSignIn ownSignIn;
    private final Messages messages;
    private final Sending sending;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    PasswordMails(ConsoleModule.Needs needs, Optional<Mailbox> sender) {
        this.database = needs.database();
        this.stores = needs.stores().stores();
        this.ownSignIn = needs.stores().ownSignIn();
        this.messages = needs.faces().messages();
        this.sending = new Sending(needs.url(), sender);
    }

    /** {@code sender} writes for every store; without it each store's own address does. */
    private record Sending(String url, Optional<Mailbox> sender) {}

    /** Too many at once are let go: a person asks again, a machine need not be served. */
    void ask(String email, String address) {
        if (places.tryAcquire()) {
            var _ = Thread.ofVirtual().name("password-mail").start(() -> {
                try {
                    ownSignIn.forgotten(email, address).ifPresent(this::send);
                } catch (RuntimeException failed) {
                    LOG.warn("A link to a new password could not be sent", failed);
                } finally {
                    places.release();
                }
            });
        }
    }

    private void send(OwnSignIn.PasswordLink link) {
        Optional<Store> store = link.store().flatMap(stores::find);
        Optional<Mailbox> from = store.flatMap(found -> sender(found.brand()));
        Optional<Mailbox> to = Mailbox.parse(link.name(), link.email());
        if (store.isEmpty() || from.isEmpty() || to.isEmpty()) {
            LOG.warn("No store with a sender for mails can write to {}: set MAIL_FROM", link.person());
            return;
        }
        OutgoingMail mail = mail(link, store.get(), new OutgoingMail.Envelope(from.get(), null, to.get()));
        database.runInStore(store.get().id(), tx -> {
            var queued = messages.queue(tx, mail);
            LOG.debug("Link to a new password queued as {}", queued.id());
        });
    }

    private OutgoingMail mail(OwnSignIn.PasswordLink link, Store store, OutgoingMail.Envelope envelope) {
        PasswordMail letter = new PasswordMail(
                store.brand(),
                link.locale(),
                link.name(),
                sending.url() + ForgottenDesk.PASSWORD + link.token(),
                OwnSignIn.PASSWORD_LINK);
        return new OutgoingMail(
                store.id(),
                PasswordMail.KIND,
                "password:" + Secrets.fingerprint(link.token()),
                envelope,
                null,
                letter.render(),
                OutgoingMail.WhenInDoubt.RESEND,
                OwnSignIn.PASSWORD_LINK);
    }

    private Optional<Mailbox> sender(Brand brand) {
        return sending.sender()
                .map(own -> new Mailbox(brand.name(), own.address()))
                .or(() -> Optional.ofNullable(brand.contact().email())
                        .flatMap(email -> Mailbox.parse(brand.name(), email)));
    }
}
