package io.postlude.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.postlude.customers.Channel;
import io.postlude.kernel.Filter;
import io.postlude.kernel.Json;
import io.postlude.kernel.Page;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The outbox as its readers see it: putting in, looking, a person's decisions, emptying. The worker's side is {@link ClaimSql}. */
final class MessageSql {
    private static final String SKETCH =
            "store_id, id, channel, kind, recipient, subject, state, attempts, created_at, due_at, sent_at, last_error, useful_until, let_go_at, emptied_at, ask_at, reached, reached_at, reached_why";

    private MessageSql() {}

    /** What a message is found by. */
    static String words(OutgoingMail mail) {
        Mailbox to = mail.envelope().to();
        return SearchWords.vector(to.address(), to.name(), mail.content().subject(), mail.kind());
    }

    static Optional<MessageId> idOf(Tx tx, StoreId store, String dedupeKey) {
        return tx.first(
                "select id from messaging.message where store_id = ? and dedupe_key = ?",
                row -> new MessageId(row.getLong(1)),
                store,
                dedupeKey);
    }

    static List<Messages.Sketch> newest(Tx tx, StoreId store, @Nullable MessageState state, int limit) {
        return tx.list(
                "select " + SKETCH
                        + " from messaging.message where store_id = ? and (?::text is null or state = ?) order by id desc limit ?",
                MessageSql::sketch,
                store,
                state,
                state,
                limit);
    }

    static Page<Messages.Sketch> list(Tx tx, StoreId store, MessageQuery query) {
        // What is asked for decides the way: a plan made for any question would walk all messages for a rare name.
        tx.execute("set local plan_cache_mode = force_custom_plan");
        Filter filter = new Filter()
                .and("store_id = ?", store)
                .andIf(query.view() == MessageQuery.View.STUCK, STUCK)
                .andIf(query.view() == MessageQuery.View.SENT, "state = 'SENT'")
                .andIf(
                        query.view() == MessageQuery.View.ON_ITS_WAY,
                        "(state in ('QUEUED', 'SENDING', 'HELD') or state = 'IN_DOUBT' and ask_at is not null)")
                .andIf(
                        query.view() == MessageQuery.View.ENDED,
                        "(state = 'DROPPED' or state in ('IN_DOUBT', 'GAVE_UP') and ask_at is null and not (" + STUCK
                                + "))");
        String words = query.text() == null ? "" : SearchWords.query(query.text());
        filter.andIf(!words.isEmpty(), "search @@ ?::tsquery", words);
        if (query.cursor() != null)
            filter.and("id < ?", Page.Cursor.parse(query.cursor()).id());
        List<Messages.Sketch> rows = tx.list(
                "select " + SKETCH + " from messaging.message " + filter.where() + " order by id desc limit ?",
                MessageSql::sketch,
                filter.parameters(query.limit() + 1));
        return Page.of(rows, query.limit(), one -> new Page.Cursor(0, one.id().value()));
    }

    private static final String STUCK =
            "state in ('IN_DOUBT', 'GAVE_UP') and let_go_at is null and emptied_at is null and ask_at is null";

    static List<Messages.Sketch> newestAcrossStores(Tx tx, int limit) {
        return tx.list(
                "select " + SKETCH + " from messaging.message order by id desc limit ?", MessageSql::sketch, limit);
    }

    static List<Messages.Sketch> sentSince(Tx tx, StoreId store, Instant since, int limit) {
        return tx.list(
                "select " + SKETCH + " from messaging.message where store_id = ? and state = 'SENT' and sent_at >= ? "
                        + "order by sent_at, id limit ?",
                MessageSql::sketch,
                store,
                since,
                limit);
    }

    static List<Messages.Sketch> ways(Tx tx, StoreId store, MessageId first) {
        return tx.list(
                """
                with recursive way (way_id, place) as (
                  select ?::bigint, 1
                  union all select m.id, place + 1 from way join messaging.message m
                    on m.store_id = ? and m.held_for = way_id where place < 40)
                """ + "select " + SKETCH
                        + " from way join messaging.message on store_id = ? and id = way_id order by place",
                MessageSql::sketch,
                first,
                store,
                store);
    }

    static Map<MessageId, MessageId> firstOfWays(Tx tx, StoreId store, Collection<MessageId> messages) {
        Map<MessageId, MessageId> first = new HashMap<>();
        tx.each(
                """
                with recursive way (asked, at, before, place) as (
                  select id, id, held_for, 1 from messaging.message
                  where store_id = ? and id = any(?) and held_for is not null
                  union all select way.asked, m.id, m.held_for, way.place + 1 from way join messaging.message m
                    on m.store_id = ? and m.id = way.before where way.place < 40)
                select asked, at from way where before is null""",
                row -> first.put(new MessageId(row.getLong(1)), new MessageId(row.getLong(2))),
                store,
                messages.stream().mapToLong(MessageId::value).toArray(),
                store);
        return first;
    }

    static List<Messages.Sketch> sentTo(Tx tx, StoreId store, long[] people, int limit) {
        return tx.list(
                "select " + SKETCH
                        + " from messaging.message where store_id = ? and customer_id = any(?) and state = 'SENT' order by id desc limit ?",
                MessageSql::sketch,
                store,
                people,
                limit);
    }

