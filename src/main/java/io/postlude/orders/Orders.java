package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mirror of what was bought. Takes news in sets and in any order: the same again changes nothing, older never overwrites
 * newer, parts may come before their order.
 */
public final class Orders {
    private final Customers customers;
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    public Orders(Customers customers, EventLog log, Ids ids, InstantSource clock) {
        this.customers = customers;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes news as it happens; an answer for each, in their order. */
    public List<Taken> take(Tx tx, StoreId store, List<OrderSnapshot> snapshots) {
        return take(tx, store, Arrival.LIVE, snapshots);
    }

    /**
     * As {@link #take(Tx, StoreId, List)}; HISTORY marks the events so that nobody is notified. Batches of some thousands,
     * past row-level security ({@code Database.spine} or {@code acrossStores}), go fastest: they travel by COPY.
     */
    public List<Taken> take(Tx tx, StoreId store, Arrival arrival, List<OrderSnapshot> snapshots) {
        return take(tx, store, arrival, check(snapshots));
    }

    /** What needs no database: whoever takes batches one after the other checks the next one meanwhile. */
    public Checked check(List<OrderSnapshot> snapshots) {
        Instant now = clock.instant();
        List<Checked.One> all = new ArrayList<>(snapshots.size());
        for (OrderSnapshot snapshot : snapshots) {
            SnapshotCheck check = new SnapshotCheck(now);
            OrderSnapshot clean = check.check(snapshot);
            OrderKey key = new OrderKey(clean.source(), clean.reference());
            List<FieldError> errors = check.errors();
            News news = errors.isEmpty() ? new News.OfOrder(key, clean, Fingerprint.of(clean)) : null;
            all.add(new Checked.One(news, errors.isEmpty() ? check.notes() : errors));
        }
        return new Checked(now, all);
    }

    /** As {@link #take(Tx, StoreId, Arrival, List)}, of checked snapshots; these may be taken again after a failure. */
    public List<Taken> take(Tx tx, StoreId store, Arrival arrival, Checked checked) {
        Answers answers = new Answers(checked.all().size());
        for (int i = 0; i < checked.all().size(); i++) {
            Checked.One one = checked.all().get(i);
            if (one.news() == null) answers.refuse(i, one.told());
            else answers.work(i, one.news(), one.told());
        }
        return answers.take(intake(tx, store, arrival, checked.at()));
    }

    /** Takes fulfilments that came by themselves. Before their order they wait for it, without an event. */
    public List<Taken> takeFulfilments(
            Tx tx, StoreId store, Arrival arrival, List<LatePart<FulfilmentSnapshot>> parts) {
        Instant now = clock.instant();
        Answers answers = new Answers(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            SnapshotCheck check = new SnapshotCheck(now);
            OrderKey key = key(check, parts.get(i));
            FulfilmentSnapshot clean =
                    new PartCheck(check).fulfilment("", parts.get(i).told());
            if (check.errors().isEmpty()) answers.work(i, new News.OfFulfilment(key, clean), check.notes());
            else answers.refuse(i, check.errors());
        }
        return answers.take(intake(tx, store, arrival, now));
    }

    /** Takes refunds that came by themselves. Before their order they wait for it, without an event. */
    public List<Taken> takeRefunds(Tx tx, StoreId store, Arrival arrival, List<LatePart<RefundSnapshot>> parts) {
        Instant now = clock.instant();
        Answers answers = new Answers(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            SnapshotCheck check = new SnapshotCheck(now);
            OrderKey key = key(check, parts.get(i));
            RefundSnapshot clean = new PartCheck(check).refund("", parts.get(i).told());
            if (check.errors().isEmpty()) answers.work(i, new News.OfRefund(key, clean), check.notes());
            else answers.refuse(i, check.errors());
        }
        return answers.take(intake(tx, store, arrival, now));
    }

    /** Takes what a source says of its products, bought or not; an answer for each: what is wrong with it, empty where taken. */
    public List<List<FieldError>> describe(Tx tx, StoreId store, List<ProductSnapshot> products) {
        Instant now = clock.instant();
        List<ProductSnapshot> clean = new ArrayList<>();
        List<List<FieldError>> answers = new ArrayList<>();
        for (ProductSnapshot told : products) {
            SnapshotCheck check = new SnapshotCheck(now);
            ProductSnapshot checked = check.product(told);
            if (check.errors().isEmpty()) clean.add(checked);
            answers.add(check.errors());
        }
        new Catalogue(ids).describe(tx, store, clean);
        return answers;
    }

    /** Empty where the store has no such order, or only parts of it came yet. */
    public Optional<OrderView> order(Tx tx, StoreId store, OrderId id) {
        return OrderViews.of(tx, store, List.of(id)).stream().findFirst();
    }

    /** In the order asked; those that are not there are left out. */
    public List<OrderView> orders(Tx tx, StoreId store, List<OrderId> all) {
        return OrderViews.of(tx, store, all);
    }

    /** A page of orders. Needs a transaction for one store or past row-level security; refuses a cursor that is not ours. */
    public Page<OrderSummary> list(Tx tx, StoreId store, OrderQuery query) {
        return OrderListSql.list(tx, store, query);
    }

    /** What was bought since a time, and by people who had bought before. It reads every order placed since. */
    public Buying buying(Tx tx, StoreId store, Instant since) {
        return OrderListSql.buying(tx, store, since);
    }

    /** How many a query finds, at most 10,000. */
    public long count(Tx tx, StoreId store, OrderQuery query) {
        return OrderListSql.count(tx, store, query);
    }

    /** The order a visitor names by its number and the buyer's e-mail; the same work whether or not there is one. */
    public Optional<OrderId> find(Tx tx, StoreId store, String number, String email) {
        return OrderListSql.find(tx, store, number, email);
    }

    /** The order a visitor names by what stands on its packing slip: its number and the postcode it was sent to. */
    public Optional<OrderId> findByPostcode(Tx tx, StoreId store, String number, String postcode) {
        return OrderListSql.findByPostcode(tx, store, number, postcode);
    }

    /** Under which number an order goes, and where to. */
    public record Destination(String number, @Nullable Address shipTo) {}

    /** Less than {@link #order}, for those who want no more of it. */
    public Optional<Destination> destination(Tx tx, StoreId store, OrderId id) {
        return OrderSql.destination(tx, store, id);
    }

    /** The order a source knows by this reference. */
    public Optional<OrderId> byReference(Tx tx, StoreId store, String source, String reference) {
        OrderKey key = new OrderKey(source, reference);
        return Optional.ofNullable(ClaimSql.find(tx, store, List.of(key)).get(key));
    }

    /** What all orders that fit come to, whichever page was asked for. It reads every one of them. */
    public List<OrderSum> sums(Tx tx, StoreId store, OrderQuery query) {
        return OrderListSql.sums(tx, store, query);
    }

    /** Orders per day, state and currency, both days included, in the store's zone. */
    public List<DayCount> days(Tx tx, StoreId store, DaySpan span) {
        return OrderListSql.days(tx, store, span);
    }

    /** How many orders are known only by a fulfilment or refund that came before them. */
    public long waiting(Tx tx, StoreId store) {
        return OrderListSql.waiting(tx, store);
    }

    /** What was bought and not cancelled; who bought nothing is not in it. */
    public Map<CustomerId, Bought> bought(Tx tx, StoreId store, Collection<CustomerId> people) {
        return OrderListSql.bought(tx, store, people);
    }

    /** Every line that is sent by parcel, of orders these people placed since then and that stand. */
    public List<BoughtLine> lines(Tx tx, StoreId store, Collection<CustomerId> people, Instant since) {
        return BoughtSql.lines(tx, store, people, since);
    }

    /** How many pieces of each variant all people together bought in a span; what was cancelled is not in it. */
    public Map<VariantId, Long> pieces(Tx tx, StoreId store, Between span) {
        return BoughtSql.pieces(tx, store, span);
    }

    /** Which product each of these is a variant of. */
    public Map<VariantId, ProductId> productsOf(Tx tx, StoreId store, Collection<VariantId> variants) {
        return BoughtSql.products(tx, store, variants);
    }

    /** What each line of these orders is, by a trait; a line that is of several lots is left out. */
    public Map<LineId, Trait.Value> traits(Tx tx, StoreId store, Trait by, Collection<OrderId> orders) {
        return TraitSql.of(tx, store, by, orders);
    }

    /** How many pieces were bought in a span, by a trait; what was cancelled is not in it. */
    public Map<Trait.Value, Long> sold(Tx tx, StoreId store, Trait by, Between span) {
        return TraitSql.sold(tx, store, by, span);
    }

    /** One version of what the shop said of a product; {@code said} is cut. */
    public record Wording(int number, Instant since, String title, String said) {}

    /** What was said of these products, each version by its number. */
    public Map<Trait.Value, Wording> wordings(Tx tx, StoreId store, Collection<ProductId> products) {
        return Wordings.of(tx, store, products);
    }

    /** Who of these people had things sent to the same address as others of them. */
    public Map<CustomerId, Set<CustomerId>> neighbours(Tx tx, StoreId store, Collection<CustomerId> people) {
        return BoughtSql.neighbours(tx, store, people);
    }

    /** One order somebody placed; {@code cancelledAt} null: it stands. */
    public record Purchase(
            Instant placedAt, long units, @Nullable Instant cancelledAt) {}

    /** What these people ordered and when, what was cancelled too: to say what they had bought at some moment. */
    public Map<CustomerId, List<Purchase>> purchases(Tx tx, StoreId store, Collection<CustomerId> people) {
        return OrderListSql.purchases(tx, store, people);
    }

    /** What one order that stands brought, in minor units, less what went back. */
    public record Sale(Instant at, long net, String currency) {}

    /** What these people bought for how much; who bought nothing is not in it. */
    public Map<CustomerId, List<Sale>> sales(Tx tx, StoreId store, Collection<CustomerId> people) {
        return OrderListSql.sales(tx, store, people);
    }

    /** A span of time, its end not included. */
    public record Between(Instant from, Instant until) {}

    /** Who placed an order in one of these spans, whatever became of it: few to look at more closely. */
    public Set<CustomerId> boughtIn(Tx tx, StoreId store, List<Between> spans) {
        return OrderListSql.boughtIn(tx, store, spans);
    }

    /** When the oldest order we know was placed. */
    public Optional<Instant> firstPlacedAt(Tx tx, StoreId store) {
        return OrderListSql.firstPlacedAt(tx, store);
    }

    /** Those of these orders that carry codes. */
    public List<Redemption> redemptions(Tx tx, StoreId store, Collection<OrderId> orders) {
        return BoughtSql.redemptions(tx, store, orders);
    }

    /** Those of these codes, in capitals, that some order carries: it reads every order with codes. */
    public Set<String> redeemed(Tx tx, StoreId store, Collection<String> codes) {
        return BoughtSql.redeemed(tx, store, codes);
    }

    /** Who placed these orders; those of nobody known are left out. */
    public Map<OrderId, CustomerId> buyers(Tx tx, StoreId store, Collection<OrderId> orders) {
        return OrderListSql.buyers(tx, store, orders);
    }

    /** What each of these people spent on orders that stand, by currency. */
    public Map<CustomerId, List<Money>> spent(Tx tx, StoreId store, Collection<CustomerId> people) {
        return OrderListSql.spent(tx, store, people);
    }

    /** The orders of each of these people, cancelled ones too. */
    public Map<CustomerId, List<OrderId>> ofBuyers(Tx tx, StoreId store, Collection<CustomerId> people) {
        return OrderListSql.ofBuyers(tx, store, people);
    }

    /** People who bought in a source's shop, by id, those after {@code after}: to walk all of them. */
    public List<CustomerId> buyers(Tx tx, StoreId store, String source, Buyers page) {
        return OrderListSql.buyers(tx, store, source, page);
    }

    /** Where the walk stands (0: at its beginning), and how many at a time. */
    public record Buyers(long after, int limit) {}

    /** Orders that stand, pieces in them, the last one's date. */
    public record Bought(long orders, long units, Instant lastAt) {}

    /** Which variants have these stock keeping units; those that none has are left out. */
    public Map<String, List<VariantId>> variantsOfSkus(Tx tx, StoreId store, Collection<String> skus) {
        return VariantSql.ofSkus(tx, store, skus);
    }

    /** What a variant is called: its product and itself, and its stock keeping unit. */
    public record VariantName(String title, @Nullable String sku) {}

    public Map<VariantId, VariantName> variantNames(Tx tx, StoreId store, Collection<VariantId> variants) {
        return VariantSql.names(tx, store, variants);
    }

    /** What a source itself calls a variant and its product; null where it named neither. */
    public record SourceName(
            @Nullable String product, @Nullable String variant) {}

    /** How a source calls these; those it does not sell are left out. */
    public Map<VariantId, SourceName> inSource(Tx tx, StoreId store, String source, Collection<VariantId> variants) {
        return VariantSql.inSource(tx, store, source, variants);
    }

    public Optional<ProductView> product(Tx tx, StoreId store, ProductId id) {
        return ProductViewSql.of(tx, store, id);
    }

    /** Newest first; {@code text} is a part of the title. */
    public Page<ProductSummary> products(Tx tx, StoreId store, ProductQuery query) {
        return ProductViewSql.list(tx, store, query);
    }

    /**
     * What these cost now, in this currency: as the shop told last, else what the newest order of it was charged. Those nobody
     * knows a price of are left out. {@code catalogue} is the currency the shop's own prices are in.
     */
    public Map<VariantId, Money> prices(Tx tx, StoreId store, Collection<VariantId> variants, PriceIn in) {
        return PriceSql.prices(tx, store, variants, in);
    }

    /** A page of the catalogue with what its things cost, the newest first; what nobody knows a price of is not offered. */
    public Page<Good> goods(Tx tx, StoreId store, ProductQuery query, PriceIn in) {
        return PriceSql.goods(tx, store, query, in);
    }

    /** A product with its priced variants. */
    public record Good(ProductSummary product, List<Choice> choices) {
        public Good {
            choices = List.copyOf(choices);
        }

        /** One variant; {@code title} null where the product has no choices. */
        public record Choice(VariantId variant, @Nullable String title, Money price) {}
    }

    /** Which currency prices are asked in, and which one the shop's catalogue is kept in. */
    public record PriceIn(Currency asked, Currency catalogue) {}

    private static OrderKey key(SnapshotCheck check, LatePart<?> part) {
        return new OrderKey(part.source(), check.reference("/orderReference", part.orderReference()));
    }

    private Intake intake(Tx tx, StoreId store, Arrival arrival, Instant now) {
        return new Intake(customers, log, ids, new Intake.Batch(tx, store, arrival, now));
    }

    /** Keeps answers at the place of their question. */
    private static final class Answers {
        private final @Nullable Taken[] all;
        private final List<News> work = new ArrayList<>();
        private final List<List<FieldError>> notes = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();

        Answers(int size) {
            all = new @Nullable Taken[size];
        }

        void refuse(int place, List<FieldError> errors) {
            all[place] = Taken.refused(errors);
        }

        void work(int place, News news, List<FieldError> left) {
            work.add(news);
            notes.add(left);
            places.add(place);
        }

        List<Taken> take(Intake intake) {
            List<Taken> taken = intake.take(work);
            for (int i = 0; i < taken.size(); i++)
                all[places.get(i)] = taken.get(i).withNotes(notes.get(i));
            return Arrays.stream(all).map(Objects::requireNonNull).toList();
        }
    }
}
