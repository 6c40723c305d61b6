package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Timeline.Happening;
import io.postlude.console.Timeline.Mark;
import io.postlude.customers.CustomerEvent;
import io.postlude.deliveries.DeliveryEvent;
import io.postlude.journeys.Explanation;
import io.postlude.journeys.Touchpoint;
import io.postlude.kernel.Event;
import io.postlude.kernel.Logged;
import io.postlude.orders.OrderEvent;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.RiskCause;
import io.postlude.returns.ReturnEvent;
import io.postlude.tracking.TrackingEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what the log holds as people would: newest first, days as headings. */
final class Telling {
    private final Words words;

    Telling(Words words) {
        this.words = words;
    }

    /** What kind of happening it is, for the filter above a timeline. */
    enum Kind {
        ORDER("Order"),
        PARCELS("Parcels"),
        PROMISES("Promises"),
        RETURNS("Returns"),
        MESSAGES("Messages"),
        OTHER("Other");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Kind kind(Event event) {
        return switch (event) {
            case OrderEvent _ -> Kind.ORDER;
            case TrackingEvent _ -> Kind.PARCELS;
            case PromiseEvent _ -> Kind.PROMISES;
            case ReturnEvent _ -> Kind.RETURNS;
            default -> Kind.OTHER;
        };
    }

    /** Something told, with its place in time. */
    private record Told(Instant at, Kind kind, Happening happening) {}

    /** The whole timeline of one thing, with what was decided about telling the customer; {@code address} holds the filter. */
    Timeline timeline(List<Logged> events, List<Touchpoint> touchpoints, Address address) {
        List<Told> all = new ArrayList<>();
        for (Logged logged : events)
            all.add(new Told(logged.event().occurredAt(), kind(logged.event()), tell(logged.event())));
        for (Touchpoint touchpoint : touchpoints)
            all.add(new Told(touchpoint.decidedAt(), Kind.MESSAGES, touchpoint(touchpoint)));
        List<Parts.View> views = new ArrayList<>();
        String shown = address.text("kind");
        views.add(new Parts.View("All " + Words.count(all.size()), address.with("kind", ""), shown.isEmpty()));
        for (Kind kind : Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            if (all.stream().anyMatch(told -> told.kind() == kind)) {
                views.add(new Parts.View(kind.label(), address.with("kind", word), shown.equals(word)));
            }
        }
        List<Told> fitting = all.stream()
                .filter(told -> shown.isEmpty()
                        || told.kind().name().toLowerCase(Locale.ROOT).equals(shown))
                .sorted(Comparator.comparing(Told::at).reversed())
                .toList();
        return new Timeline(views, days(fitting), null);
    }

    private List<Timeline.Day> days(List<Told> all) {
        List<Timeline.Day> days = new ArrayList<>();
        LocalDate day = null;
        List<Happening> happenings = new ArrayList<>();
        for (Told told : all) {
            LocalDate its = words.date(told.at());
            if (!its.equals(day)) {
                happenings = new ArrayList<>();
                days.add(new Timeline.Day(words.heading(its), happenings));
                day = its;
            }
            happenings.add(told.happening());
        }
        return days;
    }

    /** Whether the customer was told, and why or why not. */
    private Happening touchpoint(Touchpoint touchpoint) {
        Explanation why = Explanation.toStaff(touchpoint, words.zone());
        Mark mark = switch (touchpoint.outcome()) {
            case SENT -> mark("mail", "us");
            case DEFERRED -> mark("wait", "us");
            case WITHHELD, EXPIRED -> mark("void", "us");
        };
        return new Happening(
                words.time(touchpoint.decidedAt()),
                touchpoint.decidedAt().toString(),
                mark,
                "“" + TouchpointWords.label(touchpoint) + "” to the customer: "
                        + TouchpointWords.of(touchpoint.outcome()).word().toLowerCase(Locale.ROOT),
                TouchpointWords.small(words, touchpoint),
                null,
                List.of(
                        Fact.of("Why", why.text()),
                        Fact.link("Touchpoint", "see all of it", TouchpointsDesk.PATH + "/" + touchpoint.id())));
    }