    static Optional<Messages.Letter> letter(Tx tx, StoreId store, MessageId id) {
        return tx.first("select " + SKETCH + """
                , sender_name, sender, reply_to, html, body_text, headers, provider_reply
                from messaging.message where store_id = ? and id = ?""", MessageSql::letter, store, id);
    }

    static long stuck(Tx tx, StoreId store) {
        return tx.number("select count(*) from messaging.message where store_id = ? and " + STUCK, store);
    }

    static boolean sendAgain(Tx tx, StoreId store, MessageId id, Instant now) {
        return tx.update("""
                        update messaging.message set state = 'QUEUED', attempts = 0, due_at = ?, last_error = null, let_go_at = null, ask_at = null
                        where store_id = ? and id = ? and state in ('IN_DOUBT', 'GAVE_UP') and useful_until > ? and emptied_at is null""", now, store, id, now) == 1;
    }

    static boolean letGo(Tx tx, StoreId store, MessageId id, Instant now) {
        return tx.update(
                        "update messaging.message set state = 'GAVE_UP', let_go_at = ? where store_id = ? and id = ? and "
                                + STUCK,
                        now,
                        store,
                        id)
                == 1;
    }

    static int erase(Tx tx, StoreId store, long[] customers, Instant now) {
        return tx.update(
                "update messaging.message set " + EMPTIED
                        + " where store_id = ? and customer_id = any(?) and emptied_at is null",
                now,
                store,
                customers);
    }

    /** Mails that were queued for an address alone, such as a link that was asked for. */
    static int eraseByAddress(Tx tx, StoreId store, String[] emails, Instant now) {
        return tx.update(
                "update messaging.message set " + EMPTIED
                        + " where store_id = ? and lower(recipient) = any(?) and emptied_at is null",
                now,
                store,
                emails);
    }

    /** What was sent to a person, for the person to read. */
    static List<ToPerson> toPerson(Tx tx, StoreId store, long[] customers, String[] emails) {
        return tx.list(
                """
                select kind, recipient, subject, body_text, created_at from messaging.message
                where store_id = ? and (customer_id = any(?) or lower(recipient) = any(?)) and emptied_at is null
                order by created_at""",
                row -> new ToPerson(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Tx.instantNotNull(row, "created_at")),
                store,
                customers,
                emails);
    }

    record ToPerson(String kind, String recipient, String subject, String text, Instant queuedAt) {}

    /** Empties what is old enough, a batch at a time; returns how many it was. */
    static int emptyBeforeAcrossStores(Tx tx, Instant before, Instant now, int limit) {
        return tx.update("update messaging.message set " + EMPTIED + " " + """
                         where (store_id, id) in (select store_id, id from messaging.message
                           where emptied_at is null and created_at < ? order by created_at limit ?)""", now, before, limit);
    }

    /** A message still on its way has nobody to go to then, and is given up. */
    private static final String EMPTIED = """
            recipient = '', recipient_name = null, search = '', reply_to = null, subject = '', html = '', body_text = '', headers = '{}',
            last_error = null, provider_reply = null, customer_id = null, emptied_at = ?, ask_at = null, parts = null, reached_why = null,
            state = case when state in ('SENT', 'DROPPED') then state else 'GAVE_UP' end""";

    static Messages.Sketch sketch(ResultSet row) throws SQLException {
        return new Messages.Sketch(
                new StoreId(row.getInt("store_id")),
                new MessageId(row.getLong("id")),
                Channel.valueOf(row.getString("channel")),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("subject"),
                MessageState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Tx.instantNotNull(row, "created_at"),
                Tx.instantNotNull(row, "due_at"),
                Tx.instant(row, "sent_at"),
                row.getString("last_error"),
                new Messages.Fate(
                        Tx.instantNotNull(row, "useful_until"),
                        Tx.instant(row, "let_go_at"),
                        Tx.instant(row, "emptied_at"),
                        Tx.instant(row, "ask_at")),
                reached(row));
    }

    private static Messages.@Nullable Reached reached(ResultSet row) throws SQLException {
        String how = row.getString("reached");
        return how == null
                ? null
                : new Messages.Reached(
                        Messages.How.valueOf(how), Tx.instantNotNull(row, "reached_at"), row.getString("reached_why"));
    }

    private static Messages.Letter letter(ResultSet row) throws SQLException {
        String replyTo = row.getString("reply_to");
        return new Messages.Letter(
                sketch(row),
                sender(row),
                replyTo == null ? null : Mailbox.of(replyTo),
                row.getString("html"),
                row.getString("body_text"),
                headers(row.getString("headers")).entrySet().stream()
                        .map(header -> new Messages.Header(header.getKey(), header.getValue()))
                        .toList(),
                row.getString("provider_reply"));
    }

    private static String sender(ResultSet row) throws SQLException {
        String sender = row.getString("sender");
        return sender.isEmpty() ? "" : new Mailbox(row.getString("sender_name"), sender).toString();
    }

    static Map<String, String> headers(String json) {
        try {
            return Objects.requireNonNull(Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of a message are not what was written", e);
        }
    }
}
