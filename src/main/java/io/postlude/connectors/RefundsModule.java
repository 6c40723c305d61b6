package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Web;
import io.postlude.returns.ChargeId;
import io.postlude.returns.Payments;
import io.postlude.returns.Payout;
import io.postlude.returns.Postage;
import io.postlude.returns.Refunds;
import io.postlude.stores.Audit;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Wires the gateways of returns: refunds through the shops and Stripe, payments on top, and labels of those who sell them. */
public final class RefundsModule implements AutoCloseable {
    private final OutsideHttp http;
    private final ProviderAccounts accounts;
    private final List<Refunds> gateways;
    private final List<Payments> payments;
    private final ProviderAccounts labelAccounts;
    private final List<Postage> postage;

    /** What the kernel gives. */
    public record Ground(
            Database database, Secrets secrets, InstantSource clock, Audit audit, OutsideHttp.Reach reach) {}

    public RefundsModule(Ground ground) {
        http = new OutsideHttp(ground.reach());
        List<RefundWay> ways = List.of(new ShopifyAccount(http), new WooAccount(http), new StripeRefunds(http));
        var below = new ProviderAccounts.Ground(ground.database(), ground.secrets(), ground.clock(), ground.audit());
        accounts = new ProviderAccounts(below, ProviderAccountSql.Book.REFUNDS, ways);
        gateways = ways.stream().<Refunds>map(way -> new Gateway(way, accounts)).toList();
        payments = List.of(new StripePayments(http, accounts));
        List<LabelWay> sellers = List.of(new EasyPostLabels(http), new ShippoLabels(http));
        labelAccounts = new ProviderAccounts(below, ProviderAccountSql.Book.LABELS, sellers);
        postage = sellers.stream()
                .<Postage>map(way -> new LabelSeller(way, labelAccounts))
                .toList();
    }

    /** In the order they are asked whether they give. */
    public List<Refunds> gateways() {
        return gateways;
    }

    /** Those through which customers pay what dearer things cost on top. */
    public List<Payments> payments() {
        return payments;
    }

    /** Who sells labels, in the order they are asked whether they do. */
    public List<Postage> postage() {
        return postage;
    }

    public ProviderAccounts labelAccounts() {
        return labelAccounts;
    }

    /** Where those tell of payments; {@code ring} has a charge looked at now. */
    public Web.Routes routes(Stores stores, InstantSource clock, BiConsumer<StoreId, ChargeId> ring) {
        return new StripeNews(stores, accounts, clock, ring);
    }

    public ProviderAccounts accounts() {
        return accounts;
    }

    /** One way with the accounts of all stores. */
    private record Gateway(RefundWay way, ProviderAccounts accounts) implements Refunds {
        @Override
        public String name() {
            return way.kind();
        }

        @Override
        public boolean gives(Tx tx, StoreId store, String source, Payout.Kind kind) {
            return accounts.inUse(tx, store, way.kind())
                    .filter(entered -> way.gives(entered, source, kind))
                    .isPresent();
        }

        @Override
        public Outcome give(Due due) {
            Optional<Map<String, String>> entered = accounts.entered(due.store(), way.kind());
            return entered.isEmpty()
                    ? new Never(way.title() + " is not set up any more")
                    : way.give(entered.get(), due);
        }

        @Override
        public Outcome ask(Due due) {
            Optional<Map<String, String>> entered = accounts.entered(due.store(), way.kind());
            return entered.isEmpty()
                    ? new InDoubt(way.title() + " is not set up any more")
                    : way.ask(entered.get(), due);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
