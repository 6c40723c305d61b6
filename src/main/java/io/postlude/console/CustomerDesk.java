package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerView;
import io.postlude.customers.Customers;
import io.postlude.customers.MergeId;
import io.postlude.customers.Merged;
import io.postlude.customers.Purpose;
import io.postlude.customers.Remarks;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Touchpoint;
import io.postlude.journeys.TouchpointQuery;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Logged;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Pools;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.returns.Credits;
import io.postlude.segments.Segments;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One person: how to reach them, what they allowed, what they bought, everything that happened. */
final class CustomerDesk {
    private static final String PATH = CustomersDesk.PATH;
    private static final int MOST_ORDERS = 20;

    private final Frame frame;
    private final Sources sources;

    CustomerDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where what the page shows comes from. */
    record Sources(
            Database database,
            EventLog log,
            Customers customers,
            Orders orders,
            Tracking tracking,
            Journeys journeys,
            Segments segments,
            Pools rewards,
            Credits credits,
            Audit audit) {}

    void addTo(Counter counter) {
        counter.page("customers/{id}", Permission.SEE_CUSTOMERS, this::show);
        counter.deed("customers/{id}/consent", Permission.CHANGE_CUSTOMERS, this::recordConsent);
        counter.deed("customers/{id}/merge", Permission.CHANGE_CUSTOMERS, this::merge);
        new CreditDesk(sources).addTo(counter);
        counter.deed("customers/{id}/merges/{merge}/undo", Permission.CHANGE_CUSTOMERS, this::undo);
    }

    private record Whole(
            CustomerView person,
            List<OrderSummary> orders,
            Map<OrderId, StatusDetail> parcels,
            List<CustomerView> same,
            List<Logged> events,
            List<Touchpoint> touchpoints,
            List<Remarks.Note> notes,
            List<Segments.Belonging> segments,
            CustomerRewards rewards,
            CustomerCredit credit) {}

    static CustomerId id(Visit visit) {
        var value = PublicId.parse(CustomerId.PREFIX, visit.part("id"));
        if (value.isEmpty()) throw Refusal.notFound();
        return new CustomerId(value.getAsLong());
    }

    private Answer show(Visit visit) {
        CustomerId id = id(visit);
        Whole whole = sources.database()
                .inStore(visit.store(), tx -> read(tx, visit, id))
                .orElseThrow(Refusal::notFound);
        return Answer.page("customer", page(visit, whole));
    }

    private Optional<Whole> read(Tx tx, Visit visit, CustomerId id) {
        return sources.customers().customer(tx, visit.store(), id).map(person -> {
            List<CustomerId> family = sources.customers().family(tx, visit.store(), person.id());
            List<OrderSummary> orders = sources.orders()
                    .list(tx, visit.store(), OrderQuery.newest(MOST_ORDERS).ofCustomers(family))
                    .rows();
            List<OrderId> ids = orders.stream().map(OrderSummary::id).toList();
            List<CustomerView> same = sources.customers().likelySame(tx, visit.store(), person.id()).stream()
                    .flatMap(other -> sources.customers().customer(tx, visit.store(), other).stream())
                    .toList();
            List<Logged> events = Stream.concat(
                            family.stream().map(CustomerId::value), ids.stream().map(OrderId::value))
                    .flatMap(key -> sources.log().timeline(tx, visit.store(), key).stream())
                    .toList();
            return new Whole(
                    person,
                    orders,
                    sources.tracking().orderStatuses(tx, visit.store(), ids),
                    same,
                    events,
                    sources.journeys()
                            .list(
                                    tx,
                                    visit.store(),
                                    TouchpointQuery.newest(TouchpointQuery.MOST).ofPeople(family))
                            .rows(),
                    sources.customers().remarks().notes(tx, visit.store(), person.id()),
                    sources.segments().of(tx, visit.store(), person.id()),
                    CustomerRewards.of(tx, visit.store(), sources, family),
                    CustomerCredit.of(tx, visit.store(), sources.credits(), person.id()));
        });
    }