    Happening tell(Event event) {
        return switch (event) {
            case OrderEvent order -> order(order);
            case TrackingEvent parcel -> parcel(parcel);
            case PromiseEvent promise -> promise(promise);
            case DeliveryEvent said -> said(said);
            case ReturnEvent returned -> new ReturnEventTelling(words).tell(returned);
            case CustomerEvent.CustomEventTold told ->
                happening(event, mark("bolt", ""), "“" + told.name() + "”", "told by a program of yours");
            default -> happening(event, mark("bolt", ""), name(event), null);
        };
    }

    private Happening order(OrderEvent event) {
        return switch (event) {
            case OrderEvent.OrderPlaced placed ->
                happening(
                        event,
                        mark("box", ""),
                        "Order placed, "
                                + Words.money(
                                        placed.total().minor(),
                                        placed.total().currency().getCurrencyCode()),
                        Words.count(placed.units(), "item", "items") + (placed.imported() ? ", from an import" : ""));
            case OrderEvent.OrderChanged changed ->
                happening(event, mark("pen", ""), "Order changed by the shop", aspects(changed));
            case OrderEvent.OrderCancelled _ -> happening(event, mark("void", "broken"), "Order cancelled", null);
            case OrderEvent.FulfilmentShipped shipped ->
                happening(
                        event,
                        mark("truck", ""),
                        "Shipped",
                        shipped.parcels().isEmpty()
                                ? "no tracking number yet"
                                : Words.count(shipped.parcels().size(), "parcel", "parcels"));
            case OrderEvent.FulfilmentChanged _ ->
                happening(event, mark("pen", ""), "Shipment changed by the shop", null);
            case OrderEvent.FulfilmentCancelled _ ->
                happening(event, mark("void", ""), "Shipment taken back by the shop", null);
            case OrderEvent.OrderRefunded refunded ->
                happening(
                        event,
                        mark("money", "info"),
                        "Refund of "
                                + Words.money(
                                        refunded.amount().minor(),
                                        refunded.amount().currency().getCurrencyCode()),
                        null);
        };
    }

    private static String aspects(OrderEvent.OrderChanged changed) {
        return changed.aspects().stream()
                .map(aspect -> aspect.name().toLowerCase(Locale.ROOT))
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElse("nothing that shows");
    }

    private Happening parcel(TrackingEvent event) {
        return switch (event) {
            case TrackingEvent.ShipmentRegistered _ -> happening(event, mark("truck", ""), "Parcel registered", null);
            case TrackingEvent.ShipmentMoved moved ->
                happening(
                        event,
                        mark("truck", ""),
                        StatusWords.of(moved.to()),
                        again(moved.replayed(), "was: " + StatusWords.of(moved.from())));
            case TrackingEvent.ShipmentDelivered delivered ->
                happening(
                        event,
                        mark("kept", "kept"),
                        "Parcel delivered",
                        again(delivered.replayed(), StatusWords.of(delivered.detail())));
            case TrackingEvent.EstimateChanged estimate ->
                happening(event, mark("clock", ""), "Carrier expects it by " + estimate.by(), null);
            case TrackingEvent.DeliveryImplausible _ ->
                happening(
                        event,
                        mark("risk", "risk"),
                        "Delivery in doubt",
                        "no scan shows that the carrier had it; the customer is not told");
            case TrackingEvent.ShipmentReopened reopened ->
                happening(
                        event,
                        mark("undo", "risk"),
                        "Parcel goes on after it counted as ended",
                        StatusWords.of(reopened.now()));
            case TrackingEvent.ShipmentDelayed delayed ->
                happening(event, mark("clock", "risk"), StatusWords.of(delayed.cause()), "the carrier says so");
            case TrackingEvent.ShipmentProblemOpened opened ->
                happening(event, mark("risk", "risk"), StatusWords.of(opened.problem()), null);
            case TrackingEvent.ShipmentProblemResolved resolved ->
                happening(event, mark("kept", ""), "Solved: " + StatusWords.of(resolved.problem()), null);
            case TrackingEvent.ShipmentStalled _ ->
                happening(event, mark("clock", "risk"), "Gone silent", "no scan for longer than usual");
            case TrackingEvent.ShipmentResumed _ -> happening(event, mark("truck", ""), "Seen again", null);
        };
    }

    private static String again(boolean replayed, String small) {
        return replayed ? small + "; read again under a new mapping" : small;
    }

