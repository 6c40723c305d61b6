package io.postlude.twin;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What people were told, read from the messages that really left. */
final class MailsHeard implements Heard {
    private static final int PAGE = 5_000;
    /** A message may be written down a little after others that left later. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    private final Database database;
    private final Messages messages;
    private final StoreId store;
    private final Map<String, List<Word>> byAddress = new HashMap<>();
    private final Set<MessageId> known = new HashSet<>();
    private Instant readUntil = Instant.EPOCH;

    MailsHeard(Database database, Messages messages, StoreId store) {
        this.database = database;
        this.messages = messages;
        this.store = store;
    }

    /** Reads what left since the last time. */
    void read() {
        List<Messages.Sketch> page;
        do {
            Instant since = readUntil;
            page = database.inStore(store, tx -> messages.sentSince(tx, store, since, PAGE));
            for (Messages.Sketch sketch : page) take(sketch);
            if (!page.isEmpty()) {
                Instant last = Objects.requireNonNull(page.getLast().sentAt());
                readUntil = page.size() == PAGE ? last : last.minus(OVERLAP);
            }
        } while (page.size() == PAGE);
    }

    private void take(Messages.Sketch sketch) {
        Instant sent = sketch.sentAt();
        if (sent == null || !known.add(sketch.id())) return;
        byAddress
                .computeIfAbsent(sketch.recipient().toLowerCase(Locale.ROOT), address -> new ArrayList<>())
                .add(new Word(sent, sketch.kind()));
    }

    @Override
    public List<Word> by(String email) {
        return byAddress.getOrDefault(email, List.of());
    }
}
