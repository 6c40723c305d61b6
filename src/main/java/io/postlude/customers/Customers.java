package io.postlude.customers;

import static java.util.stream.Collectors.toMap;

import io.postlude.customers.ConsentLedger.Said;
import io.postlude.customers.ConsentLedger.Subject;
import io.postlude.customers.CustomerEvent.CustomerChanged;
import io.postlude.customers.CustomerEvent.CustomerRegistered;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The people of a store. Works in sets: one call for a thousand details costs about ten statements. */
public final class Customers {
    private final Ids ids;
    private final EventLog log;
    private final Secrets secrets;
    private final ConsentLedger consents;
    private final Merges merges;
    private final Remarks remarks;
    private final CustomEvents customEvents;

    public Customers(Ids ids, EventLog log, Secrets secrets, InstantSource clock) {
        this.ids = ids;
        this.log = log;
        this.secrets = secrets;
        this.consents = new ConsentLedger(ids, clock);
        this.merges = new Merges(ids, log, clock);
        this.remarks = new Remarks(ids, clock);
        this.customEvents = new CustomEvents(ids, log, clock);
    }

    /**
     * Finds or registers the person behind each of these details and takes over what is news: an answer for each, in their
     * order. Found by the source's reference, then by e-mail, then, where no e-mail is told, by phone. The same details
     * again change nothing; older ones never overwrite newer.
     */
    public List<Resolved> resolve(Tx tx, StoreId store, List<CustomerDetails> details) {
        if (details.isEmpty()) return List.of();
        List<KnownAs> people = details.stream().map(KnownAs::of).toList();
        Resolution.Found found = new Resolution(ids, secrets, tx, store).find(people);
        Set<CustomerId> gone = new HashSet<>(found.erased());
        Map<Long, Profile> news = news(people, found);
        List<CustomerEvent> events = new ArrayList<>(register(tx, store, fresh(news, found), sources(people, found)));
        gone.addAll(update(tx, store, known(news, found), events));
        ContactSql.seen(tx, store, contacts(people, found.who(), gone));
        events.addAll(consents.append(tx, store, statements(people, found.who(), gone)));
        log.append(tx, events);
        List<Resolved> answers = new ArrayList<>(people.size());
        for (int i = 0; i < people.size(); i++) {
            CustomerId who = found.who().get(i);
            KnownAs person = people.get(i);
            answers.add(new Resolved(who, person.email(), who != null && gone.contains(who), person.problems()));
        }
        return answers;
    }

    private static Map<Long, Profile> news(List<KnownAs> people, Resolution.Found found) {
        Map<Long, Profile> news = new TreeMap<>(); // sorted: rows are locked and written in the order of ids
        for (int i = 0; i < people.size(); i++) {
            CustomerId who = found.who().get(i);
            if (who != null && !found.erased().contains(who))
                news.merge(who.value(), Profile.of(who, people.get(i)), Profile::and);
        }
        return news;
    }

    private static List<Profile> fresh(Map<Long, Profile> news, Resolution.Found found) {
        return news.values().stream()
                .filter(p -> found.fresh().contains(p.id()))
                .toList();
    }

    private static List<Profile> known(Map<Long, Profile> news, Resolution.Found found) {
        return news.values().stream()
                .filter(p -> !found.fresh().contains(p.id()))
                .toList();
    }

    private static Map<CustomerId, String> sources(List<KnownAs> people, Resolution.Found found) {
        Map<CustomerId, String> sources = HashMap.newHashMap(found.fresh().size());
        for (int i = 0; i < people.size(); i++) {
            CustomerId who = found.who().get(i);
            if (who != null) sources.putIfAbsent(who, people.get(i).told().source());
        }
        return sources;
    }

    private static List<CustomerEvent> register(
            Tx tx, StoreId store, List<Profile> fresh, Map<CustomerId, String> sources) {
        if (fresh.isEmpty()) return List.of();
        ProfileSql.insert(tx, store, fresh);
        List<CustomerEvent> events = new ArrayList<>(fresh.size());
        for (Profile p : fresh)
            events.add(new CustomerRegistered(store, p.id(), p.since(), sources.getOrDefault(p.id(), "")));
        return events;
    }

    /** Answers those who were erased while we looked. */
    private static Set<CustomerId> update(Tx tx, StoreId store, List<Profile> told, List<CustomerEvent> events) {
        long[] known = told.stream().mapToLong(p -> p.id().value()).toArray();
        if (known.length == 0) return Set.of();
        Set<CustomerId> gone = new HashSet<>();
        for (long id : known) gone.add(new CustomerId(id));
        Map<CustomerId, Profile> news = told.stream().collect(toMap(Profile::id, profile -> profile));
        List<Profile> changed = new ArrayList<>();
        for (Profile before : ProfileSql.lock(tx, store, known)) {
            gone.remove(before.id());
            Profile one = Objects.requireNonNull(news.get(before.id()));
            Profile after = before.and(one);
            if (after.equals(before)) continue;
            changed.add(after);
            if (after.differsFrom(before)) events.add(new CustomerChanged(store, before.id(), one.since()));
        }
        ProfileSql.update(tx, store, changed);
        return gone;
    }

