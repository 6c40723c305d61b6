package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Readings;
import io.postlude.orders.OrderId;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether mails of journeys are opened and links in messages of journeys followed: only where a store says so, of nobody who objects, and
 * counted once a message. News of deliveries is never measured.
 */
public final class Measuring {
    private final Ground ground;
    private final MeasuredLinks links;
    private final TrackingLinks pages;

    record Ground(
            Database database,
            Secrets secrets,
            InstantSource clock,
            String url,
            Readings readings,
            Customers customers,
            Stores stores) {}

    Measuring(Ground ground) {
        this.ground = ground;
        this.links = new MeasuredLinks(ground.secrets());
        this.pages = new TrackingLinks(ground.secrets());
    }

    /** What a store looks at. */
    public enum Mode {
        OFF,
        CLICKS,
        OPENS_AND_CLICKS
    }

    /** {@code linkBase}: the store's own domain that leads here, such as {@code https://post.maren.example}; null: ours. */
    public record Wish(Mode mode, @Nullable String linkBase) {
        public static final Wish NOTHING = new Wish(Mode.OFF, null);

        public Wish {
            if (linkBase != null && !linkBase.matches("https?://[a-z0-9.-]{3,200}(:[0-9]{1,5})?"))
                throw new IllegalArgumentException("a link domain is https:// and a host");
        }
    }

    public Wish wish(Tx tx, StoreId store) {
        return MeasuringSql.wish(tx, store);
    }

    public void save(Tx tx, StoreId store, Wish wish, String by) {
        MeasuringSql.save(
                tx, store, wish, new MeasuringSql.Change(ground.clock().instant(), by));
    }

    /** A person does not want it, or has nothing against it any more. It counts for all their records. */
    public void object(Tx tx, StoreId store, CustomerId customer, boolean objects) {
        for (CustomerId one : ground.customers().family(tx, store, customer))
            if (objects) MeasuringSql.object(tx, store, one, ground.clock().instant());
            else MeasuringSql.allow(tx, store, one);
    }

    public boolean objects(Tx tx, StoreId store, CustomerId customer) {
        return !MeasuringSql.objecting(tx, store, List.of(customer)).isEmpty();
    }

    /** How often a step's messages were sent measured, opened and had a link followed. */
    public record Figures(long measured, long opened, long clicked) {
        public static final Figures NONE = new Figures(0, 0, 0);

        public Figures and(Figures other) {
            return new Figures(measured + other.measured, opened + other.opened, clicked + other.clicked);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), ZoneOffset.UTC);
    }

    /** How the messages of one batch are made. */
    record Batch(Wish wish, Set<CustomerId> objecting) {
        boolean measures(StepQuestion question) {
            CustomerId customer = question.recipient().customer();
            return wish.mode() != Mode.OFF && customer != null && !objecting.contains(customer);
        }
    }

    Batch batch(Tx tx, StoreId store, Collection<CustomerId> people) {
        Wish wish = wish(tx, store);
        return new Batch(wish, wish.mode() == Mode.OFF ? Set.of() : MeasuringSql.objecting(tx, store, people));
    }

    void count(Tx tx, StoreId store, List<StepQuestion> measured) {
        if (!measured.isEmpty()) MeasuringSql.count(tx, store, today(), measured);
    }

    /** The address that says it was followed, and leads on to this one. */
    String link(Batch batch, StepQuestion question, String address) {
        return base(batch) + links.path(new MeasuredLinks.Target(question.run().store(), question.id(), address));
    }

    /** As {@link #link}, for messages in which each sign counts: where it leads is looked up when it is followed. */
    String shortLink(Batch batch, StepQuestion question, MeasuredLinks.Place place) {
        return base(batch)
                + links.shortPath(new MeasuredLinks.ShortTarget(question.run().store(), question.id(), place));
    }

    /** A picture nobody sees; empty where only links are counted. */
    String picture(Batch batch, StepQuestion question) {
        if (batch.wish().mode() != Mode.OPENS_AND_CLICKS) return "";
        return "<img src=\""
                + base(batch)
                + links.path(new MeasuredLinks.Target(question.run().store(), question.id(), ""))
                + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;width:1px;height:1px;border:0\">";
    }

    private String base(Batch batch) {
        String own = batch.wish().linkBase();
        return own == null ? ground.url() : own;
    }

    /** Where a link leads, after it was counted where a person followed it; empty for one we did not make. */
    public Optional<String> follow(String token, Visitor visitor) {
        Optional<MeasuredLinks.Target> brief = links.openShort(token).flatMap(this::found);
        if (brief.isPresent()) {
            note(brief.get(), visitor, MeasuringSql.What.CLICKED);
            return brief.map(MeasuredLinks.Target::address);
        }
        return links.open(token).filter(target -> !target.address().isEmpty()).map(target -> {
            note(target, visitor, MeasuringSql.What.CLICKED);
            return target.address();
        });
    }

    /** Where a short link leads now; to the shop where the order is known no more. */
    private Optional<MeasuredLinks.Target> found(MeasuredLinks.ShortTarget brief) {
        StoreId store = brief.store();
        OrderId order = brief.place() == MeasuredLinks.Place.SHOP
                ? null
                : ground.database()
                        .inStore(store, tx -> MeasuringSql.order(tx, store, brief.touchpoint()))
                        .orElse(null);
        String address = order == null
                ? ground.stores().get(store).brand().links().site()
                : ground.url() + pages.path(store, order.value());
        if (address == null) return Optional.empty();
        return Optional.of(new MeasuredLinks.Target(
                store, brief.touchpoint(), address.startsWith("/") ? ground.url() + address : address));
    }

    /** Counts a mail as looked at, where a person did. */
    public void look(String token, Visitor visitor) {
        links.open(token)
                .filter(target -> target.address().isEmpty())
                .ifPresent(target -> note(target, visitor, MeasuringSql.What.OPENED));
    }

    private void note(MeasuredLinks.Target target, Visitor visitor, MeasuringSql.What what) {
        StoreId store = target.store();
        ground.database().runInStore(store, tx -> {
            Mode mode = wish(tx, store).mode();
            if (mode == Mode.OFF || (mode == Mode.CLICKS && what == MeasuringSql.What.OPENED)) return;
            MeasuringSql.told(tx, store, target.touchpoint()).ifPresent(told -> {
                var sentAt = ground.readings().sentAt(tx, store, told.message());
                var now = ground.clock().instant();
                if (!Persons.isPerson(visitor, sentAt, now)
                        || (told.customer() != null && objects(tx, store, told.customer()))) return;
                Readings.Reading reading = new Readings.Reading(store, told.message(), told.order(), now);
                boolean first = what == MeasuringSql.What.OPENED
                        ? ground.readings().opened(tx, reading)
                        : ground.readings().clicked(tx, reading);
                if (first) MeasuringSql.count(tx, store, new MeasuringSql.Read(told, today(), what));
            });
        });
    }
}
