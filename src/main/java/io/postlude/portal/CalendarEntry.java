package io.postlude.portal;

import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** The promised days as one entry for a calendar (RFC 5545): whole days, and they block no one's time. */
final class CalendarEntry {
    private CalendarEntry() {}

    /** The entry of a page; nothing once there is no day to wait for. */
    static Optional<String> of(Scene scene, String page, Instant now) {
        Window promised = scene.punctuality().promised();
        if (promised == null || !scene.situation().isUnderWay()) {
            return Optional.empty();
        }
        LocalDate from = promised.from();
        var event = new VEvent(
                from == null ? promised.to() : from,
                promised.to().plusDays(1),
                scene.words()
                        .say(
                                "calendar.summary",
                                Map.of(
                                        "brand",
                                        scene.brand().name(),
                                        "order",
                                        scene.order().number())));
        event.add(new Uid(Assets.fingerprint(page.getBytes(java.nio.charset.StandardCharsets.UTF_8)) + "@postlude"));
        event.replace(new DtStamp(now));
        event.add(new Url(URI.create(page)));
        event.add(new Transp(Transp.VALUE_TRANSPARENT));
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Postlude//Tracking//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(event);
        return Optional.of(calendar.toString());
    }
}
