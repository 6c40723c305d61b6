package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.Secrets;
import java.time.Duration;
import java.time.InstantSource;

/** Wires this module. */
public record StoresModule(
        Stores stores,
        Logos logos,
        Staff staff,
        SignIn signIn,
        OwnSignIn ownSignIn,
        ApiKeys apiKeys,
        Connections connections,
        Audit audit) {
    private static final Duration TIDY = Duration.ofHours(1);

    /**
     * What the module stands on.
     *
     * @param clock the world's time, which a demo moves
     * @param wallClock the machine's time, for sessions, codes, links and keys; never moved outside tests
     */
    public record Needs(
            Database database, EventLog log, Ids ids, Secrets secrets, InstantSource clock, InstantSource wallClock) {}

    public static StoresModule wire(Needs needs) {
        Ground ground = new Ground(
                needs.database(),
                needs.log(),
                needs.ids(),
                needs.secrets(),
                needs.clock(),
                needs.wallClock(),
                new Generation(needs.database()));
        Audit audit = new Audit(needs.database(), needs.ids(), needs.clock());
        Passwords passwords = new Passwords(needs.ids().token());
        Totp totp = new Totp(needs.secrets());
        SignIn signIn = new SignIn(ground, audit, passwords, totp);
        return new StoresModule(
                new Stores(ground, audit),
                new Logos(ground, audit),
                new Staff(ground, audit, passwords, signIn),
                signIn,
                new OwnSignIn(ground, audit, passwords, totp),
                new ApiKeys(ground, audit),
                new Connections(ground, audit),
                audit);
    }

    /** Drops sessions, links and counts whose time is over. */
    public void schedule(Jobs jobs) {
        jobs.every(TIDY, "stores-tidy", signIn::tidy);
    }
}
