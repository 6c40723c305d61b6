package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.Language;
import io.postlude.kernel.CleanText;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people write back. STOP ends every message on that channel, at once and for everybody known by that number, with the
 * answer as proof in the ledger of consents; START takes back what STOP did and no more; HELP says who writes.
 */
public final class Replies {
    /** The one message that goes to somebody who said STOP: that it was heard. */
    private static final String ANSWER = "keyword_answer";

    private static final int BODY_SIGNS_LIMIT = 5_000;
    private static final Duration ANSWER_USEFUL = Duration.ofMinutes(30);

    private final Parts parts;

    public record Parts(
            Database database,
            EventLog log,
            Ids ids,
            Stores stores,
            Customers customers,
            Messages messages,
            Suppressions suppressions) {}

    public Replies(Parts parts) {
        this.parts = parts;
    }

    /**
     * One message that came in, its sender's provider proven.
     *
     * @param ref the provider's name for it: the same again changes nothing
     * @param from the number in E.164
     * @param answer whether STOP, HELP and START are answered by us; some providers do it themselves
     */
    public record Reply(Account account, String ref, String from, String body, Instant at, boolean answer) {}

    /** Answers false where it was taken already. */
    public boolean take(Reply reply) {
        StoreId store = reply.account().store();
        Keyword meant = Keyword.of(reply.body());
        return parts.database().inStore(store, tx -> {
            List<CustomerId> people = parts.customers().reachedAt(tx, store, reply.from());
            CustomerId one = people.size() == 1 ? people.getFirst() : null;
            MessageId id = new MessageId(parts.ids().next());
            if (!insert(tx, reply, new Heard(id, one, meant))) return false;
            parts.log()
                    .append(
                            tx,
                            new MessagingEvent.MessageReceived(
                                    store, id, reply.account().channel(), one, meant.name(), reply.at()));
            switch (meant) {
                case STOP -> stop(tx, reply, people, id);
                case START -> start(tx, reply, people, id);
                case HELP, TEXT -> {}
            }
            if (reply.answer() && meant != Keyword.TEXT) answer(tx, reply, meant, id);
            return true;
        });
    }

    /** What was made of a reply. */
    private record Heard(MessageId id, @Nullable CustomerId customer, Keyword meant) {}

    private static boolean insert(Tx tx, Reply reply, Heard heard) {
        Account account = reply.account();
        return tx.update(
                        """
                        insert into messaging.received (store_id, id, provider_id, channel, provider_ref, sender, body, customer_id, meant, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict on constraint received_once do nothing""",
                        account.store(),
                        heard.id(),
                        account.id(),
                        account.channel(),
                        reply.ref(),
                        reply.from(),
                        CleanText.orEmpty(reply.body(), BODY_SIGNS_LIMIT),
                        heard.customer(),
                        heard.meant(),
                        reply.at())
                == 1;
    }

    private void stop(Tx tx, Reply reply, List<CustomerId> people, MessageId id) {
        Channel channel = reply.account().channel();
        StoreId store = reply.account().store();
        boolean _ = parts.suppressions()
                .suppress(
                        tx,
                        store,
                        new Suppressions.Telling(
                                channel,
                                reply.from(),
                                Suppressions.Reason.STOP,
                                "they answered " + reply.body().strip(),
                                reply.account().kind()));
        for (CustomerId person : people)
            for (Purpose purpose : Purpose.values())
                parts.customers().record(tx, store, person, consent(reply, purpose, false, id));
    }

    /** Only what an answer took back is given again: whoever withdrew a purpose elsewhere has not changed their mind. */
    private void start(Tx tx, Reply reply, List<CustomerId> people, MessageId id) {
        Channel channel = reply.account().channel();
        StoreId store = reply.account().store();
        boolean _ = parts.suppressions()
                .lift(
                        tx,
                        store,
                        new Suppressions.Lifting(
                                channel, reply.from(), "they answered START", Suppressions.Reason.STOP));
        for (CustomerId person : people)
            for (Consent standing : parts.customers().consents(tx, store, person))
                if (standing.channel() == channel
                        && !standing.given()
                        && standing.source().equals(source(channel)))
                    parts.customers().record(tx, store, person, consent(reply, standing.purpose(), true, id));
    }

    private static Consent consent(Reply reply, Purpose purpose, boolean given, MessageId id) {
        Channel channel = reply.account().channel();
        String proof =
                "their answer \"" + CleanText.orEmpty(reply.body().strip(), 60) + "\", " + id + ", " + reply.ref();
        return new Consent(channel, purpose, given, reply.at(), source(channel), proof, null);
    }

    private static String source(Channel channel) {
        return channel == Channel.WHATSAPP ? "whatsapp-answer" : "sms-answer";
    }

    private void answer(Tx tx, Reply reply, Keyword meant, MessageId id) {
        StoreId storeId = reply.account().store();
        Store store = parts.stores().get(storeId);
        Language language =
                Language.of(Keyword.language(reply.body(), store.locale().toLanguageTag()));
        String email = store.brand().contact().email();
        String contact = email == null ? store.name() : email;
        Messages.Queued _ = parts.messages()
                .queue(
                        tx,
                        new OutgoingMessage(
                                storeId,
                                ANSWER,
                                ANSWER + ":" + id,
                                reply.account().channel(),
                                reply.from(),
                                null,
                                Purpose.SERVICE,
                                new Wording.Text(KeywordAnswer.of(meant, language, store.name(), contact)),
                                OutgoingMail.WhenInDoubt.ASK,
                                ANSWER_USEFUL));
    }

    /** Whether a message is such an answer, which may go to somebody who said STOP. */
    static boolean answers(DueMessage message) {
        return message.kind().equals(ANSWER);
    }
}
