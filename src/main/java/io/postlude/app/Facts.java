package io.postlude.app;

import io.postlude.customers.Customers;
import io.postlude.deliveries.Deliveries;
import io.postlude.insights.Forecasts;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.Tracking;
import java.time.InstantSource;

/** The wiring's first floor: who bought what, where it is, when it will come. */
final class Facts {
    final StoresModule stores;
    final Customers customers;
    final Orders orders;
    final Promises promises;
    final Outlooks outlooks;
    final RiskQueue risks;
    final Tracking tracking;
    final Deliveries deliveries;
    final Forecasts forecasts;

    Facts(Ground ground) {
        stores = StoresModule.wire(new StoresModule.Needs(
                ground.database, ground.log, ground.ids, ground.secrets, ground.clock, InstantSource.system()));
        customers = new Customers(ground.ids, ground.log, ground.secrets, ground.clock);
        orders = new Orders(customers, ground.log, ground.ids, ground.clock);
        promises = new Promises(ground.database, ground.log, ground.ids, ground.clock);
        outlooks = new Outlooks(ground.database, ground.log, ground.clock);
        risks = new RiskQueue(ground.clock);
        tracking = new Tracking(new Tracking.Ground(
                ground.database, ground.log, ground.ids, ground.clock, promises, stores.stores()::zone));
        deliveries = new Deliveries(
                new Deliveries.Faces(stores.stores(), customers, orders, tracking, promises, outlooks),
                ground.log,
                ground.ids,
                ground.clock);
        forecasts = new Forecasts(
                new Forecasts.Ground(ground.database, ground.clock),
                new Forecasts.Faces(stores.stores(), orders, tracking, promises, outlooks, ground.log));
    }
}
