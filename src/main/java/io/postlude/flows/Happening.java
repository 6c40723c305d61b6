package io.postlude.flows;

import io.postlude.customers.CustomerEvent.CustomEventTold;
import io.postlude.kernel.Event;
import io.postlude.messaging.MessagingEvent.MessageClicked;
import io.postlude.messaging.MessagingEvent.MessageOpened;
import io.postlude.orders.OrderEvent.OrderCancelled;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderEvent.OrderRefunded;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.PromiseEvent.PromiseBroken;
import io.postlude.promises.PromiseEvent.PromiseKept;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnEvent.RefundSettled;
import io.postlude.returns.ReturnEvent.ReturnAccepted;
import io.postlude.returns.ReturnEvent.ReturnDeclined;
import io.postlude.returns.ReturnEvent.ReturnReceived;
import io.postlude.returns.ReturnEvent.ReturnRefused;
import io.postlude.returns.ReturnEvent.ReturnRequested;
import io.postlude.tracking.TrackingEvent.ShipmentDelayed;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentProblemOpened;
import io.postlude.tracking.TrackingEvent.ShipmentRegistered;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can let somebody into a journey or end a wait. The name stays in documents for ever. */
public enum Happening {
    ORDER_PLACED("an order is placed", OrderPlaced.class, false),
    ORDER_CANCELLED("an order is cancelled", OrderCancelled.class, false),
    ORDER_REFUNDED("money of an order goes back", OrderRefunded.class, false),
    SHIPPED("a parcel is registered", ShipmentRegistered.class, true),
    DELIVERED("a parcel arrives", ShipmentDelivered.class, true),
    DELAYED("a carrier announces a delay", ShipmentDelayed.class, true),
    STALLED("a parcel falls silent", ShipmentStalled.class, true),
    PROBLEM("a carrier reports a problem", ShipmentProblemOpened.class, true),
    PROMISE_AT_RISK("a promise may be missed", PromiseAtRisk.class, false),
    PROMISE_BROKEN("a promise was missed", PromiseBroken.class, false),
    PROMISE_KEPT("a promise was kept", PromiseKept.class, false),
    RETURN_REQUESTED("a return is announced", ReturnRequested.class, false),
    RETURN_REFUSED("a return is refused", ReturnRefused.class, false),
    RETURN_RECEIVED("a return is here", ReturnReceived.class, false),
    RETURN_ACCEPTED("a return is accepted", ReturnAccepted.class, false),
    RETURN_DECLINED("what came back is not taken", ReturnDeclined.class, false),
    REFUND_SETTLED("money of a return has left", RefundSettled.class, false),
    MESSAGE_OPENED("a mail about the order is opened", MessageOpened.class, false),
    MESSAGE_CLICKED("a link in a mail about the order is followed", MessageClicked.class, false),
    CUSTOM("a program of yours tells it", CustomEventTold.class, false);

    private final String words;
    private final Class<? extends Event> type;
    private final boolean ofParcel;

    Happening(String words, Class<? extends Event> type, boolean ofParcel) {
        this.words = words;
        this.type = type;
        this.ofParcel = ofParcel;
    }

    /** For staff. */
    public String words() {
        return words;
    }

    public Class<? extends Event> type() {
        return type;
    }

    /** Whether it names one parcel. */
    public boolean ofParcel() {
        return ofParcel;
    }

    /** Whether it is about something that goes back. */
    public boolean ofReturn() {
        return ReturnEvent.class.isAssignableFrom(type);
    }

    /** As documents write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Happening> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }

    /** Which one an event is. */
    public static Optional<Happening> of(Event event) {
        return Arrays.stream(values())
                .filter(one -> one.type == event.getClass())
                .findFirst();
    }
}
