package io.postlude.portal;

import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.returns.Pickup;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.jspecify.annotations.Nullable;

/** When the carrier comes, for one's calendar (RFC 5545): the same entry at every change, taken back when it is cancelled. */
final class PickupCalendar {
    private PickupCalendar() {}

    static String of(Pickup pickup, OrderView order, ReturnPaper paper) {
        VEvent event = new VEvent(
                pickup.from(),
                pickup.to(),
                paper.words()
                        .say(
                                "back.fetch.calendar",
                                Map.of("brand", paper.brand().name(), "order", order.number())));
        event.add(new Uid("pickup-" + pickup.of() + "@postlude"));
        event.add(new Sequence(pickup.sequence()));
        event.replace(new DtStamp(pickup.changedAt()));
        event.add(new Status(pickup.isBooked() ? Status.VALUE_CONFIRMED : Status.VALUE_CANCELLED));
        String place = place(order.shipTo());
        if (!place.isEmpty()) event.add(new Location(place));
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Postlude//Pickup//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Method(pickup.isBooked() ? Method.VALUE_PUBLISH : Method.VALUE_CANCEL));
        calendar.add(event);
        return calendar.toString();
    }

    private static String place(@Nullable Address address) {
        return address == null
                ? ""
                : Stream.of(address.line1(), address.postcode(), address.city())
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(", "));
    }
}
