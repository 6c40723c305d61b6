package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts tries at a door. An account is closed to the network that guesses it long before it is closed to everyone, so that a
 * stranger cannot lock a person out with a few wrong passwords.
 */
final class Attempts {
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int MOST_PER_ACCOUNT_AND_NETWORK = 5;
    static final int MOST_PER_ACCOUNT = 40;
    static final int MOST_PER_NETWORK = 60;

    private final Database database;

    Attempts(Database database) {
        this.database = database;
    }

    private record Subject(String fingerprint, int most) {}

    /** Counts a try before it is made; a time where it must not be made before then. */
    Optional<Instant> begin(String account, String address, Instant now) {
        return database.acrossStores(tx -> {
            Optional<Instant> wait = Optional.empty();
            for (Subject subject : subjects(account, address)) {
                Optional<Instant> open = count(tx, subject, now);
                if (wait.isEmpty()) wait = open;
            }
            return wait;
        });
    }

    /** In one order always (by fingerprint), so that two tries never wait for each other's rows in a circle. */
    private static List<Subject> subjects(String account, String address) {
        String name = account.strip().toLowerCase(Locale.ROOT);
        String network = Network.of(address);
        return List.of(
                        new Subject(Secrets.fingerprint("both " + name + ' ' + network), MOST_PER_ACCOUNT_AND_NETWORK),
                        new Subject(Secrets.fingerprint("account " + name), MOST_PER_ACCOUNT),
                        new Subject(Secrets.fingerprint("network " + network), MOST_PER_NETWORK))
                .stream()
                .sorted(java.util.Comparator.comparing(Subject::fingerprint))
                .toList();
    }

    private static Optional<Instant> count(Tx tx, Subject subject, Instant now) {
        Instant over = now.minus(WINDOW);
        return tx.first(
                        """
                insert into stores.attempt as a (subject, window_start, failures) values (?, ?, 1)
                on conflict (subject) do update set
                  failures = case when a.window_start <= ? then 1 else a.failures + 1 end,
                  window_start = case when a.window_start <= ? then excluded.window_start else a.window_start end
                returning failures, window_start""",
                        row -> row.getInt("failures") > subject.most()
                                ? Optional.of(
                                        Tx.instantNotNull(row, "window_start").plus(WINDOW))
                                : Optional.<Instant>empty(),
                        subject.fingerprint(),
                        now,
                        over,
                        over)
                .orElseThrow();
    }

    /** The try was right: the account's counts end, the network's takes this one back. */
    void succeeded(String account, String address) {
        String name = account.strip().toLowerCase(Locale.ROOT);
        String network = Network.of(address);
        database.runAcrossStores(tx -> {
            tx.execute("delete from stores.attempt where subject = any (?)", (Object) new String[] {
                Secrets.fingerprint("both " + name + ' ' + network), Secrets.fingerprint("account " + name)
            });
            tx.execute(
                    "update stores.attempt set failures = greatest(failures - 1, 0) where subject = ?",
                    Secrets.fingerprint("network " + network));
        });
    }

    /** Drops counts whose time is over. */
    void forget(Instant now) {
        database.runAcrossStores(
                tx -> tx.execute("delete from stores.attempt where window_start < ?", now.minus(WINDOW)));
    }
}
