package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a person changes about their own sign-in: password, second step, name. */
public final class OwnSignIn {
    /** For so long a link for a forgotten password works. */
    public static final Duration PASSWORD_LINK = Duration.ofHours(1);

    private static final int MOST_NAME_CHARACTERS = 80;

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;
    private final Audit audit;
    private final Passwords passwords;
    private final Totp totp;
    private final Attempts attempts;

    OwnSignIn(Ground ground, Audit audit, Passwords passwords, Totp totp) {
        this.audit = audit;
        this.database = ground.database();
        this.ids = ground.ids();
        this.clock = ground.wallClock();
        this.passwords = passwords;
        this.totp = totp;
        this.attempts = new Attempts(ground.database());
    }

    public sealed interface Change {
        record Done() implements Change {}

        /** The present password was wrong. */
        record Wrong() implements Change {}

        /** The new one does not do; {@code reason} says why. */
        record Unfit(String reason) implements Change {}

        /** The link was used, is too old, or never was. */
        record LinkOver() implements Change {}

        record TryLater(Instant at) implements Change {}
    }

    /** Ends all other sessions of the person. */
    public Change changePassword(StaffSession session, String present, String wanted, String address) {
        Optional<Instant> wait = attempts.begin(session.email(), address, clock.instant());
        if (wait.isPresent()) return new Change.TryLater(wait.get());
        StaffSql.Person person = person(session);
        if (!passwords.matches(present, person.passwordHash())) return new Change.Wrong();
        attempts.succeeded(session.email(), address);
        Optional<String> fault = Passwords.fault(wanted, person.email());
        if (fault.isPresent()) return new Change.Unfit(fault.get());
        String hash = passwords.hash(wanted);
        database.runAcrossStores(tx -> {
            StaffSql.setPassword(tx, person.id(), hash);
            LinkSql.end(tx, LinkSql.Purpose.PASSWORD, person.id());
            SessionSql.endOthers(tx, person.id(), session.id().value());
            audit(tx, person, "password.changed", address);
        });
        return new Change.Done();
    }

    private void audit(Tx tx, StaffSql.Person person, String action, String address) {
        Actor actor = new Actor.Staff(person.id(), person.name(), address);
        for (StoreId store : StaffSql.roles(tx, person.id()).keySet())
            audit.record(
                    tx,
                    store,
                    actor,
                    Audit.Deed.of(action, "person", person.id().toString()));
    }

    /** What the mail with the link needs. {@code store}: one they work for, which can send it; empty where there is none. */
    public record PasswordLink(
            PersonId person, String email, String name, Locale locale, String token, Optional<StoreId> store) {
        @Override
        public String toString() {
            return "PasswordLink[" + person + "]";
        }
    }

    /**
     * A link for a forgotten password, good for an hour; empty where nobody has the address, or too many were asked for. The
     * page answers the same either way, and the caller sends the mail from a row, not within the request.
     */
    public Optional<PasswordLink> forgotten(String email, String address) {
        Instant now = clock.instant();
        if (email.length() > 254
                || attempts.begin("forgotten " + email, address, now).isPresent()) return Optional.empty();
        String token = ids.token();
        return database.acrossStores(tx -> {
            Optional<StaffSql.Person> person = StaffSql.byEmail(tx, email).filter(found -> found.disabledAt() == null);
            person.ifPresent(found -> renew(tx, found.id(), token, now));
            return person.map(found -> new PasswordLink(
                    found.id(),
                    found.email(),
                    found.name(),
                    Locale.forLanguageTag(found.locale()),
                    token,
                    StaffSql.roles(tx, found.id()).keySet().stream().min(Comparator.comparingInt(StoreId::value))));
        });
    }

    private static void renew(Tx tx, PersonId person, String token, Instant now) {
        LinkSql.end(tx, LinkSql.Purpose.PASSWORD, person);
        LinkSql.insert(tx, new LinkSql.Link(LinkSql.Purpose.PASSWORD, person, now.plus(PASSWORD_LINK)), token);
    }

