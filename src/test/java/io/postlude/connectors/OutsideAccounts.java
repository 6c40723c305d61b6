package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.returns.Postage;
import io.postlude.returns.Refunds;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A store whose accounts with shops and sellers of labels are real calls to peers on this machine. */
final class OutsideAccounts implements AutoCloseable {
    static final Actor TEST = new Actor.Program("test");
    static final Ids IDS = new Ids(3);

    final TestDatabase test = TestDatabase.fresh();
    final RefundsModule module;
    final StoreId store;

    OutsideAccounts() {
        MovableClock clock = MovableClock.standingAt(Instant.parse("2031-03-03T09:00:00Z"));
        Secrets secrets = new Secrets(test.database());
        EventLog log = new EventLog(IDS, EventTypes.register(test.database(), List.of(StoreEvent.class)));
        StoresModule stores =
                StoresModule.wire(new StoresModule.Needs(test.database(), log, IDS, secrets, clock, clock));
        store = stores.stores()
                .open(StoreDetails.of("maren", "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")), TEST)
                .orThrow()
                .id();
        module = new RefundsModule(new RefundsModule.Ground(
                test.database(), secrets, clock, stores.audit(), OutsideHttp.Reach.THIS_NETWORK_TOO));
    }

    Refunds gateway(String kind, Map<String, String> entered) {
        assertEquals(List.of(), module.accounts().keep(store, kind, entered, TEST));
        return module.gateways().stream()
                .filter(gateway -> gateway.name().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    Postage seller(String kind, Map<String, String> entered) {
        assertEquals(List.of(), module.labelAccounts().keep(store, kind, entered, TEST));
        return module.postage().stream()
                .filter(seller -> seller.name().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        module.close();
        test.close();
    }
}
