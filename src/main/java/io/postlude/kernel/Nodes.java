package io.postlude.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This running process among those on the same database: its number for {@link Ids}, and how many are alive. */
public final class Nodes {
    private static final int DEAD_AFTER_SECONDS = 30;

    private final Database database;
    private final int number;
    private volatile int alive = 1;

    private Nodes(Database database, int number) {
        this.database = database;
        this.number = number;
    }

    /** Takes the next number no living node holds. */
    public static Nodes join(Database database) {
        int number = database.<Integer>acrossStores(tx -> {
            for (int tried = 0; tried < 1 << Ids.NODE_BITS; tried++) {
                int next = (int) tx.number("select nextval('kernel.node_number')");
                int taken = tx.update("""
                        insert into kernel.node (number, host) values (?, ?)
                        on conflict (number) do update set host = excluded.host, started_at = now(), beat_at = now()
                        where node.beat_at < now() - make_interval(secs => ?)""", next, host(), DEAD_AFTER_SECONDS);
                if (taken == 1) return next;
            }
            throw new IllegalStateException("1,024 nodes are running on this database");
        });
        return new Nodes(database, number);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    public int number() {
        return number;
    }

    /** Says that this node lives and counts the others. Call every few seconds. */
    public void beat() {
        alive = database.<Integer>acrossStores(tx -> {
            int beaten = tx.update("update kernel.node set beat_at = now() where number = ?", number);
            long living = tx.number(
                    "select count(*) from kernel.node where beat_at > now() - make_interval(secs => ?)",
                    DEAD_AFTER_SECONDS);
            return (int) Math.max(living, beaten);
        });
    }

    int alive() {
        return alive;
    }

    /** Gives the number back. */
    public void leave() {
        database.runAcrossStores(tx -> tx.execute("delete from kernel.node where number = ?", number));
    }
}