    private static List<ContactSql.Point> contacts(
            List<KnownAs> people, List<@Nullable CustomerId> who, Set<CustomerId> gone) {
        List<ContactSql.Point> points = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            CustomerId customer = who.get(i);
            if (customer == null || gone.contains(customer)) continue;
            KnownAs person = people.get(i);
            Instant seen = person.asOf();
            if (person.email() != null) points.add(new ContactSql.Point(customer, "EMAIL", person.email(), seen));
            if (person.phone() != null) points.add(new ContactSql.Point(customer, "PHONE", person.phone(), seen));
        }
        return points;
    }

    private static List<Said> statements(List<KnownAs> people, List<@Nullable CustomerId> who, Set<CustomerId> gone) {
        List<Said> statements = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            CustomerId customer = who.get(i);
            if (customer == null || gone.contains(customer)) continue;
            CustomerDetails told = people.get(i).told();
            for (CustomerDetails.ConsentStatement s : told.consents())
                statements.add(new Said(
                        new Subject(customer, s.channel(), s.purpose()),
                        new Consent(
                                s.channel(),
                                s.purpose(),
                                s.given(),
                                s.at().truncatedTo(ChronoUnit.MICROS),
                                told.source(),
                                s.proof(),
                                null)));
        }
        return statements;
    }

    /** Writes down what a person said themselves, here. Saying it again changes nothing. */
    public void record(Tx tx, StoreId store, CustomerId customer, Consent consent) {
        Subject subject = new Subject(customer, consent.channel(), consent.purpose());
        log.append(tx, consents.append(tx, store, List.of(new Said(subject, consent))));
    }

    /** Who was told something for a purpose when, and how long after it a no counts as an answer to it. */
    public record Told(Purpose purpose, Map<CustomerId, Instant> when, Duration within) {}

    /** How many of those who were told ended the purpose themselves within the time, on any channel. */
    public long ended(Tx tx, StoreId store, Told told) {
        return ConsentLedger.ended(tx, store, told);
    }

    /**
     * {@code from} is the same person as {@code into}. What either was merged with before comes along.
     *
     * @param by who says so: a staff member's name, or {@code system}
     */
    public record MergeWish(CustomerId from, CustomerId into, String by, String reason) {}

    /** Makes two records one person; a row that {@link #undoMerge} takes back, no rewriting of history. */
    public Merged merge(Tx tx, StoreId store, MergeWish wish) {
        return merges.merge(tx, store, wish);
    }

    public Merged undoMerge(Tx tx, StoreId store, MergeId merge, String by) {
        return merges.undo(tx, store, merge, by);
    }

    /** The record each of these is known as now; itself where it was never merged. */
    public Map<CustomerId, CustomerId> canonical(Tx tx, StoreId store, Collection<CustomerId> customers) {
        return MergeSql.canonical(tx, store, customers);
    }

    /** All ids of the person behind this one: what other modules kept under any of them is theirs. */
    public List<CustomerId> family(Tx tx, StoreId store, CustomerId customer) {
        return families(tx, store, List.of(customer)).getOrDefault(customer, List.of());
    }

    /** The same for many, by the ids asked for, with as few statements as for one. */
    public Map<CustomerId, List<CustomerId>> families(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, customers);
        Map<CustomerId, List<CustomerView.Merge>> below = MergeSql.belowEach(tx, store, Set.copyOf(canonical.values()));
        Map<CustomerId, List<CustomerId>> families = HashMap.newHashMap(canonical.size());
        canonical.forEach((customer, top) -> families.put(
                customer,
                Arrays.stream(CustomerReadSql.family(top, below.getOrDefault(top, List.of())))
                        .mapToObj(CustomerId::new)
                        .toList()));
        return families;
    }

    /** How the shop and the store's staff mark these records, each by itself; those without a mark are left out. */
    public Map<CustomerId, Set<String>> tags(Tx tx, StoreId store, Collection<CustomerId> records) {
        return ProfileSql.tags(
                tx, store, records.stream().mapToLong(CustomerId::value).toArray());
    }

    private static CustomerId canonical(Tx tx, StoreId store, CustomerId customer) {
        return MergeSql.canonical(tx, store, List.of(customer)).getOrDefault(customer, customer);
    }

    /** The whole person behind this id, merged or not; empty where the store has no such customer. */
    public Optional<CustomerView> customer(Tx tx, StoreId store, CustomerId customer) {
        return CustomerReadSql.view(tx, store, canonical(tx, store, customer));
    }

    /** How to write to these people, by the ids asked for; with as few statements for a thousand as for one. */
    public Map<CustomerId, Reach> reach(Tx tx, StoreId store, Collection<CustomerId> people) {
        return ReachSql.of(tx, store, people);
    }

    /** As {@link #reach}, with how they could be written to at any moment of the past. */
    public Map<CustomerId, ReachOverTime> reachOverTime(Tx tx, StoreId store, Collection<CustomerId> people) {
        return ReachSql.overTime(tx, store, people);
    }

    /** What is known of these people besides their names, by their canonical records; who was erased is not in it. */
    public Map<CustomerId, Portrait> portraits(Tx tx, StoreId store, Collection<CustomerId> people) {
        return PortraitSql.of(tx, store, people);
    }

    /** These people as the list shows them, in no order; who was erased is left out. */
    public List<CustomerSummary> summaries(Tx tx, StoreId store, Collection<CustomerId> people) {
        return CustomerReadSql.summaries(tx, store, people);
    }

    /** Somebody as the calendar calls them; {@code zone}: what they told of it, valid. */
    public record Called(CustomerId id, @Nullable String zone) {}

    /** Who was born on one of these days of the year. */
    public List<Called> bornOn(Tx tx, StoreId store, Collection<MonthDay> days) {
        return CallSql.bornOn(tx, store, days);
    }

    /** These people by the ids asked for; who was erased is left out. */
    public Map<CustomerId, Called> called(Tx tx, StoreId store, Collection<CustomerId> people) {
        return CallSql.called(tx, store, people);
    }

    /**
     * All people by their ids, some at a time.
     *
     * @param after 0: from the first
     * @param leavingOut zones whose people are not wanted
     * @param withoutZone also those who told none
     */
    public record Walk(Set<String> leavingOut, boolean withoutZone, long after, int limit) {
        public Walk {
            leavingOut = Set.copyOf(leavingOut);
        }
    }

    public List<Called> walk(Tx tx, StoreId store, Walk walk) {
        return CallSql.walk(tx, store, walk);
    }

    /** The store's own tags and notes. */
    public Remarks remarks() {
        return remarks;
    }

    /** What other programs tell of people. */
    public CustomEvents customEvents() {
        return customEvents;
    }

    /** A page of people, each once; refuses a cursor that is not ours. */
    public Page<CustomerSummary> list(Tx tx, StoreId store, CustomerQuery query) {
        return CustomerReadSql.list(tx, store, query);
    }

    /** The person a source knows by this reference. */
    public Optional<CustomerId> byReference(Tx tx, StoreId store, String source, String reference) {
        String key = "s:" + source + ":" + reference;
        return Optional.ofNullable(IdentitySql.find(tx, store, List.of(key)).get(key));
    }

    /** The person found by this e-mail address, in any case. */
    public Optional<CustomerId> byEmail(Tx tx, StoreId store, String email) {
        String known = KnownAs.email(email, new ArrayList<>());
        if (known == null) return Optional.empty();
        String key = "e:" + known;
        return Optional.ofNullable(IdentitySql.find(tx, store, List.of(key)).get(key));
    }

    /** Those who were ever reached at this address or telephone number (E.164), by their canonical records. */
    public List<CustomerId> reachedAt(Tx tx, StoreId store, String address) {
        List<CustomerId> told = ContactSql.reachedAt(tx, store, address);
        return canonical(tx, store, told).values().stream().distinct().toList();
    }

    /** Who of these people is reached at the same e-mail or telephone number as others of them. */
    public Map<CustomerId, Set<CustomerId>> sharing(Tx tx, StoreId store, Collection<CustomerId> people) {
        return ContactSql.sharing(tx, store, people);
    }

    /** People a source knows by a name of its own, by id, those after {@code after} (0: from the first): to walk all of them. */
    public List<CustomerId> ofSource(Tx tx, StoreId store, String source, long after) {
        return IdentitySql.ofSource(tx, store, source, after);
    }

    /** Others reached at the same e-mail or phone, not merged with this one: candidates for a person to look at. */
    public List<CustomerId> likelySame(Tx tx, StoreId store, CustomerId customer) {
        CustomerId canonical = canonical(tx, store, customer);
        return CustomerReadSql.likelySame(
                tx, store, CustomerReadSql.family(canonical, MergeSql.below(tx, store, canonical)));
    }

    /** What stands per channel and purpose; what was never spoken of is not in it and is not allowed. */
    public List<Consent> consents(Tx tx, StoreId store, CustomerId customer) {
        CustomerId canonical = canonical(tx, store, customer);
        List<CustomerView.Merge> below = MergeSql.below(tx, store, canonical);
        return ConsentState.of(CustomerReadSql.ledger(tx, store, CustomerReadSql.family(canonical, below)), below);
    }
}
