package io.postlude.customers;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What a store itself writes to a person, for its staff and its journeys: tags beside those of the shop, and notes. */
public final class Remarks {
    public static final int TAG_LIMIT_CHARS = 40;
    public static final int NOTE_LIMIT_CHARS = 1_000;
    private static final int NOTES_SHOWN = 50;

    private final Ids ids;
    private final InstantSource clock;

    Remarks(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** A note; {@code key}: the same key in a store is the same note. */
    public record Note(String key, String words, String by, Instant at) {
        public Note {
            if (words.isBlank() || words.length() > NOTE_LIMIT_CHARS)
                throw new IllegalArgumentException("A note has 1 to 1,000 characters");
        }
    }

    /** False where they have it already. */
    public boolean tag(Tx tx, StoreId store, CustomerId person, Tag tag) {
        return tx.update("""
                        insert into customers.own_tag (store_id, customer_id, tag, since, by) values (?, ?, ?, ?, ?)
                        on conflict do nothing""", store, head(tx, store, person), tag.name(), clock.instant(), tag.by()) == 1;
    }

    /** {@code by}: who gave it. */
    public record Tag(String name, String by) {
        public Tag {
            if (name.isBlank() || name.length() > TAG_LIMIT_CHARS)
                throw new IllegalArgumentException("A tag has 1 to 40 characters");
        }
    }

    /** False where they have no such tag of the store's own; the shop's stay. */
    public boolean untag(Tx tx, StoreId store, CustomerId person, String tag) {
        return tx.update(
                        "delete from customers.own_tag where store_id = ? and customer_id = ? and tag = ?",
                        store,
                        head(tx, store, person),
                        tag)
                > 0;
    }

    /** False where it stands already. */
    public boolean note(Tx tx, StoreId store, CustomerId person, Note note) {
        return tx.update(
                        """
                        insert into customers.note (store_id, id, customer_id, note_key, words, by, at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict on constraint note_once do nothing""", store, ids.next(), head(tx, store, person), note.key(), note.words(), note.by(), note.at())
                == 1;
    }

    /** The newest first, at most fifty; of all records of the person. */
    public List<Note> notes(Tx tx, StoreId store, CustomerId person) {
        CustomerId head = head(tx, store, person);
        return tx.list(
                "select * from customers.note where store_id = ? and customer_id = any(?) order by id desc limit ?",
                row -> new Note(
                        row.getString("note_key"),
                        row.getString("words"),
                        row.getString("by"),
                        Tx.instantNotNull(row, "at")),
                store,
                CustomerReadSql.family(head, MergeSql.below(tx, store, head)),
                NOTES_SHOWN);
    }

    static List<String> tags(Tx tx, StoreId store, long[] family) {
        return tx.list(
                "select distinct tag from customers.own_tag where store_id = ? and customer_id = any(?) order by tag",
                row -> row.getString(1),
                store,
                family);
    }

    private static CustomerId head(Tx tx, StoreId store, CustomerId person) {
        return MergeSql.canonical(tx, store, List.of(person)).getOrDefault(person, person);
    }
}
