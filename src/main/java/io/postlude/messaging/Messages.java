package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes messages in and shows what became of them. What is queued in a transaction that rolls back was never queued. */
public final class Messages {
    private static final int LIST_LIMIT = 200;

    private final Ids ids;
    private final InstantSource clock;

    public Messages(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** {@code fresh} is false where a message with this key was there already; then nothing changed. */
    public record Queued(MessageId id, boolean fresh) {}

    /** Puts a message into the outbox, in the caller's transaction. */
    public Queued queue(Tx tx, OutgoingMail mail) {
        MessageId id = new MessageId(ids.next());
        if (MessageBulkSql.insert(tx, List.of(id), List.of(mail), clock.instant())
                .contains(id)) return new Queued(id, true);
        return new Queued(MessageSql.idOf(tx, mail.store(), mail.dedupeKey()).orElseThrow(), false);
    }

    /** As {@link #queue}, for many, with one statement; the ids come back in the same order. */
    public List<MessageId> queueAll(Tx tx, List<OutgoingMail> mails) {
        if (mails.isEmpty()) return List.of();
        List<MessageId> fresh =
                mails.stream().map(mail -> new MessageId(ids.next())).toList();
        Set<MessageId> written = MessageBulkSql.insert(tx, fresh, mails, clock.instant());
        List<MessageId> answers = new ArrayList<>(mails.size());
        for (int i = 0; i < mails.size(); i++) {
            OutgoingMail mail = mails.get(i);
            answers.add(
                    written.contains(fresh.get(i))
                            ? fresh.get(i)
                            : MessageSql.idOf(tx, mail.store(), mail.dedupeKey())
                                    .orElseThrow());
        }
        return answers;
    }

    /** Puts a message of another channel into the outbox, in the caller's transaction. */
    public Queued queue(Tx tx, OutgoingMessage message) {
        return queueWays(tx, List.of(message));
    }

    /** As {@link #queue(Tx, OutgoingMessage)}, for many, with one statement; the ids come back in the same order. */
    public List<MessageId> queueMessages(Tx tx, List<OutgoingMessage> messages) {
        if (messages.isEmpty()) return List.of();
        List<MessageId> fresh =
                messages.stream().map(one -> new MessageId(ids.next())).toList();
        Set<MessageId> written = OutgoingSql.insert(tx, fresh, messages, clock.instant());
        List<MessageId> answers = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++)
            answers.add(written.contains(fresh.get(i)) ? fresh.get(i) : known(tx, messages.get(i)));
        return answers;
    }

    /**
     * Puts the same news into the outbox for several channels, in order: each waits for the one before it to fail, and is
     * dropped when that one arrived. Each has a key of its own. Answers the first.
     */
    public Queued queueWays(Tx tx, List<? extends Outgoing> ways) {
        Queued first = one(tx, ways.getFirst());
        if (!first.fresh()) return first;
        MessageId before = first.id();
        for (Outgoing way : ways.subList(1, ways.size())) {
            Queued held = one(tx, way);
            if (held.fresh()) OutgoingSql.hold(tx, way.store(), held.id(), before);
            before = held.id();
        }
        return first;
    }

    /** News of service that people let their browsers show as well, beside the mail about it. {@code link} is where a tap leads. */
    public record AlsoShown(
            CustomerId customer, String dedupeKey, String kind, Wording.Notice notice, Duration usefulFor) {}

    /** Queues each for every browser of its person that takes notices; most people have none. Answers how many were new. */
    public int alsoShow(Tx tx, StoreId store, List<AlsoShown> all) {
        if (all.isEmpty()) return 0;
        Map<CustomerId, List<PushId>> browsers = PushSql.ofCustomers(
                tx, store, all.stream().map(AlsoShown::customer).toList());
        List<OutgoingMessage> notices = new ArrayList<>();
        for (AlsoShown one : all)
            for (PushId browser : browsers.getOrDefault(one.customer(), List.of()))
                notices.add(new OutgoingMessage(
                        store,
                        one.kind(),
                        one.dedupeKey() + ":" + browser,
                        Channel.PUSH,
                        browser.toString(),
                        one.customer(),
                        Purpose.SERVICE,
                        one.notice(),
                        OutgoingMail.WhenInDoubt.RESEND,
                        one.usefulFor()));
        return queueMessages(tx, notices).size();
    }

    /** The ways of one piece of news, in their order, from the first: {@link #queueWays}. */
    public List<Sketch> ways(Tx tx, StoreId store, MessageId first) {
        return MessageSql.ways(tx, store, first);
    }

    /** Of messages that stood by for another: the first of their ways; the others are left out. */
    public Map<MessageId, MessageId> firstOfWays(Tx tx, StoreId store, Collection<MessageId> messages) {
        return messages.isEmpty() ? Map.of() : MessageSql.firstOfWays(tx, store, messages);
    }