    /**
     * Sets a new password by link and ends all sessions; the second step stays as it is. Every store they work for has it in
     * its trail, with the network of {@code address}.
     */
    public Change resetPassword(String token, String wanted, String address) {
        Instant now = clock.instant();
        Optional<StaffSql.Person> person = database.acrossStores(
                tx -> LinkSql.find(tx, token, LinkSql.Purpose.PASSWORD, now).flatMap(id -> StaffSql.find(tx, id)));
        if (person.isEmpty()) return new Change.LinkOver();
        Optional<String> fault = Passwords.fault(wanted, person.get().email());
        if (fault.isPresent()) return new Change.Unfit(fault.get());
        String hash = passwords.hash(wanted);
        boolean used = database.acrossStores(tx -> {
            if (!LinkSql.use(tx, token, LinkSql.Purpose.PASSWORD, now)) return false;
            StaffSql.setPassword(tx, person.get().id(), hash);
            SessionSql.endOthers(tx, person.get().id(), 0);
            audit(tx, person.get(), "password.reset-by-link", address);
            return true;
        });
        return used ? new Change.Done() : new Change.LinkOver();
    }

    /** A new seed for an authenticator app; counts only once {@link #confirmSecondStep} took a code of it. */
    public record SecondStepOffer(String seed, String address) {
        @Override
        public String toString() {
            return "SecondStepOffer[]";
        }
    }

    /** {@code secondStep} is on or off; {@code recoveryCodesLeft} of ten. */
    public record Standing(boolean secondStep, int recoveryCodesLeft) {}

    public Standing standing(StaffSession session) {
        return database.acrossStores(tx ->
                new Standing(StaffSql.find(tx, session.person()).orElseThrow().totpSealed() != null, (int)
                        StaffSql.recoveryCodesLeft(tx, session.person())));
    }

    public SecondStepOffer offerSecondStep(StaffSession session) {
        String seed = totp.newSeed();
        database.runAcrossStores(tx -> StaffSql.offerTotp(tx, session.person(), totp.seal(seed)));
        return new SecondStepOffer(seed, Totp.address(seed, session.email()));
    }

    /** Switches the second step on and gives ten recovery codes, shown once; empty where the code is wrong. */
    public Optional<List<String>> confirmSecondStep(StaffSession session, String code) {
        StaffSql.Person person = person(session);
        String offered = person.totpOffered();
        if (offered == null) return Optional.empty();
        OptionalLong step = totp.step(offered, code, clock.instant(), 0);
        if (step.isEmpty()) return Optional.empty();
        List<String> codes = totp.recoveryCodes();
        database.runAcrossStores(tx -> {
            StaffSql.setTotp(tx, person.id(), offered, step.getAsLong());
            StaffSql.putRecoveryCodes(tx, person.id(), hashes(codes));
            SessionSql.endOthers(tx, person.id(), session.id().value());
        });
        return Optional.of(codes);
    }

    /** Ten new recovery codes; the old ones are over. Empty where the password is wrong or there is no second step. */
    public Optional<List<String>> renewRecoveryCodes(StaffSession session, String password, String address) {
        if (!proves(session, password, address) || person(session).totpSealed() == null) return Optional.empty();
        List<String> codes = totp.recoveryCodes();
        database.runAcrossStores(tx -> StaffSql.putRecoveryCodes(tx, session.person(), hashes(codes)));
        return Optional.of(codes);
    }

    /** Switches the second step off; false where the password is wrong. */
    public boolean removeSecondStep(StaffSession session, String password, String address) {
        if (!proves(session, password, address)) return false;
        database.runAcrossStores(tx -> {
            StaffSql.setTotp(tx, session.person(), null, 0);
            StaffSql.putRecoveryCodes(tx, session.person(), new String[0]);
        });
        return true;
    }

    private boolean proves(StaffSession session, String password, String address) {
        if (attempts.begin(session.email(), address, clock.instant()).isPresent()) return false;
        if (!passwords.matches(password, person(session).passwordHash())) return false;
        attempts.succeeded(session.email(), address);
        return true;
    }

    /** Nothing is changed, and the reason given, where the name or language does not do. */
    public Optional<String> rename(StaffSession session, String name, String locale) {
        Field field = new Field();
        String line = field.line("/name", name, MOST_NAME_CHARACTERS);
        Locale language = Locale.forLanguageTag(locale);
        field.require(!language.getLanguage().isEmpty(), "/locale", "Give a language, such as en or de.");
        if (!field.errors().isEmpty())
            return Optional.of(field.errors().getFirst().detail());
        database.runAcrossStores(tx -> StaffSql.rename(tx, session.person(), line, language.toLanguageTag()));
        return Optional.empty();
    }

    private StaffSql.Person person(StaffSession session) {
        return database.acrossStores(tx -> StaffSql.find(tx, session.person()).orElseThrow());
    }

    private static String[] hashes(List<String> codes) {
        return codes.stream().map(Totp::recoveryHash).toArray(String[]::new);
    }
}
