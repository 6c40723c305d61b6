package io.postlude.twin;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One store of the twin: its world, those who speak for it, and how far it was lived. */
final class StoreTwin {
    /** What lies longer back than this is told as a tracker tells the past: how each parcel stands, with all its scans. */
    private static final Duration PAST = Duration.ofHours(4);

    private static final Duration READ_EVERY = Duration.ofMinutes(5);

    private final Database database;
    private final StoreId store;
    private final Shop shop;
    private final List<Voice> voices;
    private final MailsHeard heard;
    private final Runnable settled;
    private final List<Trouble> letLoose;
    private final World world;
    private Instant livedUntil;
    private Instant heardAt = Instant.EPOCH;

    /** Who and where; {@code settled} returns once all that was said has been worked. */
    record Stand(Database database, StoreId store, Shop shop, MailsHeard heard, Runnable settled) {}

    /** Wakes a world up to where it was lived: what was told before is not told again. */
    StoreTwin(Stand stand, TwinSql.WorldRow row, List<Voice> voices) {
        this.database = stand.database();
        this.store = stand.store();
        this.shop = stand.shop();
        this.voices = voices;
        this.heard = stand.heard();
        this.settled = stand.settled();
        this.letLoose = new ArrayList<>(database.inStore(store, tx -> TwinSql.troubles(tx, store)));
        Dice dice = new Dice(row.seed()).on(shop.slug());
        Troubles troubles = Troubles.ownOf(dice.on("troubles"), shop.lanes(), row.began(), row.living());
        PastStorm.over(shop, row.living()).forEach(troubles::put);
        List<Checkout.Visit> staged = new ArrayList<>(new Showcase(shop, dice, troubles, row.living()).visits());
        if (shop.equals(Shop.BOTH.getFirst())) staged.addAll(OftenBack.visits(shop, dice, row.living()));
        this.world = new World(
                new World.Setting(shop, row.seed(), row.began(), KnownEffects.STANDARD, List.copyOf(staged)),
                troubles,
                heard);
        letLoose.forEach(world::put);
        heard.read();
        this.livedUntil = row.livedUntil();
        world.until(livedUntil, happening -> {});
    }

    StoreId store() {
        return store;
    }

    Shop shop() {
        return shop;
    }

    Instant livedUntil() {
        return livedUntil;
    }

    List<Trouble> letLoose() {
        return List.copyOf(letLoose);
    }

    /** Lives on to this moment and tells all of it; once it is told it is written down that it was. */
    void liveUntil(Instant now, Door door) {
        if (!now.isAfter(livedUntil)) return;
        if (Duration.between(heardAt, now).compareTo(READ_EVERY) >= 0) {
            heard.read();
            heardAt = now;
        }
        List<Happening> happened = new ArrayList<>();
        world.until(now, happened::add);
        boolean past = Duration.between(livedUntil, now).compareTo(PAST) > 0;
        tell(past ? asPast(happened) : happened, door);
        database.runInStore(store, tx -> {
            TwinSql.truths(
                    tx,
                    store,
                    shop.letters(),
                    only(happened, Happening.Settled.class).stream()
                            .map(Happening.Settled::truth)
                            .toList());
            TwinSql.lived(tx, store, now);
        });
        livedUntil = now;
    }

    private void tell(List<Happening> happened, Door door) {
        List<Sending> sendings = new ArrayList<>();
        for (Happening happening : happened) for (Voice voice : voices) sendings.addAll(voice.say(happening));
        List<Sending> builds = sendings.stream().filter(Sending::builds).toList();
        sendings.removeIf(Sending::builds);
        if (!sendings.isEmpty()) door.deliver(sendings);
        if (builds.isEmpty()) return;
        settled.run();
        door.deliver(builds);
    }

    /** Of each parcel only how it stands at last: a tracker that is asked for the past tells all scans at once. */
    private static List<Happening> asPast(List<Happening> happened) {
        Set<String> told = new HashSet<>();
        List<Happening> kept = new ArrayList<>();
        for (Happening happening : happened.reversed())
            if (!(happening instanceof Happening.ParcelSeen seen)
                    || told.add(seen.parcel().number())
                    || seen.soFar().getLast().step() == Step.VOIDED) kept.add(happening);
        return kept.reversed();
    }

    private static <T extends Happening> List<T> only(List<Happening> happened, Class<T> kind) {
        return happened.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Lets a trouble loose, or gives one that is loose another end. */
    void put(Trouble trouble) {
        database.runInStore(store, tx -> TwinSql.put(tx, store, trouble));
        letLoose.removeIf(known -> known.id() == trouble.id());
        letLoose.add(trouble);
        world.put(trouble);
    }
}