    private CustomerPage page(Visit visit, Whole whole) {
        CustomerView person = whole.person();
        String name = name(person);
        String path = PATH + "/" + person.id();
        boolean may = visit.may(Permission.CHANGE_CUSTOMERS);
        boolean erased = person.erasedAt() != null;
        return new CustomerPage(
                frame.below(visit, name, new Link("Customers", PATH), "customers"),
                name,
                Words.initials(name),
                erased ? List.of(new Pill(Tone.VOID, "Erased")) : List.of(),
                person.tags(),
                "Customer since " + visit.words().day(person.since()),
                orders(visit, whole),
                whole.orders().size() < MOST_ORDERS
                        ? Words.count(whole.orders().size(), "order", "orders")
                        : "the newest " + MOST_ORDERS,
                whole.rewards().table(visit),
                whole.credit().page(visit, CreditDesk.form(visit, person, whole.credit())),
                new Telling(visit.words())
                        .timeline(whole.events(), whole.touchpoints(), Address.of(visit.http(), path, "kind")),
                Stream.concat(
                                profile(visit, person, whole.notes()).stream(),
                                SegmentPeople.facts(visit, whole.segments()).stream())
                        .toList(),
                contacts(visit, person),
                consents(visit, person),
                may && !erased ? consentForm(path) : null,
                merges(visit, whole, may),
                may && !erased ? mergeForm(path) : null,
                erased ? null : PrivacyDesk.exportPath(visit, person.id()),
                erased
                        ? null
                        : PrivacyDesk.erasure(visit, person.id(), whole.credit().left()));
    }

    private static String name(CustomerView person) {
        String name = person.name();
        return name == null ? person.email() == null ? "No name" : person.email() : name;
    }

    private static Table orders(Visit visit, Whole whole) {
        return Table.plain(
                "Orders",
                List.of(Column.text("Order"), Column.text("Parcels"), Column.number("Items"), Column.number("Total")),
                whole.orders().stream()
                        .map(order -> Row.of(
                                Cell.link(
                                        order.number(),
                                        visit.words().moment(order.placedAt()),
                                        OrdersDesk.PATH + "/" + order.id()),
                                Cell.pill(OrdersDesk.pill(order, whole.parcels().get(order.id())), null),
                                Cell.of(Words.count(order.units())),
                                Cell.of(OrderDesk.say(order.total()), order.mismatch() ? "totals differ" : null)))
                        .toList(),
                new Empty("No order", "Known from a form or an import only.", null));
    }

