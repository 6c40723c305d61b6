package io.postlude.console;

import io.postlude.console.AtRiskPage.Next;
import io.postlude.orders.OrderView;
import io.postlude.promises.AtRisk;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.RiskCause;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a promise at risk is told in one line of the queue. */
final class AtRiskWords {
    private final Visit visit;
    private final Map<PersonId, String> names;

    AtRiskWords(Visit visit, Map<PersonId, String> names) {
        this.visit = visit;
        this.names = names;
    }

    /** What a kind of promise is called. */
    static String name(PromiseKind kind) {
        return switch (kind) {
            case DELIVERY -> "Delivery";
            case HANDOVER -> "Hand-over";
            case REFUND -> "Refund";
            case REPLY -> "Reply";
            case POINTS -> "Points";
        };
    }

    static String icon(PromiseKind kind) {
        return switch (kind) {
            case DELIVERY -> "truck";
            case HANDOVER -> "box";
            case REFUND, POINTS -> "money";
            case REPLY -> "mail";
        };
    }

    AtRiskPage.Line line(AtRisk row, AtRiskDesk.Read read) {
        Promise promise = row.promise();
        OrderView order = promise.order() == null ? null : read.orders().get(promise.order());
        LocalDate due = due(promise);
        double chance = row.outlook().chance();
        String late = due.equals(visit.words().today())
                ? "after today"
                : "after " + visit.words().day(due);
        var byDay = row.outlook().byDay();
        return new AtRiskPage.Line(
                promise.id().toString(),
                name(promise, order),
                promise.order() == null ? WishesDesk.PATH : OrdersDesk.PATH + "/" + promise.order(),
                who(order),
                icon(promise.kind()),
                name(promise.kind()),
                capital(visit.words().day(due)),
                Long.toString(Math.round(chance * 100)),
                "Chance by day: %d %% %s".formatted(Math.round(chance * 100), late),
                byDay == null ? null : DayBars.of(byDay, due, visit.words().today()),
                capital(reason(row.outlook().cause())),
                since(row),
                order == null
                        ? ""
                        : Words.money(
                                order.totals().total().minor(),
                                order.totals().total().currency().getCurrencyCode()),
                history(read.histories().of(order)),
                trouble(read.histories().of(order)),
                owner(row),
                next(row),
                href(promise));
    }

    /** A question without an order has no page of its own: it waits among the wishes. */
    private static String href(Promise promise) {
        return promise.order() == null ? WishesDesk.PATH : AtRiskDesk.PATH + "/" + promise.id();
    }

    private static String name(Promise promise, @Nullable OrderView order) {
        if (order != null) {
            return order.number();
        }
        return promise.order() == null ? "A question" : promise.order().toString();
    }

    LocalDate due(Promise promise) {
        LocalDate by = promise.window().byDate();
        return by == null ? visit.words().date(promise.window().by()) : by;
    }

    static String reason(RiskCause cause) {
        return Telling.cause(cause);
    }

    String since(AtRisk row) {
        return "at risk for "
                + Words.span(Duration.between(row.since(), visit.words().now()));
    }

    private @Nullable String who(@Nullable OrderView order) {
        if (order == null) {
            return null;
        }
        String city = order.shipTo() == null ? null : order.shipTo().city();
        if (!visit.may(Permission.SEE_CUSTOMERS) || order.buyer() == null) {
            return city;
        }
        return city == null ? order.buyer() : order.buyer() + ", " + city;
    }

    private static String history(AtRiskHistories.@Nullable History history) {
        return history == null ? "not known" : history.told();
    }

    private static @Nullable String trouble(AtRiskHistories.@Nullable History history) {
        if (history == null) {
            return null;
        }
        return history.bought().orders() <= 1 ? "new customer" : history.trouble();
    }

    /** The deed that fits the reason; where one was done, that stands there and leads to all of them. */
    Next next(AtRisk row) {
        String href = href(row.promise());
        String done = done(row.deeds());
        if (done != null) {
            return new Next(done, "check", href);
        }
        boolean acts = visit.may(Permission.CHANGE_SHIPMENTS);
        if (acts && isCarriersTurn(row.outlook().cause())) {
            return new Next("Ask carrier", "truck", href + "#h-ask");
        }
        return row.promise().kind() == PromiseKind.DELIVERY && visit.may(Permission.WRITE_TO_CUSTOMERS)
                ? new Next("Say sorry", "mail", href + "/letter")
                : new Next(acts ? "Act" : "Look", acts ? "wrench" : "eye", href);
    }

    private static boolean isCarriersTurn(RiskCause cause) {
        return switch (cause) {
            case SILENT, CARRIER_PROBLEM -> true;
            case NONE, TIGHT_WINDOW, NOT_SHIPPED, SLOW_LANE, NOT_DONE -> false;
        };
    }

    private AtRiskPage.@Nullable Owner owner(AtRisk row) {
        PersonId person = row.owner();
        if (person == null) {
            return null;
        }
        String name = names.getOrDefault(person, "somebody who left");
        boolean me = person.equals(visit.session().person());
        return new AtRiskPage.Owner(Words.initials(name), me ? "You" : name);
    }

    static @Nullable String done(List<RiskDeed.Kind> deeds) {
        return deeds.isEmpty() ? null : word(deeds.getLast());
    }

    static String word(RiskDeed.Kind kind) {
        return switch (kind) {
            case MESSAGE -> "Customer told";
            case GESTURE -> "Gesture made";
            case CARRIER_ENQUIRY -> "Carrier asked";
            case RESHIP -> "To be sent again";
            case NOTE -> "Note";
        };
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
