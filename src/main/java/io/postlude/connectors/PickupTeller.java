package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.returns.Doorstep;
import java.util.Map;
import java.util.Optional;

/** One way to tell carriers of pickups with the accounts of all stores. */
record PickupTeller(LabelWay way, ProviderAccounts accounts) implements Doorstep {
    @Override
    public Outcome offer(Stop stop) {
        return entered(stop.store())
                .map(entered -> way.pickups().offer(entered, stop))
                .orElseGet(() -> new Never(gone()));
    }

    @Override
    public Outcome agree(Stop stop, String offer) {
        return entered(stop.store())
                .map(entered -> way.pickups().agree(entered, stop, offer))
                .orElseGet(() -> new Later(gone()));
    }

    @Override
    public Outcome ask(Stop stop, String offer) {
        return entered(stop.store())
                .map(entered -> way.pickups().ask(entered, stop, offer))
                .orElseGet(() -> new InDoubt(gone()));
    }

    @Override
    public Ending callOff(StoreId store, String reference) {
        return entered(store)
                .map(entered -> way.pickups().callOff(entered, reference))
                .orElseGet(() -> new Ending(End.UNKNOWN, gone()));
    }

    private String gone() {
        return way.title() + " is not set up any more";
    }

    private Optional<Map<String, String>> entered(StoreId store) {
        return accounts.entered(store, way.kind());
    }
}
