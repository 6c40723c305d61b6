package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StaffTest {
    private static StoresGround ground;
    private static Staff staff;

    @BeforeAll
    static void open() {
        ground = new StoresGround();
        staff = ground.module.staff();
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @Test
    @Order(1)
    void the_first_owner_comes_by_the_link_in_the_terminal_and_nobody_after() {
        String older = staff.setupToken().orElseThrow();
        String token = staff.setupToken().orElseThrow();
        assertEquals(new Staff.Entry.LinkOver(), staff.setUp(older, first(), StoresGround.HAMBURG));
        var unfit = new Staff.NewPerson("not an address", " ", "de", "short");
        assertEquals(
                3,
                assertInstanceOf(Staff.Entry.Invalid.class, staff.setUp(token, unfit, StoresGround.HAMBURG))
                        .errors()
                        .size());
        SignIn.Outcome in = assertInstanceOf(
                        Staff.Entry.Welcome.class, staff.setUp(token, first(), StoresGround.HAMBURG))
                .session();
        StaffSession session =
                assertInstanceOf(SignIn.Outcome.SignedIn.class, in).session();
        assertEquals(Optional.empty(), staff.setupToken());
        assertEquals(
                new Staff.Entry.LinkOver(),
                staff.setUp(token, StoresGround.person("b@example.com"), StoresGround.HAMBURG));

        Store store = ground.module
                .stores()
                .open(StoresGround.maren("first"), session.actor("198.51.100.7"))
                .orThrow();
        assertEquals(Role.OWNER, staff.members(store.id()).getFirst().role());
    }

    private static Staff.NewPerson first() {
        return StoresGround.person("first@example.com");
    }

    @Test
    void an_invitation_is_taken_once_by_whoever_got_the_mail() {
        StoreId store = ground.open("invites");
        Actor.Staff owner = owner(store, "owner@example.com");
        var sent = assertInstanceOf(
                Staff.Invited.Sent.class, staff.invite(store, "New@example.com", Role.WAREHOUSE, owner));
        assertEquals(List.of(sent.invitation()), staff.invitations(store));
        assertFalse(staff.isKnown(sent.invitation()));
        var claims = new Staff.NewPerson("attacker@example.com", "Nils", "en", StoresGround.PASSWORD);
        var welcome =
                assertInstanceOf(Staff.Entry.Welcome.class, staff.accept(sent.token(), claims, StoresGround.HAMBURG));
        StaffSession session = assertInstanceOf(SignIn.Outcome.SignedIn.class, welcome.session())
                .session();
        assertEquals("New@example.com", session.email());
        assertEquals(Optional.of(Role.WAREHOUSE), session.role(store));
        assertEquals(new Staff.Entry.LinkOver(), staff.accept(sent.token(), claims, StoresGround.HAMBURG));
        assertEquals(List.of(), staff.invitations(store));
        assertInstanceOf(Staff.Invited.Invalid.class, staff.invite(store, "new@example.com", Role.OWNER, owner));
    }

    @Test
    void a_person_who_is_known_joins_another_store_only_signed_in_as_the_invited_address() {
        StoreId here = ground.open("here");
        StoreId there = ground.open("there");
        Actor.Staff owner = owner(there, "there@example.com");
        PersonId _ = staff.addDirectly(here, Role.AGENT, StoresGround.person("known@example.com"));
        PersonId _ = staff.addDirectly(here, Role.AGENT, StoresGround.person("other@example.com"));
        var sent = assertInstanceOf(
                Staff.Invited.Sent.class, staff.invite(there, "known@example.com", Role.MARKETER, owner));
        assertTrue(staff.isKnown(sent.invitation()));
        assertInstanceOf(
                Staff.Entry.Invalid.class,
                staff.accept(sent.token(), StoresGround.person("known@example.com"), StoresGround.HAMBURG));
        assertFalse(staff.join(sent.token(), session("other@example.com")));
        assertTrue(staff.join(sent.token(), session("known@example.com")));
        assertFalse(staff.join(sent.token(), session("known@example.com")));
        assertEquals(Optional.of(Role.MARKETER), session("known@example.com").role(there));
    }

    @Test
    void an_invitation_ends_after_a_week_and_when_it_is_withdrawn() {
        StoreId store = ground.open("ends");
        Actor.Staff owner = owner(store, "ends@example.com");
        var late =
                assertInstanceOf(Staff.Invited.Sent.class, staff.invite(store, "late@example.com", Role.VIEWER, owner));
        assertFalse(staff.withdraw(ground.open("neighbour"), late.invitation().id(), owner), "another store's");
        ground.clock.move(Duration.ofDays(7));
        assertEquals(Optional.empty(), staff.invitation(late.token()));
        var gone =
                assertInstanceOf(Staff.Invited.Sent.class, staff.invite(store, "late@example.com", Role.VIEWER, owner));
        assertTrue(staff.withdraw(store, gone.invitation().id(), owner));
        assertEquals(Optional.empty(), staff.invitation(gone.token()));
    }

    @Test
    void a_store_keeps_its_last_owner_and_a_role_counts_from_the_next_request() {
        StoreId store = ground.open("roles");
        Actor.Staff owner = owner(store, "roles@example.com");
        PersonId agent = staff.addDirectly(store, Role.AGENT, StoresGround.person("agent@example.com"));
        StaffSession before = session("agent@example.com");
        assertEquals(new Staff.Change.LastOwner(), staff.setRole(store, owner.id(), Role.VIEWER, owner));
        assertEquals(new Staff.Change.LastOwner(), staff.remove(store, owner.id(), owner));
        assertEquals(new Staff.Change.Done(), staff.setRole(store, agent, Role.OWNER, owner));
        assertEquals(new Staff.Change.Done(), staff.remove(store, owner.id(), owner));
        assertEquals(new Staff.Change.Unknown(), staff.remove(store, owner.id(), owner));
        assertFalse(before.may(store, Permission.MANAGE_STAFF));
        assertTrue(session("agent@example.com").may(store, Permission.MANAGE_STAFF));
    }

    @Test
    void a_sign_in_is_closed_only_by_an_owner_of_all_the_person_s_stores() {
        StoreId mine = ground.open("mine");
        StoreId theirs = ground.open("theirs");
        Actor.Staff _ = owner(mine, "mine@example.com");
        Actor.Staff other = owner(theirs, "theirs@example.com");
        PersonId shared = staff.addDirectly(mine, Role.AGENT, StoresGround.person("shared@example.com"));
        var sent = assertInstanceOf(
                Staff.Invited.Sent.class, staff.invite(theirs, "shared@example.com", Role.AGENT, other));
        StaffSession session = session("shared@example.com");
        assertTrue(staff.join(sent.token(), session));
        assertEquals(new Staff.Change.NotYours(), staff.disable(mine, shared, session("mine@example.com")));
        assertEquals(new Staff.Change.Done(), staff.remove(theirs, shared, other));
        assertEquals(new Staff.Change.Done(), staff.disable(mine, shared, session("mine@example.com")));
        assertEquals(List.of(), ground.module.signIn().devices(shared));
        assertEquals(new Staff.Change.Done(), staff.enable(mine, shared, session("mine@example.com")));
        assertEquals("shared@example.com", session("shared@example.com").email());
    }

    @Test
    void what_was_done_stands_in_the_trail_of_that_store_only() {
        StoreId store = ground.open("trail");
        Actor.Staff owner = owner(store, "trail@example.com");
        PersonId viewer = staff.addDirectly(store, Role.VIEWER, StoresGround.person("v@example.com"));
        assertEquals(new Staff.Change.Done(), staff.setRole(store, viewer, Role.AGENT, owner));
        Audit audit = ground.module.audit();
        Audit.Entry entry =
                audit.list(store, Audit.Filter.none(), null).entries().getFirst();
        assertEquals("staff.role-changed", entry.action());
        assertEquals("2001:db8:85a3::/48", entry.address());
        assertEquals("{\"role\": \"VIEWER\"}", entry.before());
        assertEquals("{\"role\": \"AGENT\"}", entry.after());
        assertEquals(viewer.toString(), entry.subjectId());
        var filter = new Audit.Filter("", "staff.role-changed", "person", viewer.toString());
        assertEquals(List.of(entry), audit.list(store, filter, null).entries());
        assertEquals(
                List.of(), audit.list(ground.open("empty-trail"), filter, null).entries());
    }

    @Test
    void a_long_trail_comes_in_pages_without_gaps() {
        StoreId store = ground.open("long-trail");
        ground.test.database().runInStore(store, tx -> {
            for (int i = 0; i < 450; i++)
                ground.module
                        .audit()
                        .record(tx, store, StoresGround.TEST, Audit.Deed.of("thing.done", "thing", "" + i));
        });
        List<Long> seen = new java.util.ArrayList<>();
        Audit.Page page = ground.module.audit().list(store, Audit.Filter.none(), null);
        page.entries().forEach(entry -> seen.add(entry.id()));
        for (Long next = page.next(); next != null; next = page.next()) {
            page = ground.module.audit().list(store, Audit.Filter.none(), next);
            page.entries().forEach(entry -> seen.add(entry.id()));
        }
        assertEquals(451, seen.stream().distinct().count());
        assertEquals(451, seen.size());
    }

    private static Actor.Staff owner(StoreId store, String email) {
        PersonId id = staff.addDirectly(store, Role.OWNER, StoresGround.person(email));
        return new Actor.Staff(id, "Ada Lind", "2001:db8:85a3::8a2e:370:7334");
    }

    private static StaffSession session(String email) {
        return assertInstanceOf(
                        SignIn.Outcome.SignedIn.class,
                        ground.module.signIn().signIn(email, StoresGround.PASSWORD, StoresGround.HAMBURG))
                .session();
    }
}
