package io.postlude.connectors;

import io.postlude.messaging.PushSubscriptions;
import io.postlude.messaging.PushSubscriptions.Subscription;

/** Takes subscriptions of browsers in: whole ones, whose push service may be called and whose key is one. */
public final class PushDoor {
    private final PushSubscriptions subscriptions;
    private final OutsideHttp http;

    PushDoor(PushSubscriptions subscriptions, OutsideHttp http) {
        this.subscriptions = subscriptions;
        this.http = http;
    }

    public PushSubscriptions subscriptions() {
        return subscriptions;
    }

    public boolean takes(Subscription subscription) {
        return subscription.isWhole()
                && http.fault(subscription.endpoint()) == null
                && WebPushCrypt.isPoint(WebPushProvider.bytes(subscription.p256dh()));
    }
}
