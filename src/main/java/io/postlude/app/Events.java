package io.postlude.app;

import io.postlude.claims.ClaimEvent;
import io.postlude.customers.CustomerEvent;
import io.postlude.deliveries.DeliveryEvent;
import io.postlude.insights.InsightEvent;
import io.postlude.journeys.JourneyEvent;
import io.postlude.kernel.Event;
import io.postlude.loyalty.RewardEvent;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.OrderEvent;
import io.postlude.promises.PromiseEvent;
import io.postlude.returns.LessonEvent;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ShopReturnEvent;
import io.postlude.segments.SegmentEvent;
import io.postlude.stores.StoreEvent;
import io.postlude.tracking.TrackingEvent;
import java.util.List;

/** What the modules may tell one another: the log knows these sealed kinds and no others. */
final class Events {
    static final List<Class<? extends Event>> ALL = List.of(
            StoreEvent.class,
            CustomerEvent.class,
            OrderEvent.class,
            PromiseEvent.class,
            TrackingEvent.class,
            DeliveryEvent.class,
            InsightEvent.class,
            MessagingEvent.class,
            ReturnEvent.class,
            LessonEvent.class,
            ShopReturnEvent.class,
            ClaimEvent.class,
            RewardEvent.class,
            SegmentEvent.class,
            JourneyEvent.class);

    private Events() {}
}