    private Happening said(DeliveryEvent event) {
        return switch (event) {
            case DeliveryEvent.ChoiceMade made ->
                happening(
                        event,
                        mark("user", "info"),
                        "The customer chose: " + made.choice().code(),
                        "on the page of the order");
            case DeliveryEvent.ChoiceFulfilled done ->
                happening(
                        event,
                        mark("kept", "kept"),
                        "Seen to: " + done.choice().code(),
                        "what the customer had chosen");
            case DeliveryEvent.QuestionAnswered _ ->
                happening(event, mark("kept", "kept"), "The question was answered", null);
            case DeliveryEvent.CustomerAsked asked ->
                happening(
                        event,
                        mark("chat", "info"),
                        "The customer asked",
                        asked.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                                + asked.channel().name().toLowerCase(Locale.ROOT));
            case DeliveryEvent.GestureMade made ->
                happening(
                        event,
                        mark("gift", ""),
                        "Gesture: " + Words.money(made.minor(), made.currency()),
                        "for the wait");
            case DeliveryEvent.CarrierAsked asked ->
                happening(
                        event,
                        mark("truck", ""),
                        ForecastWords.carrier(asked.carrier()) + " asked",
                        "where the parcel is");
            case DeliveryEvent.ReplacementWanted _ ->
                happening(event, mark("box", ""), "To be sent again", "the customer is told once it has left");
            case DeliveryEvent.ReplacementSent _ -> happening(event, mark("box", "kept"), "Sent again", null);
        };
    }

    private Happening promise(PromiseEvent event) {
        return switch (event) {
            case PromiseEvent.PromiseMade made ->
                happening(
                        event,
                        mark("wait", ""),
                        "Promised: " + what(made.kind()) + " by " + words.moment(made.dueBy()),
                        null);
            case PromiseEvent.PromiseKept kept ->
                happening(event, mark("kept", "kept"), "Promise kept: " + what(kept.kind()), null);
            case PromiseEvent.PromiseBroken broken ->
                happening(event, mark("broken", "broken"), "Promise broken: " + what(broken.kind()), null);
            case PromiseEvent.PromiseReleased released ->
                happening(event, mark("void", ""), "No longer promised: " + what(released.kind()), null);
            case PromiseEvent.PromiseReopened reopened ->
                happening(
                        event,
                        mark("undo", "risk"),
                        "Promise open again: " + what(reopened.kind()),
                        "the proof was false");
            case PromiseEvent.PromiseAtRisk risk ->
                happening(
                        event,
                        mark("risk", "risk"),
                        "Promise at risk: " + what(risk.kind()),
                        Words.percent(risk.chance()) + " % chance of missing it; " + cause(risk.cause()));
            case PromiseEvent.PromiseBackOnTrack back ->
                happening(
                        event,
                        mark("kept", "kept"),
                        "Back on track: " + what(back.kind()),
                        Words.percent(back.chance()) + " % chance of missing it");
        };
    }

    static String what(PromiseKind kind) {
        return switch (kind) {
            case DELIVERY -> "delivery";
            case HANDOVER -> "hand-over to the carrier";
            case REFUND -> "money back";
            case REPLY -> "a reply";
            case POINTS -> "points";
        };
    }

    static String cause(RiskCause cause) {
        return switch (cause) {
            case NONE -> "for no single reason";
            case TIGHT_WINDOW -> "the window is shorter than such parcels take";
            case NOT_SHIPPED -> "it has not left yet";
            case SILENT -> "no scan for longer than usual";
            case SLOW_LANE -> "parcels on this lane take longer than they did";
            case CARRIER_PROBLEM -> "the carrier reports a problem";
            case NOT_DONE -> "not done yet, and most are by now";
        };
    }

    private static Mark mark(String icon, String css) {
        return new Mark(icon, css);
    }

    private Happening happening(Event event, Mark mark, String what, @Nullable String small) {
        List<Fact> detail = List.of();
        return new Happening(
                words.time(event.occurredAt()), event.occurredAt().toString(), mark, what, small, null, detail);
    }

    /** {@code MessageSent} becomes "Message sent", for events that have no words of their own here. */
    private static String name(Event event) {
        String spaced = event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
