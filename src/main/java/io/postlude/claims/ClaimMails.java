package io.postlude.claims;

import io.postlude.claims.ClaimEvent.OfClaim;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Vocabulary;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ClaimMail;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Brand;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells customers how their claim stands: an answer to what they asked, each step once. Like the confirmation of a return it
 * is owed, so no cap and no quiet hour holds it back; what was told before, and what is old, is not told again.
 */
final class ClaimMails implements LogReader {
    private static final Duration USEFUL = Duration.ofDays(3);

    /** Read with the first mail, not with the start. */
    private static final class Sentences {
        static final Vocabulary ALL = new Vocabulary();
    }

    private final Parts parts;

    /** What it stands on. */
    record Parts(Claims claims, Stores stores, Orders orders, ClaimsModule.Post post, InstantSource clock) {}

    ClaimMails(Parts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "claims-mails";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(OfClaim.class);
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        for (Logged logged : events) {
            boolean old =
                    logged.event().occurredAt().isBefore(parts.clock().instant().minus(USEFUL));
            if (logged.seenBefore() || old) continue;
            OfClaim event = (OfClaim) logged.event();
            Optional<News> news = news(event);
            if (news.isPresent()) tell(tx, event, news.get(), logged.id());
        }
    }

    /** Which mail, and the day in it. */
    private record News(ClaimMail.Kind kind, @Nullable Instant day) {}

    private static Optional<News> news(OfClaim event) {
        return switch (event) {
            case ClaimEvent.ClaimMade made -> Optional.of(new News(ClaimMail.Kind.MADE, made.replyBy()));
            case ClaimEvent.ClaimAskedBack _ -> Optional.of(new News(ClaimMail.Kind.ASKED_BACK, null));
            case ClaimEvent.ClaimAnswered answered -> Optional.of(new News(ClaimMail.Kind.MADE, answered.replyBy()));
            case ClaimEvent.ClaimAgreed _ -> Optional.of(new News(ClaimMail.Kind.AGREED, null));
            case ClaimEvent.ClaimRefused _ -> Optional.of(new News(ClaimMail.Kind.REFUSED, null));
            case ClaimEvent.ClaimedThingReceived _ -> Optional.of(new News(ClaimMail.Kind.HERE, null));
            case ClaimEvent.ClaimSettled _ -> Optional.of(new News(ClaimMail.Kind.SETTLED, null));
            case ClaimEvent.ClaimWithdrawn _ -> Optional.empty();
        };
    }

    private void tell(Tx tx, OfClaim event, News news, long number) {
        StoreId store = event.store();
        Optional<ClaimView> claim = parts.claims().find(tx, store, event.claim());
        Optional<OrderView> order = parts.orders().order(tx, store, event.order());
        if (claim.isEmpty() || order.isEmpty() || order.get().email() == null) return;
        Store owner = parts.stores().get(store);
        Brand brand = owner.brand();
        Optional<Mailbox> to = Mailbox.parse(null, order.get().email());
        Optional<Mailbox> from = sender(brand);
        if (to.isEmpty() || from.isEmpty()) return;
        Words words = Sentences.ALL.words(claim.get().language(), brand.tone());
        String day = news.day() == null
                ? ""
                : new Days(words, owner.zone(), parts.clock().instant())
                        .date(news.day().atZone(owner.zone()).toLocalDate())
                        .text();
        ClaimMail mail = new ClaimMail(
                news.kind(),
                brand,
                claim.get().language().locale(),
                new ClaimMail.Names(order.get().number(), claim.get().code()),
                claim.get().said() == null ? "" : claim.get().said(),
                day,
                link(store, claim.get()));
        OutgoingMail outgoing = new OutgoingMail(
                store,
                news.kind().word(),
                "claim:" + event.claim() + ":" + number,
                new OutgoingMail.Envelope(from.get(), replyTo(brand), to.get()),
                order.get().customer(),
                mail.render(),
                OutgoingMail.WhenInDoubt.RESEND,
                USEFUL);
        Messages.Queued _ = parts.post().messages().queue(tx, outgoing);
    }

    private String link(StoreId store, ClaimView claim) {
        return parts.post().url()
                + parts.post().links().path(store, claim.order().value()) + "/claims/" + claim.code() + "?lang="
                + claim.language().code();
    }

    private Optional<Mailbox> sender(Brand brand) {
        return parts.post()
                .sender()
                .map(own -> new Mailbox(brand.name(), own.address()))
                .or(() -> Optional.ofNullable(brand.contact().email())
                        .flatMap(email -> Mailbox.parse(brand.name(), email)));
    }

    private static @Nullable Mailbox replyTo(Brand brand) {
        String email = brand.contact().email();
        return email == null ? null : Mailbox.parse(brand.name(), email).orElse(null);
    }
}