    private Queued one(Tx tx, Outgoing way) {
        return switch (way) {
            case OutgoingMail mail -> queue(tx, mail);
            case OutgoingMessage message -> {
                MessageId id = new MessageId(ids.next());
                boolean fresh = !OutgoingSql.insert(tx, List.of(id), List.of(message), clock.instant())
                        .isEmpty();
                yield new Queued(fresh ? id : known(tx, message), fresh);
            }
        };
    }

    private static MessageId known(Tx tx, Outgoing message) {
        return MessageSql.idOf(tx, message.store(), message.dedupeKey()).orElseThrow();
    }

    /** Which of these addresses the mail server refused for good; a message that got through after all lifts it. */
    public Set<String> refusing(Tx tx, StoreId store, Collection<String> addresses) {
        return MessageBulkSql.refusing(tx, store, addresses);
    }

    /** Newest first, at most 200; {@code state} null: all. */
    public List<Sketch> newest(Tx tx, StoreId store, @Nullable MessageState state) {
        return MessageSql.newest(tx, store, state, LIST_LIMIT);
    }

    /** A page of a store's messages, newest first; refuses a cursor that is not ours. */
    public Page<Sketch> list(Tx tx, StoreId store, MessageQuery query) {
        return MessageSql.list(tx, store, query);
    }

    /** As {@link #newest}, of all stores: for the installation's own outbox page. */
    public List<Sketch> newestAcrossStores(Tx tx) {
        return MessageSql.newestAcrossStores(tx, LIST_LIMIT);
    }

    /** What left the house at or after a time, in that order, at most {@code limit}: for whoever asks what people were told. */
    public List<Sketch> sentSince(Tx tx, StoreId store, Instant since, int limit) {
        return MessageSql.sentSince(tx, store, since, limit);
    }

    /** What was sent to these people, whatever the channel, newest first: for them to read. */
    public List<Sketch> sentTo(Tx tx, StoreId store, Collection<CustomerId> people, int limit) {
        return MessageSql.sentTo(
                tx, store, people.stream().mapToLong(CustomerId::value).toArray(), limit);
    }

    /** The whole message. */
    public Optional<Letter> letter(Tx tx, StoreId store, MessageId id) {
        return MessageSql.letter(tx, store, id);
    }

    /** How many of a store's messages wait for a person's decision. */
    public long stuck(Tx tx, StoreId store) {
        return MessageSql.stuck(tx, store);
    }

    /** A person says: send it again, now. False where it is not stuck (any more) or no longer useful. */
    public boolean sendAgain(Tx tx, StoreId store, MessageId id) {
        return MessageSql.sendAgain(tx, store, id, clock.instant());
    }

    /** A person says: leave it. False where it is not stuck (any more). */
    public boolean letGo(Tx tx, StoreId store, MessageId id) {
        return MessageSql.letGo(tx, store, id, clock.instant());
    }

    /** Removes whom it went to and what it said from all messages to these people; that it was sent stays. */
    public int erase(Tx tx, StoreId store, List<CustomerId> customers) {
        return MessageSql.erase(
                tx, store, customers.stream().mapToLong(CustomerId::value).toArray(), clock.instant());
    }

    /** A message in a list. */
    public record Sketch(
            StoreId store,
            MessageId id,
            Channel channel,
            String kind,
            String recipient,
            String subject,
            MessageState state,
            int attempts,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant sentAt,
            @Nullable String lastError,
            Fate fate,
            @Nullable Reached reached) {

        /** Whether it waits for a person's decision. */
        public boolean stuck() {
            return (state == MessageState.IN_DOUBT || state == MessageState.GAVE_UP)
                    && fate.letGoAt() == null
                    && fate.asksAgainAt() == null
                    && fate.emptiedAt() == null;
        }
    }

    /**
     * What bounds it.
     *
     * @param usefulUntil after this it is not sent any more
     * @param letGoAt when a person left it to itself
     * @param emptiedAt when its recipient and words were removed
     * @param asksAgainAt in doubt: when the mailbox of copies is asked about it next
     */
    public record Fate(
            Instant usefulUntil,
            @Nullable Instant letGoAt,
            @Nullable Instant emptiedAt,
            @Nullable Instant asksAgainAt) {}

    /** What became of a message after it was taken. */
    public enum How {
        DELIVERED,
        READ,
        UNDELIVERED
    }

    /** What was reported of it later; {@code why} never holds the recipient. */
    public record Reached(How how, Instant at, @Nullable String why) {}

    /** A message with all it holds; {@code from} is empty where the provider's own sender stands. {@code headers} in the order they are sent. */
    public record Letter(
            Sketch sketch,
            String from,
            @Nullable Mailbox replyTo,
            String html,
            String text,
            List<Header> headers,
            @Nullable String providerReply) {}

    public record Header(String name, String value) {}
}