    private static List<Fact> profile(Visit visit, CustomerView person, List<Remarks.Note> notes) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Language", person.locale());
        add(facts, "Time zone", person.zone());
        add(facts, "Country", person.country());
        add(
                facts,
                "Birthday",
                person.birthday() == null ? null : person.birthday().replaceFirst("^--", ""));
        for (Remarks.Note note : notes)
            facts.add(Fact.of("Note, " + visit.words().day(note.at()) + ", " + note.by(), note.words()));
        if (facts.isEmpty()) facts.add(Fact.of("Known", "nothing but how to reach them"));
        return facts;
    }

    private static void add(List<Fact> facts, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) facts.add(Fact.of(name, value));
    }

    private static Table contacts(Visit visit, CustomerView person) {
        return Table.plain(
                "Contact points",
                List.of(Column.text("Contact"), Column.number("Last seen")),
                person.contacts().stream()
                        .map(contact -> Row.of(
                                Cell.of(contact.value(), contact.kind().toLowerCase(Locale.ROOT)),
                                Cell.of(visit.words().day(contact.lastSeen()))))
                        .toList(),
                new Empty("None", "There is no way to reach this person.", null));
    }

    private static Table consents(Visit visit, CustomerView person) {
        return Table.plain(
                "Ledger of consent",
                List.of(Column.text("For"), Column.text("Said"), Column.text("Proof"), Column.number("When")),
                person.history().stream()
                        .map(consent -> consent(visit, consent))
                        .toList(),
                new Empty("Nothing was said", "Without a yes, only messages about an order are sent.", null));
    }

    private static Row consent(Visit visit, Consent consent) {
        return Row.of(
                Cell.of(word(consent.purpose().name()), word(consent.channel().name())),
                Cell.pill(consent.given() ? new Pill(Tone.KEPT, "Yes") : new Pill(Tone.VOID, "No"), null),
                Cell.of(consent.proof(), consent.source()),
                Cell.of(visit.words().day(consent.at()), visit.words().time(consent.at())));
    }

    private static String word(String name) {
        return name.equals("EMAIL")
                ? "E-mail"
                : name.equals("SMS")
                        ? "SMS"
                        : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Form consentForm(String path) {
        return Form.of(
                        path + "/consent",
                        "Record it",
                        "check",
                        List.of(Field.text("proof", "What shows it", "")
                                .needed()
                                .hinting("Such as “said so by telephone, 14:20”.")))
                .picking(
                        new Pick(
                                "given",
                                "They say",
                                List.of(new Option("no", "No, stop", true), new Option("yes", "Yes", false))),
                        new Pick("channel", "Channel", options(Channel.values())),
                        new Pick("purpose", "For", options(Purpose.values())));
    }

    private static List<Option> options(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> new Option(value.name(), word(value.name()), value == values[0]))
                .toList();
    }

    private static Table merges(Visit visit, Whole whole, boolean may) {
        String path = PATH + "/" + whole.person().id();
        List<Row> rows = new ArrayList<>();
        whole.person()
                .merges()
                .forEach(merge -> rows.add(Row.of(
                        Cell.of(
                                merge.from().toString(),
                                "merged " + visit.words().day(merge.at()) + " by " + merge.by()),
                        may
                                ? Cell.deeds(List.of(
                                        Deed.of("Take apart", "undo", path + "/merges/" + merge.id() + "/undo")))
                                : Cell.of(""))));
        whole.same()
                .forEach(other -> rows.add(Row.of(
                        Cell.link(name(other), "same e-mail or telephone", PATH + "/" + other.id()),
                        may
                                ? Cell.deeds(List.of(new Deed(
                                        "Merge",
                                        "users",
                                        path + "/merge",
                                        Map.of("other", other.id().toString()),
                                        false)))
                                : Cell.of(""))));
        return Table.plain(
                "Profiles of the same person",
                List.of(Column.text("Profile"), Column.number("")),
                rows,
                new Empty("None", "", null));
    }

    private static Form mergeForm(String path) {
        return Form.of(
                path + "/merge",
                "Merge into this profile",
                "users",
                List.of(Field.text("other", "E-mail of the other profile", "").needed()));
    }

    private Answer recordConsent(Visit visit) {
        CustomerId id = id(visit);
        Consent consent = new Consent(
                chosen(Channel.values(), visit.field("channel")),
                chosen(Purpose.values(), visit.field("purpose")),
                visit.field("given").equals("yes"),
                visit.words().now(),
                "console, " + visit.session().name(),
                visit.field("proof"),
                null);
        sources.database().runInStore(visit.store(), tx -> {
            CustomerView person = own(tx, visit, id);
            sources.customers().record(tx, visit.store(), person.id(), consent);
            audit(tx, visit, "customer.consent-recorded", person.id());
        });
        return Answer.done(PATH + "/" + id, Done.CONSENT_RECORDED);
    }

    private static <E extends Enum<E>> E chosen(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(values[0]);
    }

    private void audit(Tx tx, Visit visit, String action, CustomerId id) {
        sources.audit().record(tx, visit.store(), visit.actor(), Audit.Deed.of(action, "customer", id.toString()));
    }

    private Answer merge(Visit visit) {
        CustomerId into = id(visit);
        Done done = sources.database().inStore(visit.store(), tx -> {
            CustomerView person = own(tx, visit, into);
            Optional<CustomerId> other = other(tx, visit);
            if (other.isEmpty()) return Done.NOBODY_THERE;
            var wish = new Customers.MergeWish(
                    other.get(), person.id(), visit.session().name(), "by hand");
            Merged merged = sources.customers().merge(tx, visit.store(), wish);
            if (!(merged instanceof Merged.Done)) return Done.NOT_ANY_MORE;
            audit(tx, visit, "customer.merged", into);
            return Done.MERGED;
        });
        return Answer.done(PATH + "/" + into, done);
    }

    private CustomerView own(Tx tx, Visit visit, CustomerId id) {
        return sources.customers().customer(tx, visit.store(), id).orElseThrow(Refusal::notFound);
    }

    private Optional<CustomerId> other(Tx tx, Visit visit) {
        String text = visit.field("other");
        var id = PublicId.parse(CustomerId.PREFIX, text);
        return id.isPresent()
                ? Optional.of(new CustomerId(id.getAsLong()))
                : sources.customers().byEmail(tx, visit.store(), text);
    }

    private Answer undo(Visit visit) {
        CustomerId id = id(visit);
        var merge = PublicId.parse(MergeId.PREFIX, visit.part("merge"));
        if (merge.isEmpty()) throw Refusal.notFound();
        boolean undone = sources.database().inStore(visit.store(), tx -> {
            var _ = own(tx, visit, id);
            Merged change = sources.customers()
                    .undoMerge(
                            tx,
                            visit.store(),
                            new MergeId(merge.getAsLong()),
                            visit.session().name());
            if (!(change instanceof Merged.Done)) return false;
            audit(tx, visit, "customer.merge-undone", id);
            return true;
        });
        return Answer.done(PATH + "/" + id, undone ? Done.MERGE_UNDONE : Done.NOT_ANY_MORE);
    }
}
