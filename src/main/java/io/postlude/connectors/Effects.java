package io.postlude.connectors;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Customers;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.LatePart;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductSnapshot;
import io.postlude.orders.RefundSnapshot;
import io.postlude.orders.Taken;
import io.postlude.returns.ShopReturnNews;
import io.postlude.returns.ShopReturns;
import io.postlude.stores.Source;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.ScanReport;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes what a set of deliveries says true: one call of each face for all of them. */
final class Effects {
    private static final int WORDS_LIMIT_CHARS = 2_000;

    private final Orders orders;
    private final Customers customers;
    private final ShopReturns shopReturns;
    private final OrderIntake intake;
    private final PrivacyDesk privacy;

    /** Who is told; {@code intake} and {@code privacy} are our own. */
    record Faces(
            Orders orders, Customers customers, ShopReturns shopReturns, OrderIntake intake, PrivacyDesk privacy) {}

    Effects(Faces faces) {
        this.orders = faces.orders();
        this.customers = faces.customers();
        this.shopReturns = faces.shopReturns();
        this.intake = faces.intake();
        this.privacy = faces.privacy();
    }

    /** A delivery that was read. */
    record Read(InboxId id, Source source, List<Statement> statements) {}

    /** What became of one delivery; the scans are still to be handed in, once this transaction has ended. */
    static final class Result {
        final List<String> done = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        final List<String> idle = new ArrayList<>();
        final List<ScanReport> scans = new ArrayList<>();
        /** Our ids of whom and what it was about. */
        final Set<String> about = new HashSet<>();

        /** What must come before it can be done; null where nothing. */
        @Nullable
        String later;

        InboxState state() {
            if (!refused.isEmpty()) return InboxState.FAILED;
            return done.isEmpty() && scans.isEmpty() ? InboxState.IGNORED : InboxState.DONE;
        }

        String words() {
            List<String> words = !refused.isEmpty() ? refused : done.isEmpty() && scans.isEmpty() ? idle : done;
            String said = String.join("; ", words);
            return said.length() <= WORDS_LIMIT_CHARS ? said : said.substring(0, WORDS_LIMIT_CHARS);
        }
    }

    /** The deliveries of one store, in the order they came. */
    Map<InboxId, Result> apply(Tx tx, StoreId store, List<Read> deliveries) {
        Batch batch = new Batch(tx, store);
        for (Read delivery : deliveries) {
            batch.results.put(delivery.id(), new Result());
            for (Statement statement : delivery.statements()) batch.gather(delivery, statement);
        }
        batch.apply();
        return batch.results;
    }

    private final class Batch {
        private final Tx tx;
        private final StoreId store;
        private final Map<InboxId, Result> results = new LinkedHashMap<>();
        private final List<OrderSnapshot> snapshots = new ArrayList<>();
        private final List<InboxId> ofSnapshot = new ArrayList<>();
        private final List<LatePart<FulfilmentSnapshot>> fulfilments = new ArrayList<>();
        private final List<InboxId> ofFulfilment = new ArrayList<>();
        private final List<CustomerDetails> people = new ArrayList<>();
        private final List<InboxId> ofPerson = new ArrayList<>();
        private final List<ProductSnapshot> products = new ArrayList<>();
        private final List<InboxId> ofProduct = new ArrayList<>();
        private final List<EstimateReport> estimates = new ArrayList<>();
        private final List<Later> later = new ArrayList<>();

        private record Later(Read delivery, Statement statement) {}

        Batch(Tx tx, StoreId store) {
            this.tx = tx;
            this.store = store;
        }

        private Result result(InboxId id) {
            return results.computeIfAbsent(id, fresh -> new Result());
        }

        void gather(Read delivery, Statement statement) {
            switch (statement) {
                case Statement.OrderStands(OrderSnapshot order) -> {
                    snapshots.add(order);
                    ofSnapshot.add(delivery.id());
                }
                case Statement.FulfilmentStands(String order, FulfilmentSnapshot fulfilment) -> {
                    fulfilments.add(new LatePart<>(delivery.source().word(), order, fulfilment));
                    ofFulfilment.add(delivery.id());
                }
                case Statement.PersonIs(CustomerDetails person) -> {
                    people.add(person);
                    ofPerson.add(delivery.id());
                }
                case Statement.ProductIs(ProductSnapshot product) -> {
                    products.add(product);
                    ofProduct.add(delivery.id());
                }
                case Statement.ParcelSeen(ScanReport scan) ->
                    result(delivery.id()).scans.add(scan);
                case Statement.EstimateSaid(EstimateReport estimate) -> {
                    estimates.add(estimate);
                    result(delivery.id()).done.add("the carrier expects it by " + estimate.by());
                }
                case Statement.MoneyWentBack _,
                        Statement.ReturnStands _,
                        Statement.FulfilmentSeen _,
                        Statement.DataAsked _,
                        Statement.ForgetPerson _,
                        Statement.ForgetShop _ -> later.add(new Later(delivery, statement));
                case Statement.Nothing(String why) -> result(delivery.id()).idle.add(why);
            }
        }

        /** People and orders first: what only names them comes after. */
        void apply() {
            var told = customers.resolve(tx, store, people);
            for (int i = 0; i < told.size(); i++) {
                Result result = result(ofPerson.get(i));
                result.done.add("customer " + told.get(i).customer());
                result.about.add(String.valueOf(told.get(i).customer()));
                if (!told.get(i).problems().isEmpty())
                    result.done.add(String.join("; ", told.get(i).problems()));
            }
            describe();
            note(ofSnapshot, orders.take(tx, store, Arrival.LIVE, snapshots));
            note(ofFulfilment, orders.takeFulfilments(tx, store, Arrival.LIVE, fulfilments));
            intake.expect(tx, store, estimates);
            refunds();
            for (Later one : later) afterwards(one);
        }

