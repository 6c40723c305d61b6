package io.postlude.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.twin.HttpDoor.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the customers of a store send back, and what its people do with it: asked and done over the API, as any storefront and
 * warehouse would. What happens next hangs on how a return stands and on chance under its number, so it goes on by itself as
 * time passes, wherever it was stopped.
 */
final class Homeward {
    private static final int PAGE = 100;
    private static final int PAGES_LIMIT = 60;
    private static final Duration FRESH = Duration.ofDays(4);
    private static final Duration STALE = Duration.ofDays(40);
    private static final Duration EVERY = Duration.ofHours(12);
    private static final int TRIES = 60;

    private final HttpDoor door;
    private final ApiVoice program;
    private final Dice dice;
    private final List<String> orders = new ArrayList<>();
    private Instant lookedAt = Instant.EPOCH;
    private int taken;

    Homeward(HttpDoor door, ApiVoice program, Dice dice) {
        this.door = door;
        this.program = program;
        this.dice = dice.on("homeward");
    }

    /** The first returns of a store, one of each kind; a store that has some keeps them. */
    void begin(Instant now) {
        Reply there = get("returns?limit=1");
        if (!there.isDone()) return; // a demo of before returns has no key for them
        readOrders(now);
        lookedAt = now;
        if (!there.body().path("returns").isEmpty()) return;
        var _ = door.ask(program.document("PUT", "return-policy/draft", resource("/twin/return-policy.json")));
        var _ = post("return-policy/publication", Map.of());
        for (HomewardCase story : HomewardCase.values()) tell(story);
        var _ = post(
                "stray-parcels",
                Map.of("said", "RET-0000, no name", "found", "One stoneware mug, wrapped in a Bergen newspaper"));
        var _ = door.ask(program.document("PUT", "return-policy/draft", resource("/twin/return-policy-draft.json")));
    }

    private static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(Homeward.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Orders old enough to have come and young enough to be sent back, by their numbers. */
    private void readOrders(Instant now) {
        record Known(String number, String id) {}
        List<Known> known = new ArrayList<>();
        String next = "orders?limit=" + PAGE;
        for (int page = 0; page < PAGES_LIMIT && !next.isEmpty(); page++) {
            Reply reply = get(next);
            JsonNode rows = reply.body().path("orders");
            for (JsonNode row : rows) {
                Instant placed = Instant.parse(row.path("placedAt").asText());
                boolean fits = placed.isBefore(now.minus(FRESH)) && placed.isAfter(now.minus(STALE));
                if (fits)
                    known.add(new Known(
                            row.path("number").asText(), row.path("id").asText()));
            }
            boolean older = !rows.isEmpty()
                    && Instant.parse(rows.get(rows.size() - 1).path("placedAt").asText())
                            .isBefore(now.minus(STALE));
            next = older ? "" : reply.next();
        }
        known.sort(Comparator.comparing(Known::number));
        known.forEach(one -> orders.add(one.id()));
    }

    private void tell(HomewardCase story) {
        String returned = ask(story, "demo-" + story.name());
        if (returned.isEmpty()) return;
        for (HomewardCase.Deed deed : story.deeds()) act(returned, deed);
    }

    /** The first order that may be sent back so; each is used once. Empty where none may. */
    private String ask(HomewardCase story, String reference) {
        for (int tried = 0; tried < TRIES && taken < orders.size(); tried++) {
            String order = orders.get(taken++);
            for (JsonNode item : get("orders/" + order + "/returnable").body().path("items")) {
                if (item.path("quantity").asInt() < story.pieces()) continue;
                Map<String, Object> wish =
                        story.wish(reference, order, item.path("item").asText());
                if (!post("returns/quotes", wish).body().path("possible").asBoolean()) continue;
                Reply made = post("returns", wish);
                if (made.isDone()) return made.body().path("id").asText();
            }
        }
        return "";
    }

    /** A deed the return does not allow any more is left. */
    private void act(String returned, HomewardCase.Deed deed) {
        JsonNode whole = get("returns/" + returned).body();
        var _ = post("returns/" + returned + "/" + deed.path(whole), deed.body(whole));
    }

    /** Half a day later: what customers and staff would have done since. */
    void goOn(Instant now) {
        if (Duration.between(lookedAt, now).compareTo(EVERY) < 0) return;
        lookedAt = now;
        Dice drawn = dice.on(now.getEpochSecond() / EVERY.toSeconds());
        HomewardCase[] all = HomewardCase.values();
        HomewardCase story = all[drawn.on("story").below(all.length)];
        String _ = ask(story, "demo-" + now.getEpochSecond());
        older("awaited", now, 2).forEach(one -> act(one, HomewardCase.Deed.DISPATCH));
        older("under_way", now, 5).forEach(one -> act(one, HomewardCase.Deed.RECEIVE));
        older("arrived", now, 7).forEach(one -> act(one, HomewardCase.Deed.GRADE_A));
        older("owed", now, 8).forEach(one -> act(one, HomewardCase.Deed.PAY));
        older("asked", now, 3).forEach(one -> act(one, HomewardCase.Deed.APPROVE));
    }

    /** Those that stand there and were asked for so many days ago, or up to three more, as chance has it. */
    private List<String> older(String stage, Instant now, int days) {
        List<String> ids = new ArrayList<>();
        for (JsonNode one :
                get("returns?limit=" + PAGE + "&stage=" + stage).body().path("returns")) {
            int more = dice.on(one.path("code").asText()).on(stage).below(4);
            Instant due = Instant.parse(one.path("requestedAt").asText()).plus(Duration.ofDays((long) days + more));
            if (!now.isBefore(due)) ids.add(one.path("id").asText());
        }
        return ids;
    }

    private Reply get(String path) {
        return door.ask(program.document("GET", path, new byte[0]));
    }

    private Reply post(String path, Map<String, Object> body) {
        return door.ask(
                program.document("POST", path, Json.write(body).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
