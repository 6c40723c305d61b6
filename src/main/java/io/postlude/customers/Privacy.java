package io.postlude.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.CustomerEvent.CustomerErased;
import io.postlude.customers.PersonalData.Person;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The rights of a person over what is kept about them: to have it, and to have it gone. Wired last, with the part of every
 * module that keeps personal data.
 */
public final class Privacy {
    private static final int EVENTS_LIMIT = 10_000;

    private final Customers customers;
    private final EventLog log;
    private final Secrets secrets;
    private final InstantSource clock;
    private final List<PersonalData> parts;

    public Privacy(Ground ground, Customers customers, List<PersonalData> parts) {
        this.customers = customers;
        this.log = ground.log();
        this.secrets = ground.secrets();
        this.clock = ground.clock();
        this.parts = List.copyOf(parts);
    }

    /** What this needs of the kernel. */
    public record Ground(EventLog log, Secrets secrets, InstantSource clock) {}

    /** Everything known about the person behind this id, as JSON; empty where the store has no such customer. */
    public Optional<String> export(Tx tx, StoreId store, CustomerId customer) {
        Optional<CustomerView> view = customers.customer(tx, store, customer);
        if (view.isEmpty()) return Optional.empty();
        Person person = person(tx, store, customer, view.get());
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("exportedAt", clock.instant().toString());
        all.set("customer", Json.MAPPER.valueToTree(view.get()));
        all.set("notes", Json.MAPPER.valueToTree(customers.remarks().notes(tx, store, customer)));
        all.set(
                "events",
                Json.MAPPER.valueToTree(customers
                        .customEvents()
                        .ofPeople(tx, store, customers.family(tx, store, customer), EVENTS_LIMIT)));
        for (PersonalData part : parts) all.set(part.name(), part.export(tx, store, person));
        return Optional.of(all.toPrettyString());
    }

    /**
     * Removes everything that points at the person behind this id, in all modules, and keeps figures. What they were found
     * by is kept as keyed hashes: an old file read again does not bring them back; a purchase of their own, later, makes
     * them a new customer.
     *
     * @return false where the store has no such customer; erasing again changes nothing
     */
    public boolean erase(Tx tx, StoreId store, CustomerId customer) {
        MergeSql.oneAtATime(tx, store);
        Optional<CustomerView> view = customers.customer(tx, store, customer);
        if (view.isEmpty()) return false;
        if (view.get().erasedAt() != null) return true;
        Person person = person(tx, store, customer, view.get());
        long[] ids = person.ids().stream().mapToLong(CustomerId::value).sorted().toArray();
        List<Profile> locked = ProfileSql.lock(tx, store, ids);
        for (PersonalData part : parts) part.erase(tx, store, person);
        Instant now = clock.instant();
        ErasureSql.keepHashes(tx, store, key -> Resolution.hash(secrets, store, key), new ErasureSql.Erasure(ids, now));
        ErasureSql.erase(tx, store, new ErasureSql.Erasure(ids, now));
        log.append(
                tx,
                locked.stream().map(p -> new CustomerErased(store, p.id(), now)).toList());
        return true;
    }

    private Person person(Tx tx, StoreId store, CustomerId customer, CustomerView view) {
        return new Person(customers.family(tx, store, customer), values(view, "EMAIL"), values(view, "PHONE"));
    }

    private static List<String> values(CustomerView view, String kind) {
        return view.contacts().stream()
                .filter(c -> c.kind().equals(kind))
                .map(CustomerView.ContactPoint::value)
                .toList();
    }
}
