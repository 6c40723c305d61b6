package io.postlude.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.customers.CustomerDetails.ConsentStatement;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Page;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CustomersTest {
    private static final StoreId STORE = new StoreId(1);
    private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");
    private static final MovableClock CLOCK = MovableClock.standingAt(T0.plus(Duration.ofDays(30)));
    private static TestDatabase test;
    private static EventLog log;
    private static Customers customers;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        Ids ids = new Ids(0);
        log = new EventLog(ids, EventTypes.register(test.database(), List.of(CustomerEvent.class)));
        customers = new Customers(ids, log, new Secrets(test.database()), CLOCK);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static CustomerDetails person(@Nullable String reference, @Nullable String email, Instant asOf) {
        return person(reference, email, null, "Noor", asOf);
    }

    private static CustomerDetails person(
            @Nullable String reference,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String name,
            Instant at) {
        return new CustomerDetails(
                "shopify", reference, email, phone, name, null, null, null, "DE", null, List.of(), List.of(), at);
    }

    private static CustomerDetails saying(String email, boolean given, Instant at) {
        return new CustomerDetails(
                "shopify",
                null,
                email,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new ConsentStatement(Channel.EMAIL, Purpose.MARKETING, given, at, "order form")),
                at);
    }

    @CanIgnoreReturnValue
    private static CustomerId known(CustomerDetails details) {
        return Objects.requireNonNull(resolve(details).getFirst().customer());
    }

    private static List<Resolved> resolve(CustomerDetails... details) {
        return test.database().inStore(STORE, tx -> customers.resolve(tx, STORE, List.of(details)));
    }

    private static CustomerView view(CustomerId id) {
        return test.database()
                .inStore(STORE, tx -> customers.customer(tx, STORE, id))
                .orElseThrow();
    }

    private static List<String> events(CustomerId id) {
        return test.database().inStore(STORE, tx -> log.timeline(tx, STORE, id.value())).stream()
                .map(e -> e.event().getClass().getSimpleName())
                .toList();
    }

    @Test
    void a_person_is_found_by_reference_then_by_email_in_any_case() {
        CustomerId first = known(person("77", "Noor@Example.com", T0));
        assertEquals(first, known(person("77", null, T0)));
        assertEquals(first, known(person(null, "noor@example.COM", T0)));
        assertEquals(first, known(person("78", "noor@example.com", T0)), "a new account with the same address");
        assertEquals(List.of("CustomerRegistered"), events(first));
    }

    @Test
    void a_phone_decides_only_where_no_email_is_told() {
        CustomerId mother = known(person(null, "mother@family.example", "030 123456", "Mother", T0));
        CustomerId child = known(person(null, "child@family.example", "+49 30 123456", "Child", T0));
        assertNotEquals(mother, child);
        assertEquals(mother, known(person(null, null, "+4930123456", null, T0)));
        assertEquals(List.of(child), test.database().inStore(STORE, tx -> customers.likelySame(tx, STORE, mother)));
    }

    @Test
    void older_news_never_overwrites_newer_in_whatever_order_it_comes() {
        CustomerId id = known(person(null, "order@example.com", null, "Second", T0.plusSeconds(20)));
        known(person(null, "order@example.com", null, null, T0.plusSeconds(30)));
        known(person(null, "order@example.com", null, "First", T0.plusSeconds(10)));
        assertEquals("Second", view(id).givenName());
        assertEquals(T0.plusSeconds(10), view(id).since());
    }

    @Test
    void a_bad_value_is_named_and_the_rest_is_taken() {
        Resolved resolved = resolve(new CustomerDetails(
                        "api",
                        "bad-1",
                        "not an address",
                        "12",
                        "Lee\u0000la \uD83D\uDE00",
                        "\u05D0\u05D1",
                        "xx_!!",
                        "Mars/Base",
                        "ZZZ",
                        "31.12.1990",
                        List.of("vip", " "),
                        List.of(),
                        T0))
                .getFirst();
        assertEquals(6, resolved.problems().size());
        CustomerView view = view(Objects.requireNonNull(resolved.customer()));
        assertEquals("Leela \uD83D\uDE00", view.givenName());
        assertEquals("\u05D0\u05D1", view.familyName());
        assertNull(view.email());
        assertEquals(List.of("vip"), view.tags());
    }

    @Test
    void nobody_is_registered_without_anything_to_find_them_by() {
        assertNull(resolve(person(null, null, T0)).getFirst().customer());
    }

    @Test
    void eight_threads_that_meet_the_same_people_register_each_once() throws Exception {
        List<Callable<Set<CustomerId>>> work = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int shift = thread;
            work.add(() -> {
                List<CustomerDetails> batch = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    int who = (i * 7 + shift * 11) % 40;
                    batch.add(person("c" + who, "c" + who + "@crowd.example", T0.plusSeconds(shift)));
                }
                Set<CustomerId> found = new HashSet<>();
                resolve(batch.toArray(CustomerDetails[]::new))
                        .forEach(r -> found.add(Objects.requireNonNull(r.customer())));
                return found;
            });
        }
        Set<CustomerId> all = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(work)) all.addAll(answer.get());
        }
        assertEquals(40, all.size());
        for (CustomerId id : all) assertEquals(List.of("CustomerRegistered"), events(id));
    }

    @Test
    void the_last_word_on_consent_stands_and_only_changes_are_events() {
        CustomerId id = known(saying("consent@example.com", true, T0));
        known(saying("consent@example.com", true, T0.plusSeconds(5)));
        known(saying("consent@example.com", false, T0.plusSeconds(10)));
        known(saying("consent@example.com", true, T0.plusSeconds(7)));
        CustomerView view = view(id);
        assertEquals(
                List.of(false), view.consents().stream().map(Consent::given).toList());
        assertEquals(3, view.history().size());
        assertEquals(List.of("CustomerRegistered", "ConsentGiven", "ConsentWithdrawn"), events(id));
    }

    @Test
    void the_consent_ledger_cannot_be_rewritten() {
        CustomerId id = known(saying("ledger@example.com", true, T0));
        assertThrows(
                DatabaseException.class,
                () -> test.database()
                        .runInStore(STORE, tx -> tx.execute("update customers.consent_entry set given = false")));
        assertEquals(1, view(id).consents().size());
    }

    @Test
    void a_merge_takes_the_stricter_consent_and_can_be_undone() {
        CustomerId yes = known(saying("yes@example.com", true, T0.plusSeconds(50)));
        CustomerId no = known(saying("no@example.com", false, T0));
        Merged.Done done = assertInstanceOf(Merged.Done.class, merge(no, yes));
        assertEquals(
                List.of(false),
                view(yes).consents().stream().map(Consent::given).toList());
        assertEquals(yes, view(no).id());
        assertEquals(2, view(no).contacts().size());
        assertEquals(
                Set.of(yes, no), Set.copyOf(test.database().inStore(STORE, tx -> customers.family(tx, STORE, no))));
        assertEquals(new Merged.Refused(Merged.Reason.ALREADY_ONE), merge(yes, no));
        assertInstanceOf(
                Merged.Done.class,
                test.database().inStore(STORE, tx -> customers.undoMerge(tx, STORE, done.merge(), "Ines")));
        assertEquals(
                List.of(true), view(yes).consents().stream().map(Consent::given).toList());
        assertEquals(no, view(no).id());
        assertEquals(
                new Merged.Refused(Merged.Reason.ALREADY_UNDONE),
                test.database().inStore(STORE, tx -> customers.undoMerge(tx, STORE, done.merge(), "Ines")));
    }

    @Test
    void consent_given_after_a_merge_counts() {
        CustomerId yes = known(saying("later-yes@example.com", true, T0));
        CustomerId no = known(saying("later-no@example.com", false, T0));
        assertInstanceOf(Merged.Done.class, merge(no, yes));
        known(saying("later-no@example.com", true, CLOCK.instant().plusSeconds(60)));
        assertEquals(
                List.of(true), view(yes).consents().stream().map(Consent::given).toList());
    }

    private static Merged merge(CustomerId from, CustomerId into) {
        return test.database()
                .inStore(
                        STORE,
                        tx -> customers.merge(tx, STORE, new Customers.MergeWish(from, into, "Ines", "same person")));
    }

    @Test
    void people_are_searched_by_beginnings_of_words_without_accents_and_come_page_by_page() {
        for (int i = 0; i < 5; i++)
            known(person(null, "zoe" + i + "@paging.example", null, "Zo\u00EB Quispe\u0301" + i, T0.plusSeconds(i)));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            Page<CustomerSummary> page = test.database()
                    .inStore(STORE, tx -> customers.list(tx, STORE, new CustomerQuery("zoe quis", null, from, 2)));
            page.rows().forEach(r -> seen.add(String.valueOf(r.email())));
            cursor = page.next();
        } while (cursor != null);
        assertEquals(
                List.of(
                        "zoe4@paging.example",
                        "zoe3@paging.example",
                        "zoe2@paging.example",
                        "zoe1@paging.example",
                        "zoe0@paging.example"),
                seen);
    }

    @Test
    void another_store_sees_none_of_them() {
        CustomerId id = known(person("wall", "wall@example.com", T0));
        StoreId other = new StoreId(2);
        assertTrue(test.database()
                .inStore(other, tx -> customers.customer(tx, other, id))
                .isEmpty());
        assertTrue(test.database()
                .inStore(other, tx -> customers.byEmail(tx, STORE, "wall@example.com"))
                .isEmpty());
    }
}
