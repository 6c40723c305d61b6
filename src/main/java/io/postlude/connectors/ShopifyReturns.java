package io.postlude.connectors;

import io.postlude.returns.Reason;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturnNews;
import io.postlude.stores.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Shopify's webhooks say of returns: the first word names the order and lists the things, later ones often carry nothing but
 * the id and the status. None says when it happened; that stands in a header.
 *
 * @see <a href="https://shopify.dev/docs/api/webhooks?reference=toml#list-of-topics-returns">Topics returns/...</a>
 */
final class ShopifyReturns {
    private static final int LIST_LIMIT = 1_000;
    private static final int ID_LIMIT_CHARS = 100;
    private static final int WORDS_LIMIT_CHARS = 2_000;
    private static final String THINGS = "return_line_items";

    private ShopifyReturns() {}

    static Statement read(String topic, JsonFields body, Instant saidAt) {
        String reference = id(body);
        if (reference == null) body.fault("id", "is needed");
        boolean listed = isListed(body);
        return new Statement.ReturnStands(new ShopReturnNews(
                Source.SHOPIFY.word(),
                reference == null ? "" : reference,
                body.hasText("order_id") ? body.text("order_id", ID_LIMIT_CHARS) : id(body.object("order")),
                body.text("name", ID_LIMIT_CHARS),
                state(topic, body),
                decline(body.object("decline")),
                listed ? items(body) : null,
                body.hasList(THINGS) || !body.has(THINGS) ? List.of() : removals(body.object(THINGS)),
                saidAt.truncatedTo(ChronoUnit.MICROS)));
    }

    /** A word that counts things and lists none leaves them out; they are not gone. */
    private static boolean isListed(JsonFields body) {
        if (!body.hasList(THINGS)) return false;
        Integer counted = body.whole("total_return_line_items", 0, Integer.MAX_VALUE);
        return counted == null
                || counted == 0
                || !body.objects(THINGS, LIST_LIMIT).isEmpty();
    }

    /** By the number, or by the end of the name that the newer interface gives it. */
    private static @Nullable String id(JsonFields thing) {
        String id = thing.text("id", ID_LIMIT_CHARS);
        if (id != null) return id;
        String global = thing.text("admin_graphql_api_id");
        return global == null ? null : global.substring(global.lastIndexOf('/') + 1);
    }

    private static ShopReturn.@Nullable State state(String topic, JsonFields body) {
        String status = body.hasText("status") ? body.needed("status", ID_LIMIT_CHARS) : "";
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "requested" -> ShopReturn.State.REQUESTED;
            case "open" -> ShopReturn.State.OPEN;
            case "declined" -> ShopReturn.State.DECLINED;
            case "canceled", "cancelled" -> ShopReturn.State.CANCELLED;
            case "closed" -> ShopReturn.State.CLOSED;
            default -> ofTopic(topic);
        };
    }

    private static ShopReturn.@Nullable State ofTopic(String topic) {
        return switch (topic) {
            case "returns/request" -> ShopReturn.State.REQUESTED;
            case "returns/approve", "returns/reopen" -> ShopReturn.State.OPEN;
            case "returns/decline" -> ShopReturn.State.DECLINED;
            case "returns/cancel" -> ShopReturn.State.CANCELLED;
            case "returns/close" -> ShopReturn.State.CLOSED;
            default -> null;
        };
    }

    private static ShopReturnNews.Decline decline(JsonFields decline) {
        return new ShopReturnNews.Decline(
                decline.text("reason", ID_LIMIT_CHARS), decline.text("note", WORDS_LIMIT_CHARS));
    }

    private static List<ShopReturn.Item> items(JsonFields body) {
        List<ShopReturn.Item> items = new ArrayList<>();
        for (JsonFields thing : body.objects(THINGS, LIST_LIMIT)) {
            Integer pieces = thing.whole("quantity", 0, Integer.MAX_VALUE);
            String line = line(thing);
            String item = id(thing);
            if (line == null) thing.fault("fulfillment_line_item", "names no line of the order");
            if (pieces != null && pieces > 0 && line != null)
                items.add(new ShopReturn.Item(item == null ? line : item, line, pieces, reason(thing), words(thing)));
        }
        return items;
    }

    private static @Nullable String line(JsonFields thing) {
        return Stream.of(thing.object("fulfillment_line_item"), thing)
                .map(holder -> id(holder.object("line_item")))
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String words(JsonFields thing) {
        String customer = thing.text("customer_note", WORDS_LIMIT_CHARS);
        return customer == null ? thing.text("return_reason_note", WORDS_LIMIT_CHARS) : customer;
    }

    /** Shopify's reasons in ours; which of several wrong things it was is not said, so the plain word has to do. */
    private static Reason reason(JsonFields thing) {
        String word = thing.text("return_reason", ID_LIMIT_CHARS);
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "size_too_small" -> Reason.TOO_SMALL;
            case "size_too_large" -> Reason.TOO_LARGE;
            case "unwanted" -> Reason.CHANGED_MIND;
            case "not_as_described", "style", "color" -> Reason.NOT_AS_EXPECTED;
            case "wrong_item" -> Reason.WRONG_ITEM;
            case "defective" -> Reason.DEFECTIVE;
            default -> Reason.OTHER;
        };
    }

    /** An update says what was taken out: {@code delta} pieces of an entry. */
    private static List<ShopReturnNews.Removal> removals(JsonFields changes) {
        List<ShopReturnNews.Removal> removals = new ArrayList<>();
        for (JsonFields removal : changes.objects("removals", LIST_LIMIT)) {
            Integer pieces = removal.whole("delta", Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
            String item = id(removal);
            if (item != null && pieces != null && pieces != 0)
                removals.add(new ShopReturnNews.Removal(item, Math.abs(pieces)));
        }
        return removals;
    }
}
