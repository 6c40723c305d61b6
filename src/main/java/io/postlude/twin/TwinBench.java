package io.postlude.twin;

import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoresModule;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How fast a year of a shop goes through the whole product: every event of the twin's orders as a signed webhook of its own
 * over HTTP, stored, worked, followed, promised, and read by every reader. Beside it, in the same run, how fast the twin
 * alone makes them and how fast the door alone takes them.
 */
public final class TwinBench {
    private static final int AT_ONCE = 4_000;
    /** Orders come over so many days, and are followed so long to their end. */
    private static final int DAYS = 20;

    private static final Duration SPAN = Duration.ofDays(365);
    private static final long MILLION = 1_000_000;
    private static final double TARGET_SECONDS = 300;

    private final Parts parts;
    private final int orders;
    private final PrintStream out;

    /** {@code settled} returns once all that came in was worked and read. */
    public record Parts(StoresModule stores, URI server, Instant now, Runnable settled) {}

    private TwinBench(Parts parts, int orders, PrintStream out) {
        this.parts = parts;
        this.orders = orders;
        this.out = out;
    }

    public static void run(Parts parts, int orders, PrintStream out) {
        new TwinBench(parts, orders, out).run();
    }

    private void run() {
        Shop shop = Shop.MAREN_AND_PINE.withNewBuyersADay(1.05 * orders / DAYS);
        List<Voice> voices = voices();
        Tally warm = lived(shop, voices, Math.min(200, orders), batch -> {});
        out.printf(Locale.ROOT, "warming up: %d orders, %d webhooks%n", warm.orders, warm.sendings);
        Tally alone = lived(shop, voices, orders, batch -> {});
        line("the twin alone, signing too", alone);
        try (HttpDoor door = new HttpDoor(parts.server())) {
            Tally answered = lived(shop, voices, orders, door::deliver);
            line("answered after its commit, while worked", answered);
            long began = answered.began;
            parts.settled().run();
            line("worked and read to the end", new Tally(answered.orders, answered.sendings, began, System.nanoTime()));
            judge(answered.orders / seconds(began, System.nanoTime()));
        }
    }

    private record Tally(long orders, long sendings, long began, long ended) {}

    /** Lives hour after hour; so many orders are told, each with all that becomes of it within the span. */
    private Tally lived(Shop shop, List<Voice> voices, int wanted, Consumer<List<Sending>> door) {
        long[] placed = {0};
        long sent = 0;
        List<Sending> batch = new ArrayList<>();
        Instant at = parts.now().minus(SPAN);
        World world = new World(
                new World.Setting(shop, Twin.SEED, at, KnownEffects.STANDARD, List.of()),
                Troubles.none(),
                Heard.nothing());
        long began = System.nanoTime();
        for (int hour = 0; hour < 2 * DAYS * 24; hour++) {
            at = at.plus(Duration.ofHours(1));
            world.until(at, happening -> {
                if (happening.number() - World.FIRST_NUMBER >= wanted) return;
                if (happening instanceof Happening.OrderPlaced) placed[0]++;
                for (Voice voice : voices) batch.addAll(voice.say(happening));
            });
            if (batch.size() >= AT_ONCE) sent += hand(batch, door);
        }
        sent += hand(batch, door);
        return new Tally(placed[0], sent, began, System.nanoTime());
    }

    private static long hand(List<Sending> batch, Consumer<List<Sending>> door) {
        long count = batch.size();
        door.accept(List.copyOf(batch));
        batch.clear();
        return count;
    }

    private List<Voice> voices() {
        Actor actor = new Actor.Program("bench");
        StoreId store = parts.stores()
                .stores()
                .open(
                        StoreDetails.of("bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                        actor)
                .orThrow()
                .id();
        Connection shopify = connect(
                store,
                new Connections.Wanted(Source.SHOPIFY, "bench.myshopify.com", "the-secret-of-the-bench", Map.of()),
                actor);
        Connection afterShip =
                connect(store, new Connections.Wanted(Source.AFTERSHIP, null, "another-secret", Map.of()), actor);
        return List.of(
                new ShopifyVoice(Hook.of(shopify), "bench.myshopify.com"), new AfterShipVoice(Hook.of(afterShip)));
    }

    private Connection connect(StoreId store, Connections.Wanted wanted, Actor actor) {
        return parts.stores().connections().connect(store, wanted, actor).orThrow();
    }

    private void line(String what, Tally tally) {
        double seconds = seconds(tally.began, tally.ended);
        out.printf(
                Locale.ROOT,
                "%-40s %,7d orders, %,8d webhooks in %6.1f s: %,7.0f orders, %,8.0f webhooks a second%n",
                what,
                tally.orders,
                tally.sendings,
                seconds,
                tally.orders / seconds,
                tally.sendings / seconds);
    }

    private void judge(double ordersPerSecond) {
        double needed = MILLION / ordersPerSecond;
        out.printf(
                Locale.ROOT,
                "1,000,000 orders at this rate: %,.0f s (target %.0f s%s). HTTP carried every one.%n",
                needed,
                TARGET_SECONDS,
                needed <= TARGET_SECONDS ? ", reached" : ", missed");
    }

    private static double seconds(long began, long ended) {
        return (ended - began) / 1e9;
    }
}
