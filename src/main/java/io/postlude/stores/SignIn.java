package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The door of the console. Times here are the wall clock's, never the movable one's: an authenticator app cannot be moved, and
 * moving a demo's time must not sign people out.
 */
public final class SignIn {
    /** Name of the cookie the session's token lives in: Secure, HttpOnly, SameSite=Lax. */
    public static final String COOKIE = "postlude_staff";

    public static final Duration IDLE = Duration.ofHours(12);
    public static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration SECOND_STEP = Duration.ofMinutes(5);
    /** A row written for each click would cost more than the click. */
    private static final Duration SEEN_NOTED_EVERY = Duration.ofMinutes(1);

    private static final int MOST_DEVICE_CHARACTERS = 200;
    private static final int MOST_EMAIL_CHARACTERS = 254;
    private static final String FORM_TOKEN = "form-token";

    private final Database database;
    private final Ids ids;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Passwords passwords;
    private final Totp totp;
    private final Attempts attempts;
    private final Audit audit;

    SignIn(Ground ground, Audit audit, Passwords passwords, Totp totp) {
        this.database = ground.database();
        this.ids = ground.ids();
        this.secrets = ground.secrets();
        this.clock = ground.wallClock();
        this.passwords = passwords;
        this.totp = totp;
        this.attempts = new Attempts(ground.database());
        this.audit = audit;
    }

    /** Who asks: the address counts tries, both are shown in the list of sessions. */
    public record Visitor(String address, String device) {}

    public sealed interface Outcome {
        /** {@code token} goes into the cookie and is nowhere else. */
        record SignedIn(String token, StaffSession session) implements Outcome {
            @Override
            public String toString() {
                return "SignedIn[" + session + "]";
            }
        }

        /** The password was right; {@code ticket} is good for five minutes and for nothing but the second step. */
        record CodeNeeded(String ticket) implements Outcome {
            @Override
            public String toString() {
                return "CodeNeeded[]";
            }
        }

        /** Wrong password, unknown person, disabled person, wrong or used code: the answer does not say which. */
        record Wrong() implements Outcome {}

        /** Too many tries from here or at this account. */
        record TryLater(Instant at) implements Outcome {}

        /** The ticket is over: begin again. */
        record StartAgain() implements Outcome {}
    }

    public Outcome signIn(String email, String password, Visitor visitor) {
        if (email.length() > MOST_EMAIL_CHARACTERS) return new Outcome.Wrong();
        Instant now = clock.instant();
        Optional<Instant> wait = attempts.begin(email, visitor.address(), now);
        if (wait.isPresent()) return new Outcome.TryLater(wait.get());
        Optional<StaffSql.Person> person = database.acrossStores(tx -> StaffSql.byEmail(tx, email));
        boolean right = passwords.matches(
                password, person.map(StaffSql.Person::passwordHash).orElse(null));
        if (!right || person.isEmpty() || person.get().disabledAt() != null) return new Outcome.Wrong();
        if (person.get().totpSealed() != null) return secondStep(person.get().id(), now);
        attempts.succeeded(email, visitor.address());
        return start(person.get().id(), visitor);
    }

    private Outcome secondStep(PersonId person, Instant now) {
        String ticket = ids.token();
        database.runAcrossStores(tx -> LinkSql.insert(
                tx, new LinkSql.Link(LinkSql.Purpose.SECOND_STEP, person, now.plus(SECOND_STEP)), ticket));
        return new Outcome.CodeNeeded(ticket);
    }

    /** The second step: a code of the app, each step good once, or a recovery code. */
    public Outcome confirm(String ticket, String code, Visitor visitor) {
        Instant now = clock.instant();
        Optional<StaffSql.Person> found = database.acrossStores(
                tx -> LinkSql.find(tx, ticket, LinkSql.Purpose.SECOND_STEP, now).flatMap(id -> StaffSql.find(tx, id)));
        if (found.isEmpty() || found.get().disabledAt() != null) return new Outcome.StartAgain();
        StaffSql.Person person = found.get();
        Optional<Instant> wait = attempts.begin(person.email(), visitor.address(), now);
        if (wait.isPresent()) return new Outcome.TryLater(wait.get());
        boolean right = database.acrossStores(
                tx -> takes(tx, person, code, now) && LinkSql.use(tx, ticket, LinkSql.Purpose.SECOND_STEP, now));
        if (!right) return new Outcome.Wrong();
        attempts.succeeded(person.email(), visitor.address());
        return start(person.id(), visitor);
    }

