package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The people who work in stores: how they come (first owner, invitation), what they are in each store, and how they go. The
 * face checks no permission of the actor: the page or endpoint does, with {@link StaffSession#may}.
 */
public final class Staff {
    private static final Duration SETUP_LINK = Duration.ofHours(24);
    private static final Duration INVITATION = Duration.ofDays(7);
    private static final int MOST_NAME_CHARACTERS = 80;
    private static final int MOST_MEMBERS = 500;

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;
    private final Passwords passwords;
    private final SignIn door;
    private final Audit audit;

    Staff(Ground ground, Audit audit, Passwords passwords, SignIn door) {
        this.database = ground.database();
        this.ids = ground.ids();
        this.clock = ground.wallClock();
        this.audit = audit;
        this.passwords = passwords;
        this.door = door;
    }

    /** A person in a store; {@code seenAt} is when they last did anything, null where they are signed in nowhere. */
    public record Member(
            PersonId id,
            String name,
            String email,
            Role role,
            Instant since,
            boolean secondStep,
            @Nullable Instant disabledAt,
            @Nullable Instant seenAt) {}

    /** What a person enters about themselves. */
    public record NewPerson(String email, String name, String locale, String password) {
        @Override
        public String toString() {
            return "NewPerson[]";
        }
    }

    public sealed interface Entry {
        /** Signed in already: {@code session} as after a sign-in. */
        record Welcome(SignIn.Outcome session) implements Entry {}

        record Invalid(List<Problem.FieldError> errors) implements Entry {}

        /** The link was used, is too old, or never was. */
        record LinkOver() implements Entry {}
    }

    public sealed interface Change {
        record Done() implements Change {}

        /** A store keeps at least one owner. */
        record LastOwner() implements Change {}

        /** The person is not of this store. */
        record Unknown() implements Change {}

        /** The person also belongs to stores the actor does not own. */
        record NotYours() implements Change {}
    }

    /**
     * A one-time token for the first owner, good for a day; empty as soon as there is anyone. {@code serve} prints the link in
     * the terminal: whoever can read that owns the machine anyway. A token given before is over.
     */
    public Optional<String> setupToken() {
        String token = ids.token();
        return database.acrossStores(tx -> {
            StaffSql.lockPeople(tx);
            if (StaffSql.count(tx) > 0) return Optional.empty();
            LinkSql.end(tx, LinkSql.Purpose.SETUP, null);
            LinkSql.insert(
                    tx,
                    new LinkSql.Link(
                            LinkSql.Purpose.SETUP, null, clock.instant().plus(SETUP_LINK)),
                    token);
            return Optional.of(token);
        });
    }

    /** Makes the first person, who then opens a store and owns it. */
    public Entry setUp(String token, NewPerson wanted, SignIn.Visitor visitor) {
        Field field = new Field();
        StaffSql.Person person = check(wanted, field);
        if (!field.errors().isEmpty()) return new Entry.Invalid(field.errors());
        Instant now = clock.instant();
        boolean made = database.acrossStores(tx -> {
            StaffSql.lockPeople(tx);
            if (StaffSql.count(tx) > 0 || !LinkSql.use(tx, token, LinkSql.Purpose.SETUP, now)) return false;
            StaffSql.insert(tx, person, now);
            return true;
        });
        return made ? new Entry.Welcome(door.start(person.id(), visitor)) : new Entry.LinkOver();
    }

    /** Makes a person who is a member from the start: for the demo and for tests, which have no mailbox. */
    public PersonId addDirectly(StoreId store, Role role, NewPerson wanted) {
        Field field = new Field();
        StaffSql.Person person = check(wanted, field);
        if (!field.errors().isEmpty())
            throw new IllegalArgumentException(field.errors().toString());
        Instant now = clock.instant();
        database.runAcrossStores(tx -> {
            StaffSql.insert(tx, person, now);
            StaffSql.putMembership(tx, store, new StaffSql.Membership(person.id(), role, now));
        });
        return person.id();
    }

    private StaffSql.Person check(NewPerson wanted, Field field) {
        String email = checkEmail(wanted.email(), field);
        String name = field.line("/name", wanted.name(), MOST_NAME_CHARACTERS);
        Locale locale = Locale.forLanguageTag(wanted.locale());
        field.require(!locale.getLanguage().isEmpty(), "/locale", "Give a language, such as en or de.");
        Passwords.fault(wanted.password(), email).ifPresent(fault -> field.wrong("/password", fault));
        String hash = field.errors().isEmpty() ? passwords.hash(wanted.password()) : null;
        return new StaffSql.Person(
                new PersonId(ids.next()), email, name, locale.toLanguageTag(), hash, null, null, 0, null);
    }

    private static String checkEmail(String text, Field field) {
        String email = text.strip();
        boolean right = email.length() <= 254
                && email.matches("[^\\s@<>\"(),:;\\\\\\p{Cntrl}]+@[^\\s@<>\"(),:;\\\\\\p{Cntrl}]+");
        field.require(right, "/email", "Give a mail address, such as name@example.com.");
        return email;
    }

    public List<Member> members(StoreId store) {
        return database.acrossStores(tx -> StaffSql.members(tx, store));
    }

    /** An invitation that waits to be taken. */
    public record Invitation(
            InvitationId id, StoreId store, String email, Role role, Instant invitedAt, Instant expiresAt) {}

    public sealed interface Invited {
        /** {@code token} goes into the link of the mail, which the caller sends. */
        record Sent(Invitation invitation, String token) implements Invited {
            @Override
            public String toString() {
                return "Sent[" + invitation.id() + "]";
            }
        }

        record Invalid(List<Problem.FieldError> errors) implements Invited {}
    }

    /** Invites somebody for a week; an older invitation of the same address ends. */
    public Invited invite(StoreId store, String email, Role role, Actor.Staff actor) {
        Field field = new Field();
        String address = checkEmail(email, field);
        List<Member> members = members(store);
        field.require(
                members.stream().noneMatch(member -> member.email().equalsIgnoreCase(address)),
                "/email",
                "This person belongs to the store already.");
        field.require(members.size() < MOST_MEMBERS, "/email", "This store has 500 people; that is the most.");
        if (!field.errors().isEmpty()) return new Invited.Invalid(field.errors());
        Instant now = clock.instant();
        String token = ids.token();
        Invitation invitation =
                new Invitation(new InvitationId(ids.next()), store, address, role, now, now.plus(INVITATION));
        database.runInStore(store, tx -> {
            InvitationSql.endOf(tx, store, address, now);
            InvitationSql.insert(tx, invitation, SignIn.hash(token), actor.id());
            audit.record(
                    tx,
                    store,
                    actor,
                    Audit.Deed.of("staff.invited", "invitation", invitation.id().toString())
                            .after(Map.of("role", role.name())));
        });
        return new Invited.Sent(invitation, token);
    }

    /** Those still open, newest first. */
    public List<Invitation> invitations(StoreId store) {
        return database.inStore(store, tx -> InvitationSql.open(tx, store, clock.instant()));
    }

    public boolean withdraw(StoreId store, InvitationId id, Actor actor) {
        return database.inStore(store, tx -> {
            if (!InvitationSql.end(tx, store, id, clock.instant())) return false;
            audit.record(tx, store, actor, Audit.Deed.of("staff.invitation-withdrawn", "invitation", id.toString()));
            return true;
        });
    }

    /** The invitation behind a link, where it still counts. */
    public Optional<Invitation> invitation(String token) {
        return database.acrossStores(tx -> InvitationSql.find(tx, SignIn.hash(token), clock.instant()));
    }

    /** Whether the invited address is somebody's already, who then signs in and calls {@link #join}. */
    public boolean isKnown(Invitation invitation) {
        return database.acrossStores(
                tx -> StaffSql.byEmail(tx, invitation.email()).isPresent());
    }

    /** Takes an invitation as a new person; its address counts, whatever {@code wanted} says: the link came there. */
    public Entry accept(String token, NewPerson wanted, SignIn.Visitor visitor) {
        Optional<Invitation> invitation = invitation(token);
        if (invitation.isEmpty()) return new Entry.LinkOver();
        Field field = new Field();
        StaffSql.Person person = check(
                new NewPerson(invitation.get().email(), wanted.name(), wanted.locale(), wanted.password()), field);
        if (!field.errors().isEmpty()) return new Entry.Invalid(field.errors());
        try {
            boolean joined = database.acrossStores(tx -> {
                StaffSql.insert(tx, person, clock.instant());
                return take(tx, invitation.get(), person);
            });
            return joined ? new Entry.Welcome(door.start(person.id(), visitor)) : new Entry.LinkOver();
        } catch (DatabaseException e) {
            if (!DatabaseException.constraint(e).equals("person_email_unique")) throw e;
            return new Entry.Invalid(
                    List.of(new Problem.FieldError("/email", "You have a sign-in here already: sign in first.")));
        }
    }

    /** Takes an invitation as the signed-in person; false where it is not theirs or over. */
    public boolean join(String token, StaffSession session) {
        Optional<Invitation> invitation =
                invitation(token).filter(open -> open.email().equalsIgnoreCase(session.email()));
        if (invitation.isEmpty()) return false;
        return database.acrossStores(tx ->
                take(tx, invitation.get(), StaffSql.find(tx, session.person()).orElseThrow()));
    }

    private boolean take(Tx tx, Invitation invitation, StaffSql.Person person) {
        Instant now = clock.instant();
        StoreId store = invitation.store();
        if (!InvitationSql.end(tx, store, invitation.id(), now)) return false;
        StaffSql.putMembership(tx, store, new StaffSql.Membership(person.id(), invitation.role(), now));
        audit.record(
                tx,
                store,
                new Actor.Staff(person.id(), person.name(), ""),
                Audit.Deed.of("staff.joined", "person", person.id().toString())
                        .after(Map.of("role", invitation.role().name())));
        return true;
    }

    /** Counts from the person's next request. */
    public Change setRole(StoreId store, PersonId person, Role role, Actor actor) {
        return database.acrossStores(tx -> {
            Map<PersonId, Role> members = StaffSql.lockMembers(tx, store);
            Role old = members.get(person);
            if (old == null) return new Change.Unknown();
            if (role != Role.OWNER && isLastOwner(members, person)) return new Change.LastOwner();
            StaffSql.putMembership(tx, store, new StaffSql.Membership(person, role, clock.instant()));
            audit.record(
                    tx,
                    store,
                    actor,
                    new Audit.Deed(
                            "staff.role-changed",
                            "person",
                            person.toString(),
                            Map.of("role", old.name()),
                            Map.of("role", role.name())));
            return new Change.Done();
        });
    }

    /** Takes a person out of the store; their sign-in stays, for other stores. */
    public Change remove(StoreId store, PersonId person, Actor actor) {
        return database.acrossStores(tx -> {
            Map<PersonId, Role> members = StaffSql.lockMembers(tx, store);
            Role old = members.get(person);
            if (old == null) return new Change.Unknown();
            if (isLastOwner(members, person)) return new Change.LastOwner();
            StaffSql.removeMembership(tx, store, person);
            audit.record(
                    tx,
                    store,
                    actor,
                    new Audit.Deed("staff.removed", "person", person.toString(), Map.of("role", old.name()), Map.of()));
            return new Change.Done();
        });
    }

    private static boolean isLastOwner(Map<PersonId, Role> members, PersonId person) {
        return members.get(person) == Role.OWNER
                && members.values().stream().filter(Role.OWNER::equals).count() == 1;
    }

    /** Closes a person's sign-in everywhere and ends their sessions; only by an owner of every store they belong to. */
    public Change disable(StoreId store, PersonId person, StaffSession by) {
        return switchSignIn(store, person, by, false);
    }

    public Change enable(StoreId store, PersonId person, StaffSession by) {
        return switchSignIn(store, person, by, true);
    }

    private Change switchSignIn(StoreId store, PersonId person, StaffSession by, boolean open) {
        return database.acrossStores(tx -> {
            Map<PersonId, Role> members = StaffSql.lockMembers(tx, store);
            if (!members.containsKey(person)) return new Change.Unknown();
            if (!open && isLastOwner(members, person)) return new Change.LastOwner();
            boolean ownsAll = StaffSql.roles(tx, person).keySet().stream()
                    .allMatch(each -> by.role(each).filter(Role.OWNER::equals).isPresent());
            if (!ownsAll) return new Change.NotYours();
            if (open) {
                StaffSql.enable(tx, person);
            } else {
                StaffSql.disable(tx, person, clock.instant());
                SessionSql.endOthers(tx, person, 0);
            }
            String action = open ? "staff.sign-in-opened" : "staff.sign-in-closed";
            audit.record(tx, store, by.actor(""), Audit.Deed.of(action, "person", person.toString()));
            return new Change.Done();
        });
    }
}
