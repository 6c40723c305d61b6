package io.postlude.messaging;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.Prices;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Things;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Money;
import io.postlude.messaging.DeliveryPage.Item;
import io.postlude.messaging.DeliveryPage.Link;
import io.postlude.messaging.DeliveryPage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what is in the parcels a mail is about, and in one line each what travels apart. */
final class PartWriter {
    /** Mail programs cut a mail at 102 kB; more than these are named by their number. */
    private static final int MOST_ITEMS = 20;

    private static final int MOST_PARTS = 6;

    private final DeliveryMail mail;
    private final Scene scene;
    private final Words words;
    private final OrderFacts order;

    PartWriter(DeliveryMail mail, Scene scene) {
        this.mail = mail;
        this.scene = scene;
        this.words = scene.words();
        this.order = scene.order();
    }

    List<Part> write() {
        if (mail.news().kind() == News.Kind.ORDER_CONFIRMED || order.parcels().isEmpty()) {
            return List.of(new Part(words.get("parcel.none"), null, items(order.items()), null, null, false));
        }
        List<Parcel> told = mail.news().parcels();
        var parts = new ArrayList<Part>();
        for (Parcel parcel : told) {
            parts.add(parcel(parcel, told.size() > 1));
        }
        for (Parcel parcel : order.parcels()) {
            if (!told.contains(parcel)) {
                parts.add(other(heading(parcel), names(parcel.items()) + ": " + state(parcel)));
            }
        }
        if (!order.unsent().isEmpty()) {
            parts.add(other(words.get("parcel.rest"), names(order.unsent())));
        }
        return parts.size() > MOST_PARTS ? parts.subList(0, MOST_PARTS) : parts;
    }

    private Part parcel(Parcel parcel, boolean several) {
        String number = parcel.number() == null
                ? null
                : words.say(
                        "mail.numbered",
                        Map.of("carrier", carrier(parcel), "number", LinkLetter.oneLine(parcel.number())));
        String page = parcel.carrier().page();
        Link link = page == null || !page.startsWith("https://")
                ? null
                : new Link(words.say("mail.button.carrier", Map.of("carrier", carrier(parcel))), page);
        return new Part(heading(parcel), several ? state(parcel) : null, items(parcel.items()), number, link, false);
    }

    private static Part other(String heading, String state) {
        return new Part(heading, state, List.of(), null, null, true);
    }

    private String heading(Parcel parcel) {
        List<Parcel> all = order.parcels();
        return all.size() == 1
                ? words.get("parcel.one")
                : words.say("parcel.of", Map.of("at", all.indexOf(parcel) + 1, "count", all.size()));
    }

    private String state(Parcel parcel) {
        String state = words.get("short." + Situation.of(parcel));
        return parcel.since() == null
                ? state
                : state + ", "
                        + scene.days().stamp(parcel.since(), Precision.TIME).text();
    }

    private String names(List<OrderFacts.Item> items) {
        return new Things(words).bare(items);
    }

    private String carrier(Parcel parcel) {
        String name = parcel.carrier().name();
        return name == null ? words.get("carrier.unknown") : LinkLetter.oneLine(name);
    }

    private List<Item> items(List<OrderFacts.Item> items) {
        var shown =
                new ArrayList<>(items.stream().limit(MOST_ITEMS).map(this::item).toList());
        if (items.size() > MOST_ITEMS) {
            List<OrderFacts.Item> rest = items.subList(MOST_ITEMS - 1, items.size());
            shown.set(MOST_ITEMS - 1, new Item(names(rest), "", null, null));
        }
        return shown;
    }

    private Item item(OrderFacts.Item item) {
        String hint = item.variant() == null ? "" : LinkLetter.oneLine(item.variant());
        if (item.quantity() > 1) {
            String pieces = words.say("quantity", Map.of("count", item.quantity()));
            hint = hint.isEmpty() ? pieces : hint + ", " + pieces;
        }
        boolean priced = mail.news().kind() == News.Kind.ORDER_CONFIRMED && item.price() != null;
        return new Item(
                LinkLetter.oneLine(Things.shortened(item.title())),
                hint,
                picture(item.picture()),
                priced ? money(item.price()) : null);
    }

    private String money(@Nullable Money price) {
        return price == null ? "" : Prices.full(price, words.language().locale());
    }

    /** By an absolute address, and not as SVG: no mail program draws that. */
    private @Nullable String picture(@Nullable String picture) {
        if (picture == null || picture.endsWith(".svg")) {
            return null;
        }
        return picture.startsWith("/") ? mail.links().site() + picture : picture;
    }
}