    private boolean takes(Tx tx, StaffSql.Person person, String code, Instant now) {
        String seed = person.totpSealed();
        if (seed == null || code.length() > 60) return false;
        OptionalLong step = totp.step(seed, code, now, person.totpLastStep());
        if (step.isPresent()) return StaffSql.useTotpStep(tx, person.id(), step.getAsLong());
        return StaffSql.useRecoveryCode(tx, person.id(), Totp.recoveryHash(code), now);
    }

    /** Signs a person in who has just proved who they are by other means: an invitation, the set-up link. */
    Outcome start(PersonId person, Visitor visitor) {
        String token = ids.token();
        Instant now = clock.instant();
        String device = visitor.device().length() > MOST_DEVICE_CHARACTERS
                ? visitor.device().substring(0, MOST_DEVICE_CHARACTERS)
                : visitor.device();
        SessionId id = new SessionId(ids.next());
        database.runAcrossStores(tx -> {
            SessionSql.insert(
                    tx, new SessionSql.Row(id, person, now, now, Network.of(visitor.address()), device), hash(token));
            for (StoreId store : StaffSql.roles(tx, person).keySet())
                audit.record(
                        tx,
                        store,
                        new Actor.Staff(
                                person, StaffSql.find(tx, person).orElseThrow().name(), visitor.address()),
                        Audit.Deed.of("session.started", "session", id.toString()));
        });
        return find(token)
                .<Outcome>map(session -> new Outcome.SignedIn(token, session))
                .orElseGet(Outcome.Wrong::new);
    }

    /** The session behind a cookie; one read by key, so that an ended session is over with the next request. */
    public Optional<StaffSession> find(String token) {
        if (token.isEmpty() || token.length() > 100) return Optional.empty();
        Instant now = clock.instant();
        String hash = hash(token);
        return database.acrossStores(tx -> {
            Optional<SessionSql.Found> found = SessionSql.find(tx, hash, now.minus(IDLE), now.minus(LONGEST));
            if (found.isPresent() && found.get().seenAt().isBefore(now.minus(SEEN_NOTED_EVERY)))
                SessionSql.seen(tx, hash, now);
            return found.map(row -> new StaffSession(
                    row.id(),
                    row.person(),
                    row.name(),
                    row.email(),
                    Locale.forLanguageTag(row.locale()),
                    formToken(token),
                    row.roles()));
        });
    }

    private String formToken(String token) {
        byte[] signature = secrets.sign(FORM_TOKEN, token.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    public void signOut(String token) {
        database.runAcrossStores(tx -> SessionSql.end(tx, hash(token)));
    }

    /** One signed-in browser, as its owner sees it. */
    public record Device(SessionId id, Instant startedAt, Instant seenAt, String network, String device) {}

    /** Newest first. */
    public List<Device> devices(PersonId person) {
        Instant now = clock.instant();
        return database.acrossStores(tx -> SessionSql.list(tx, person, now.minus(IDLE), now.minus(LONGEST)));
    }

    /** Ends one session of this person; false where it is not theirs or over. */
    public boolean end(PersonId person, SessionId session) {
        return database.acrossStores(tx -> SessionSql.end(tx, person, session));
    }

    /** Drops sessions, links and counts whose time is over; for a recurring job. */
    public void tidy() {
        Instant now = clock.instant();
        attempts.forget(now);
        database.runAcrossStores(tx -> {
            SessionSql.drop(tx, now.minus(IDLE), now.minus(LONGEST));
            LinkSql.drop(tx, now);
        });
    }

    static String hash(String token) {
        return Secrets.fingerprint(token);
    }
}