        private void describe() {
            List<List<FieldError>> answers = orders.describe(tx, store, products);
            for (int i = 0; i < answers.size(); i++) {
                Result result = result(ofProduct.get(i));
                for (FieldError error : answers.get(i)) result.refused.add(error.pointer() + " " + error.detail());
                result.done.add("product " + products.get(i).reference());
            }
        }

        private void note(List<InboxId> of, List<Taken> taken) {
            for (int i = 0; i < taken.size(); i++) note(result(of.get(i)), taken.get(i));
            intake.follow(tx, store, taken);
        }

        private static void note(Result result, Taken taken) {
            String problems = taken.problems().stream()
                    .map(problem -> problem.pointer() + " " + problem.detail())
                    .collect(Collectors.joining("; "));
            if (taken.outcome() == Taken.Outcome.REFUSED) {
                result.refused.add(problems);
                return;
            }
            result.about.add(String.valueOf(taken.order()));
            for (OrderEvent event : taken.events())
                if (event instanceof OrderEvent.OrderPlaced placed) result.about.add(String.valueOf(placed.customer()));
            result.done.add(
                    "order " + taken.order() + " " + taken.outcome().name().toLowerCase(Locale.ROOT));
            if (!problems.isEmpty()) result.done.add(problems);
        }

        private void refunds() {
            List<LatePart<RefundSnapshot>> parts = new ArrayList<>();
            List<InboxId> of = new ArrayList<>();
            Map<InboxId, Statement.MoneyWentBack> waiting = new HashMap<>();
            for (Later one : later) {
                if (!(one.statement() instanceof Statement.MoneyWentBack refund)) continue;
                String source = one.delivery().source().word();
                Optional<Currency> currency = refund.currency() != null
                        ? Optional.of(Currency.getInstance(refund.currency()))
                        : order(source, refund.orderReference())
                                .map(order -> order.totals().total().currency());
                if (currency.isEmpty()) {
                    waiting.put(one.delivery().id(), refund);
                    continue;
                }
                parts.add(new LatePart<>(source, refund.orderReference(), refund.snapshot(currency.get())));
                of.add(one.delivery().id());
            }
            waiting.forEach((id, refund) -> result(id).later = "order " + refund.orderReference() + " is not here yet");
            note(of, orders.takeRefunds(tx, store, Arrival.LIVE, parts));
        }

        private void afterwards(Later one) {
            Result result = result(one.delivery().id());
            Source source = one.delivery().source();
            switch (one.statement()) {
                case Statement.FulfilmentSeen seen -> {
                    List<FulfilmentSnapshot.Parcel> parcels = parcels(source, seen);
                    List<ScanReport> scans = parcels.stream()
                            .map(parcel -> seen.scan().of(parcel.carrier(), parcel.trackingNumber()))
                            .toList();
                    intake.expect(
                            tx,
                            store,
                            parcels.stream()
                                    .flatMap(parcel -> seen.scan().estimate(parcel.carrier(), parcel.trackingNumber()))
                                    .toList());
                    if (scans.isEmpty())
                        result.later =
                                "the tracking number of fulfilment " + seen.fulfilmentReference() + " is not here yet";
                    result.scans.addAll(scans);
                }
                case Statement.ReturnStands(ShopReturnNews news) -> returned(result, news);
                case Statement.DataAsked asked -> result.done.add(privacy.dataAsked(tx, store, source, asked));
                case Statement.ForgetPerson forget ->
                    result.done.add(privacy.forget(tx, store, source, forget.person()));
                case Statement.ForgetShop(String shop) -> result.done.add(privacy.forgetShop(tx, store, source, shop));
                case Statement.OrderStands _,
                        Statement.FulfilmentStands _,
                        Statement.MoneyWentBack _,
                        Statement.PersonIs _,
                        Statement.ProductIs _,
                        Statement.ParcelSeen _,
                        Statement.EstimateSaid _,
                        Statement.Nothing _ -> {}
            }
        }

        private void returned(Result result, ShopReturnNews news) {
            shopReturns
                    .take(tx, store, news)
                    .ifPresentOrElse(
                            heard -> {
                                result.about.add(String.valueOf(heard.order()));
                                result.done.add("return " + heard.id() + " of the shop"
                                        + (heard.fresh() ? "" : ": nothing new"));
                            },
                            () -> result.later = news.order() == null
                                    ? "return " + news.reference() + " is not here yet"
                                    : "order " + news.order() + " is not here yet");
        }

        private List<FulfilmentSnapshot.Parcel> parcels(Source source, Statement.FulfilmentSeen seen) {
            return order(source.word(), seen.orderReference()).stream()
                    .flatMap(order -> order.fulfilments().stream())
                    .filter(fulfilment -> fulfilment.reference().equals(seen.fulfilmentReference()))
                    .flatMap(fulfilment -> fulfilment.parcels().stream())
                    .filter(parcel -> parcel.trackingNumber().chars().anyMatch(Character::isLetterOrDigit))
                    .toList();
        }

        private Optional<OrderView> order(String source, String reference) {
            return orders.byReference(tx, store, source, reference).flatMap(id -> orders.order(tx, store, id));
        }
    }
}
