package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.sun.management.OperatingSystemMXBean;
import io.postlude.kernel.StoreId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    /** No more than there are connections. */
    private static final int GUESSES = 12;

    private static StoresGround ground;
    private static SignIn door;
    private static StoreId store;
    private static int people;
    private String email = "";
    private PersonId person = new PersonId(1);

    @BeforeAll
    static void open() {
        ground = new StoresGround();
        door = ground.module.signIn();
        store = ground.open("door");
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @BeforeEach
    void somebody() {
        ground.clock.move(Duration.ofMinutes(20)); // counts of the test before are over
        email = "ada" + people++ + "@example.com";
        person = ground.module.staff().addDirectly(store, Role.AGENT, StoresGround.person(email));
    }

    @Test
    void a_right_password_opens_a_session_with_the_role_in_the_store() {
        var in = signedIn(door.signIn(
                " " + email.toUpperCase(java.util.Locale.ROOT), StoresGround.PASSWORD, StoresGround.HAMBURG));
        StaffSession session = door.find(in.token()).orElseThrow();
        assertEquals(in.session(), session);
        assertTrue(session.may(store, Permission.SEE_ORDERS));
        assertFalse(session.may(store, Permission.MANAGE_STAFF));
        assertFalse(session.may(new StoreId(store.value() + 1_000), Permission.SEE_ORDERS));
        assertFalse(in.toString().contains(in.token()));
        SignIn.Device device = door.devices(person).getFirst();
        assertEquals("198.51.100.0/24", device.network());
    }

    @Test
    void a_wrong_password_an_unknown_person_and_a_closed_sign_in_are_answered_alike() {
        assertEquals(new SignIn.Outcome.Wrong(), door.signIn(email, "not the password at all", StoresGround.HAMBURG));
        assertEquals(
                new SignIn.Outcome.Wrong(),
                door.signIn("nobody@example.com", "not the password", StoresGround.HAMBURG));
        StoreId own = ground.open("own" + people);
        var owner = ground.module.staff().addDirectly(own, Role.OWNER, StoresGround.person("boss" + email));
        ground.test
                .database()
                .runAcrossStores(tx -> StaffSql.putMembership(
                        tx, store, new StaffSql.Membership(owner, Role.OWNER, ground.clock.instant())));
        var boss = signedIn(door.signIn("boss" + email, StoresGround.PASSWORD, StoresGround.ELSEWHERE))
                .session();
        assertEquals(new Staff.Change.Done(), ground.module.staff().disable(store, person, boss));
        assertEquals(new SignIn.Outcome.Wrong(), door.signIn(email, StoresGround.PASSWORD, StoresGround.HAMBURG));
    }

    @Test
    void an_unknown_person_costs_the_same_hash_as_a_known_one() {
        long known = fastest(() -> door.signIn(email, "wrong password here", StoresGround.HAMBURG));
        ground.clock.move(Duration.ofMinutes(20));
        long unknown = fastest(() -> door.signIn("no-one" + email, "wrong password here", StoresGround.HAMBURG));
        assertTrue(unknown > known / 2 && unknown < known * 2, known + " against " + unknown + " ns");
    }

    /** In time of the processor, which other programs do not lengthen; of the whole process, for a hash has a thread of its own. */
    private static long fastest(Callable<SignIn.Outcome> attempt) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long begin = PROCESS.getProcessCpuTime();
            try {
                assertEquals(new SignIn.Outcome.Wrong(), attempt.call());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            best = Math.min(best, PROCESS.getProcessCpuTime() - begin);
        }
        return best;
    }

    @Test
    void after_five_wrong_tries_the_account_is_closed_to_that_network_and_open_to_its_owner_elsewhere() {
        for (int i = 0; i < Attempts.MOST_PER_ACCOUNT_AND_NETWORK; i++)
            assertEquals(new SignIn.Outcome.Wrong(), door.signIn(email, "guess number " + i, StoresGround.ELSEWHERE));
        var later = assertInstanceOf(
                SignIn.Outcome.TryLater.class, door.signIn(email, StoresGround.PASSWORD, StoresGround.ELSEWHERE));
        assertInstanceOf(
                SignIn.Outcome.SignedIn.class, door.signIn(email, StoresGround.PASSWORD, StoresGround.HAMBURG));
        ground.clock.move(Duration.between(ground.clock.instant(), later.at()));
        assertInstanceOf(
                SignIn.Outcome.SignedIn.class, door.signIn(email, StoresGround.PASSWORD, StoresGround.ELSEWHERE));
    }

    @Test
    void many_guesses_at_once_get_no_further_than_one_after_the_other() throws InterruptedException {
        List<Callable<SignIn.Outcome>> guesses = java.util.stream.IntStream.range(0, GUESSES)
                .<Callable<SignIn.Outcome>>mapToObj(
                        i -> () -> door.signIn(email, "guess number " + i, StoresGround.ELSEWHERE))
                .toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            long tried = pool.invokeAll(guesses).stream()
                    .filter(done -> done.resultNow() instanceof SignIn.Outcome.Wrong)
                    .count();
            assertEquals(Attempts.MOST_PER_ACCOUNT_AND_NETWORK, tried);
        }
    }

    @Test
    void a_network_that_tries_many_accounts_is_shut_out() {
        for (int i = 0; i < Attempts.MOST_PER_NETWORK; i++) {
            Optional<java.time.Instant> _ =
                    new Attempts(ground.test.database()).begin("person" + i, "192.0.2." + i, ground.clock.instant());
        }
        assertInstanceOf(
                SignIn.Outcome.TryLater.class,
                door.signIn(email, StoresGround.PASSWORD, new SignIn.Visitor("192.0.2.200", "curl")));
    }

    @Test
    void a_session_ends_when_idle_and_at_the_latest_after_two_weeks() {
        String token = enter().token();
        for (int i = 0; i < 29; i++) {
            ground.clock.move(Duration.ofHours(11));
            assertTrue(door.find(token).isPresent(), "used every eleven hours, at " + i * 11);
        }
        ground.clock.move(Duration.ofDays(14).minus(Duration.ofHours(29 * 11)));
        assertTrue(door.find(token).isEmpty(), "two weeks are over");
        String idle = enter().token();
        ground.clock.move(SignIn.IDLE);
        assertTrue(door.find(idle).isEmpty(), "idle for twelve hours");
        assertEquals(List.of(), door.devices(person));
    }

    @Test
    void signing_out_and_ending_a_device_take_effect_at_once() {
        String one = enter().token();
        var two = enter();
        door.signOut(one);
        assertTrue(door.find(one).isEmpty());
        PersonId stranger = ground.module.staff().addDirectly(store, Role.OWNER, StoresGround.person("x" + email));
        assertFalse(door.end(stranger, two.session().id()), "not theirs");
        assertTrue(door.end(person, two.session().id()));
        assertTrue(door.find(two.token()).isEmpty());
    }

    @Test
    void a_new_password_ends_the_other_sessions() {
        var here = enter();
        var there = enter();
        OwnSignIn own = ground.module.ownSignIn();
        assertEquals(
                new OwnSignIn.Change.Wrong(), own.changePassword(here.session(), "wrong", "a new long password", ""));
        assertInstanceOf(
                OwnSignIn.Change.Unfit.class, own.changePassword(here.session(), StoresGround.PASSWORD, "short", ""));
        assertEquals(
                new OwnSignIn.Change.Done(),
                own.changePassword(here.session(), StoresGround.PASSWORD, "an entirely new phrase", ""));
        assertTrue(door.find(here.token()).isPresent());
        assertTrue(door.find(there.token()).isEmpty());
    }

    @Test
    void a_code_of_the_app_is_good_once_and_a_recovery_code_too() {
        var session = enter().session();
        OwnSignIn own = ground.module.ownSignIn();
        var offer = own.offerSecondStep(session);
        assertTrue(offer.address().startsWith("otpauth://totp/Postlude:ada"), offer.address());
        assertEquals(Optional.empty(), own.confirmSecondStep(session, "000000"));
        List<String> recovery =
                own.confirmSecondStep(session, code(offer.seed())).orElseThrow();
        assertEquals(10, recovery.size());

        String used = code(offer.seed());
        assertEquals(new SignIn.Outcome.Wrong(), door.confirm(ticket(), used, StoresGround.HAMBURG), "used to confirm");
        ground.clock.move(Duration.ofSeconds(60));
        String fresh = code(offer.seed());
        String ticket = ticket();
        assertInstanceOf(SignIn.Outcome.SignedIn.class, door.confirm(ticket, fresh, StoresGround.HAMBURG));
        assertEquals(new SignIn.Outcome.StartAgain(), door.confirm(ticket, fresh, StoresGround.HAMBURG));
        assertEquals(new SignIn.Outcome.Wrong(), door.confirm(ticket(), fresh, StoresGround.HAMBURG), "replayed");

        String spare = recovery.getFirst();
        assertInstanceOf(SignIn.Outcome.SignedIn.class, door.confirm(ticket(), spare, StoresGround.HAMBURG));
        assertEquals(new SignIn.Outcome.Wrong(), door.confirm(ticket(), spare, StoresGround.HAMBURG), "used");
        assertEquals(9, own.standing(session).recoveryCodesLeft());
    }

    @Test
    void a_ticket_for_the_second_step_ends_after_five_minutes_and_opens_nothing_itself() {
        var session = enter().session();
        var offer = ground.module.ownSignIn().offerSecondStep(session);
        assertTrue(ground.module
                .ownSignIn()
                .confirmSecondStep(session, code(offer.seed()))
                .isPresent());
        String ticket = ticket();
        assertTrue(door.find(ticket).isEmpty());
        ground.clock.move(Duration.ofMinutes(5));
        assertEquals(new SignIn.Outcome.StartAgain(), door.confirm(ticket, code(offer.seed()), StoresGround.HAMBURG));
    }

    @Test
    void a_forgotten_password_is_set_by_a_link_that_works_once_for_an_hour() {
        OwnSignIn own = ground.module.ownSignIn();
        assertEquals(Optional.empty(), own.forgotten("nobody@example.com", "198.51.100.7"));
        String first = own.forgotten(email, "198.51.100.7").orElseThrow().token();
        String token = own.forgotten(email, "198.51.100.7").orElseThrow().token();
        String session = enter().token();
        assertEquals(
                new OwnSignIn.Change.LinkOver(),
                own.resetPassword(first, "another phrase to remember", "198.51.100.7"));
        assertInstanceOf(OwnSignIn.Change.Unfit.class, own.resetPassword(token, "short", "198.51.100.7"));
        assertEquals(
                new OwnSignIn.Change.Done(), own.resetPassword(token, "another phrase to remember", "198.51.100.7"));
        assertEquals(
                new OwnSignIn.Change.LinkOver(),
                own.resetPassword(token, "another phrase to remember", "198.51.100.7"));
        assertTrue(door.find(session).isEmpty());
        var _ = signedIn(door.signIn(email, "another phrase to remember", StoresGround.HAMBURG));
        String late = own.forgotten(email, "198.51.100.7").orElseThrow().token();
        ground.clock.move(Duration.ofHours(1));
        assertEquals(
                new OwnSignIn.Change.LinkOver(), own.resetPassword(late, "a third phrase to remember", "198.51.100.7"));
    }

    @Test
    void the_form_s_token_belongs_to_one_session_and_a_foreign_page_is_refused() {
        StaffSession one = enter().session();
        StaffSession two = enter().session();
        assertNotEquals(one.formToken(), two.formToken());
        var ours = new SameOrigin.Claim("POST", "same-origin", "https://post.example.com", "post.example.com");
        assertTrue(SameOrigin.allows(ours, one, one.formToken()));
        assertFalse(SameOrigin.allows(ours, one, two.formToken()));
        assertFalse(SameOrigin.allows(ours, one, null));
        var foreign = new SameOrigin.Claim("POST", "cross-site", "https://evil.example", "post.example.com");
        assertFalse(SameOrigin.allows(foreign, one, one.formToken()));
        var neighbour = new SameOrigin.Claim("POST", "same-site", "https://shop.example.com", "post.example.com");
        assertFalse(SameOrigin.allows(neighbour, one, one.formToken()));
        assertFalse(SameOrigin.allows(
                new SameOrigin.Claim("POST", null, "null", "post.example.com"), one, one.formToken()));
        assertTrue(SameOrigin.allows(new SameOrigin.Claim("GET", "cross-site", null, "post.example.com"), one, null));
    }

    @Test
    void neither_password_nor_token_nor_seed_lies_readable_in_the_database() {
        var in = enter();
        var offer = ground.module.ownSignIn().offerSecondStep(in.session());
        String dump = ground.test
                .database()
                .acrossStores(tx -> tx.first("""
                        select (select json_agg(p) from stores.person p)::text || (select json_agg(s) from stores.session s)::text""", row -> row.getString(1)).orElseThrow());
        assertTrue(dump.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "hashed with the parameters of OWASP");
        assertFalse(dump.contains(StoresGround.PASSWORD));
        assertFalse(dump.contains(in.token()));
        assertFalse(dump.contains(offer.seed()));
    }

    private SignIn.Outcome.SignedIn enter() {
        return signedIn(door.signIn(email, StoresGround.PASSWORD, StoresGround.HAMBURG));
    }

    private String ticket() {
        return assertInstanceOf(
                        SignIn.Outcome.CodeNeeded.class,
                        door.signIn(email, StoresGround.PASSWORD, StoresGround.HAMBURG))
                .ticket();
    }

    private static SignIn.Outcome.SignedIn signedIn(SignIn.Outcome outcome) {
        return assertInstanceOf(SignIn.Outcome.SignedIn.class, outcome);
    }

    /** What an app shows; reads the seed as apps do, by another library's rules than ours. */
    private static String code(String seed) {
        try {
            byte[] key = new java.math.BigInteger(
                            seed.chars()
                                    .mapToObj(c -> Integer.toString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c), 32))
                                    .collect(java.util.stream.Collectors.joining()),
                            32)
                    .toByteArray();
            byte[] twenty = new byte[20];
            int length = Math.min(20, key.length);
            System.arraycopy(key, key.length - length, twenty, 20 - length, length);
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(twenty, "HmacSHA1"), ground.clock.instant());
        } catch (java.security.InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }
}
