package io.postlude.messaging;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The outbox for whoever puts in many messages at once. */
final class MessageBulkSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "channel text",
            "kind text",
            "dedupe_key text",
            "sender_name text",
            "sender text",
            "reply_to text",
            "recipient text",
            "recipient_name text",
            "customer_id bigint",
            "subject text",
            "html text",
            "body_text text",
            "headers json",
            "when_in_doubt text",
            "due_at timestamptz",
            "useful_until timestamptz",
            "created_at timestamptz",
            "search tsvector");

    private MessageBulkSql() {}

    /** Answers those that are new. */
    static Set<MessageId> insert(Tx tx, List<MessageId> ids, List<OutgoingMail> mails, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (int i = 0; i < mails.size(); i++) rows.add(row(ids.get(i), mails.get(i), now));
        return new HashSet<>(rows.list(tx, """
                insert into messaging.message (store_id, id, channel, kind, dedupe_key, sender_name, sender, reply_to,
                  recipient, recipient_name, customer_id, subject, html, body_text, headers, when_in_doubt, due_at,
                  useful_until, created_at, search)
                select * from :rows u on conflict on constraint message_once do nothing returning id""", row -> new MessageId(row.getLong(1))));
    }

    private static @Nullable Object[] row(MessageId id, OutgoingMail mail, Instant now) {
        OutgoingMail.Envelope envelope = mail.envelope();
        Mailbox replyTo = envelope.replyTo();
        OutgoingMail.Content content = mail.content();
        return new @Nullable Object[] {
            mail.store(),
            id,
            "EMAIL",
            mail.kind(),
            mail.dedupeKey(),
            envelope.from().name(),
            envelope.from().address(),
            replyTo == null ? null : replyTo.address(),
            envelope.to().address(),
            envelope.to().name(),
            mail.customer(),
            content.subject(),
            content.html(),
            content.text(),
            Json.write(new TreeMap<>(content.headers())),
            mail.whenInDoubt(),
            now,
            now.plus(mail.usefulFor()),
            now,
            MessageSql.words(mail)
        };
    }

    /** Whom the server refused, or who stands on the list: 550 is "no such mailbox" with servers that say no more; 5.1.x is the address with those that do (RFC 3463). */
    static Set<String> refusing(Tx tx, StoreId store, Collection<String> addresses) {
        if (addresses.isEmpty()) return Set.of();
        String[] lower = addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .distinct()
                .toArray(String[]::new);
        return new HashSet<>(tx.list("""
                select distinct lower(recipient) from messaging.message
                where store_id = ? and state = 'GAVE_UP' and lower(recipient) = any(?)
                  and last_error ~ 'answered (550 [^5]|5[0-9]{2} 5\\.1\\.)'
                union
                select address from messaging.suppression
                where store_id = ? and channel = 'EMAIL' and address = any(?) and lifted_at is null
                  and reason in ('BOUNCE', 'INVALID', 'MANUAL')""", row -> row.getString(1), store, lower, store, lower));
    }
}
