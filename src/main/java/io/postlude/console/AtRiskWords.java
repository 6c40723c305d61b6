package io.postlude.console;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.AtRisk;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.RiskCause;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** What the buyers bought so far. */
    record Histories(Map<CustomerId, Orders.Bought> bought) {}

    static Histories histories(Tx tx, Visit visit, Orders orders, Collection<OrderView> shown) {
        Set<CustomerId> people =
                shown.stream().map(OrderView::customer).filter(Objects::nonNull).collect(Collectors.toSet());
        return new Histories(orders.bought(tx, visit.store(), people));
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
                history(order, read),
                last(order, read),
                owner(row),
                done(row.deeds()),
                promise.order() == null ? WishesDesk.PATH : AtRiskDesk.PATH + "/" + promise.id());
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

    private String since(AtRisk row) {
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

    private Orders.@Nullable Bought bought(@Nullable OrderView order, AtRiskDesk.Read read) {
        return order == null || order.customer() == null
                ? null
                : read.histories().bought().get(order.customer());
    }

    private String history(@Nullable OrderView order, AtRiskDesk.Read read) {
        Orders.Bought bought = bought(order, read);
        if (bought == null) {
            return "not known";
        }
        return bought.orders() <= 1 ? "First order" : Words.count(bought.orders(), "order", "orders");
    }

    private @Nullable String last(@Nullable OrderView order, AtRiskDesk.Read read) {
        Orders.Bought bought = bought(order, read);
        if (bought == null) {
            return null;
        }
        return bought.orders() <= 1 ? "new customer" : Words.count(bought.units(), "piece", "pieces") + " so far";
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
            case MESSAGE -> "Customer written to";
            case GESTURE -> "Gesture made";
            case CARRIER_ENQUIRY -> "Carrier asked";
            case RESHIP -> "Sent again";
            case NOTE -> "Note";
        };
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
