package io.postlude.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts messages of channels other than e-mail into the outbox, and holds those that wait for another to fail. */
final class OutgoingSql {
    private static final int HEADLINE_CHARS = 80;
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "channel text",
            "kind text",
            "dedupe_key text",
            "recipient text",
            "customer_id bigint",
            "purpose text",
            "subject text",
            "body_text text",
            "parts json",
            "when_in_doubt text",
            "due_at timestamptz",
            "useful_until timestamptz",
            "search tsvector");

    private OutgoingSql() {}

    /** Answers those that are new. */
    static Set<MessageId> insert(Tx tx, List<MessageId> ids, List<OutgoingMessage> messages, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (int i = 0; i < messages.size(); i++) {
            OutgoingMessage message = messages.get(i);
            String text = message.wording().text();
            rows.add(
                    message.store(),
                    ids.get(i),
                    message.channel(),
                    message.kind(),
                    message.dedupeKey(),
                    message.to(),
                    message.customer(),
                    message.purpose(),
                    headline(text),
                    text,
                    write(message.wording()),
                    message.whenInDoubt(),
                    now,
                    now.plus(message.usefulFor()),
                    SearchWords.vector(message.to(), null, headline(text), message.kind()));
        }
        return new HashSet<>(rows.list(tx, """
                insert into messaging.message (store_id, id, channel, kind, dedupe_key, sender, recipient, customer_id, purpose,
                  subject, html, body_text, headers, parts, when_in_doubt, due_at, useful_until, created_at, search)
                select store_id, id, channel, kind, dedupe_key, '', recipient, customer_id, purpose,
                  subject, '', body_text, '{}', parts, when_in_doubt, due_at, useful_until, due_at, search
                from :rows u on conflict on constraint message_once do nothing returning id""", row -> new MessageId(row.getLong(1))));
    }

    /** The first words stand for a subject, which these channels do not have. */
    private static String headline(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= HEADLINE_CHARS ? line : line.substring(0, HEADLINE_CHARS - 1) + "…";
    }

    private static String write(Wording wording) {
        try {
            return Json.MAPPER.writerFor(Wording.class).writeValueAsString(wording);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a wording cannot be written", e);
        }
    }

    static Wording wording(String json) {
        try {
            return Json.MAPPER.readValue(json, Wording.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the wording of a message is not what was written", e);
        }
    }

    static void hold(Tx tx, StoreId store, MessageId id, MessageId before) {
        tx.execute(
                "update messaging.message set state = 'HELD', held_for = ? where store_id = ? and id = ?",
                before,
                store,
                id);
    }

    /** A message by its whole key. */
    record Ref(StoreId store, MessageId id) {}

    /** Those that waited for these to fail go out now. */
    static void releaseAcrossStores(Tx tx, List<Ref> failed, Instant now) {
        if (failed.isEmpty()) return;
        tx.execute("""
                update messaging.message m set state = 'QUEUED', due_at = ?
                from unnest(?::int[], ?::bigint[]) as u(store_id, id)
                where m.store_id = u.store_id and m.held_for = u.id and m.state = 'HELD'""", now, stores(failed), ids(failed));
    }

    /** Those that waited for these are not needed: it arrived. */
    static void dropAcrossStores(Tx tx, List<Ref> arrived) {
        if (arrived.isEmpty()) return;
        tx.execute("""
                update messaging.message m set state = 'DROPPED'
                from unnest(?::int[], ?::bigint[]) as u(store_id, id)
                where m.store_id = u.store_id and m.held_for = u.id and m.state = 'HELD'""", stores(arrived), ids(arrived));
    }

    private static int[] stores(List<Ref> messages) {
        return messages.stream().mapToInt(one -> one.store().value()).toArray();
    }

    private static long[] ids(List<Ref> messages) {
        return messages.stream().mapToLong(one -> one.id().value()).toArray();
    }
}
