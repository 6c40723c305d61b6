package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Doorstep;
import io.postlude.returns.Postage;
import java.util.Map;
import java.util.Optional;

/** One way to buy labels with the accounts of all stores. */
record LabelSeller(LabelWay way, ProviderAccounts accounts) implements Postage {
    private static final String GONE = " is not set up any more";

    @Override
    public String name() {
        return way.kind();
    }

    @Override
    public String title() {
        return way.title();
    }

    @Override
    public Optional<Terms> terms(Tx tx, StoreId store) {
        return accounts.inUse(tx, store, way.kind())
                .map(entered -> LabelSettings.of(entered).terms());
    }

    @Override
    public Outcome offer(Wanted wanted) {
        Optional<Map<String, String>> entered = entered(wanted.store());
        return entered.isEmpty() ? new Never(way.title() + GONE) : way.offer(entered.get(), wanted);
    }

    @Override
    public Outcome buy(Wanted wanted, String offer) {
        Optional<Map<String, String>> entered = entered(wanted.store());
        return entered.isEmpty() ? new Later(way.title() + GONE) : way.buy(entered.get(), wanted, offer);
    }

    @Override
    public Outcome ask(Wanted wanted, String offer) {
        Optional<Map<String, String>> entered = entered(wanted.store());
        return entered.isEmpty() ? new InDoubt(way.title() + GONE) : way.ask(entered.get(), wanted, offer);
    }

    @Override
    public Voiding giveBack(StoreId store, String reference) {
        Optional<Map<String, String>> entered = entered(store);
        return entered.isEmpty()
                ? new Voiding(Stand.UNKNOWN, way.title() + GONE)
                : way.giveBack(entered.get(), reference);
    }

    @Override
    public Optional<Doorstep> doorstep() {
        return Optional.of(new PickupTeller(way, accounts));
    }

    private Optional<Map<String, String>> entered(StoreId store) {
        return accounts.entered(store, way.kind());
    }
}
