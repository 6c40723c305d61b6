package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Contacts;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** "Where is my order": how many had to ask, per thousand parcels. */
final class Wismo {
    static final String PATH = "/console/contacts";
    static final double PER = 1_000;
    private static final Duration MONTH = Duration.ofDays(30);
    /** With fewer parcels one question moves the figure too far. */
    static final long ENOUGH = 20;

    private final Contacts contacts;
    private final Tracking tracking;

    Wismo(Contacts contacts, Tracking tracking) {
        this.contacts = contacts;
        this.tracking = tracking;
    }

    /** Questions of the trade's figure, and the parcels that became known in the same time. */
    record Rate(long asked, long parcels) {
        boolean isEnough() {
            return parcels >= ENOUGH;
        }

        double perThousand() {
            return parcels == 0 ? Double.NaN : asked * PER / parcels;
        }

        String told() {
            return isEnough() ? "%.0f".formatted(perThousand()) : "–";
        }
    }

    /** The last thirty days, and the thirty before. */
    record Months(Rate now, Rate before) {
        Figure figure() {
            String scope = now.isEnough()
                    ? "per 1,000 parcels in 30 days; " + Words.count(now.asked(), "question", "questions")
                            + (before.isEnough() ? "; was " + before.told() : "")
                    : Words.count(now.asked(), "question", "questions") + " on "
                            + Words.count(now.parcels(), "parcel", "parcels") + " in 30 days";
            return new Figure("“Where is my order”", now.told(), scope, PATH);
        }
    }

    Months months(Tx tx, Visit visit) {
        Instant now = visit.words().now();
        // Whole hours, so that no parcel counts in both months.
        Instant month = now.minus(MONTH).truncatedTo(ChronoUnit.HOURS);
        return new Months(rate(tx, visit, month, now), rate(tx, visit, month.minus(MONTH), month));
    }

    private Rate rate(Tx tx, Visit visit, Instant from, Instant until) {
        StoreId store = visit.store();
        ZoneId zone = visit.words().zone();
        long asked = contacts.counts(tx, store, from, until).stream()
                .filter(count -> count.cause().isWismo())
                .mapToLong(Contacts.Count::contacts)
                .sum();
        long parcels = tracking.registeredByWeek(tx, store, new Promises.Span(from, until, zone)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Rate(asked, parcels);
    }

    /** How a cause is named on pages and in lists. */
    static String said(Contact.Cause cause) {
        return switch (cause) {
            case WHERE_IS_IT -> "Where is my order?";
            case LATE -> "It is late";
            case NOT_ARRIVED -> "Delivered, but not here";
            case DAMAGED -> "Damaged";
            case WRONG_ADDRESS -> "Wrong address";
            case CANCEL -> "Wants to cancel";
            case RETURN -> "Wants to send back";
            case OTHER -> "Something else";
        };
    }

    static String said(Contact.Channel channel) {
        return switch (channel) {
            case PAGE -> "Order page";
            case EMAIL -> "E-mail";
            case PHONE -> "Telephone";
            case CHAT -> "Chat";
            case SOCIAL -> "Social media";
            case STORE -> "In the shop";
            case OTHER -> "Elsewhere";
        };
    }
}
