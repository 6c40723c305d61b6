package io.postlude.messaging;

import io.postlude.deliveries.Measures;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Telling;
import io.postlude.deliveries.Things;
import io.postlude.deliveries.Words;
import io.postlude.messaging.DeliveryPage.Button;
import io.postlude.messaging.DeliveryPage.Gift;
import io.postlude.messaging.DeliveryPage.Link;
import io.postlude.messaging.DeliveryPage.Way;
import io.postlude.messaging.DeliveryPage.Ways;
import io.postlude.stores.Brand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the sentences of a delivery mail; those that its page has too come from {@link Telling}. */
final class DeliveryWriter {
    private final DeliveryMail mail;
    private final Scene scene;
    private final Words words;
    private final Telling telling;
    private final Map<String, Object> names;
    private final News.Kind kind;

    DeliveryWriter(DeliveryMail mail, Scene scene) {
        this.mail = mail;
        this.scene = scene;
        this.words = scene.words();
        this.telling = new Telling(scene);
        this.kind = mail.news().kind();
        this.names = new HashMap<>(telling.names());
        names.put("bare", new Things(words).bare(things()));
        names.put("short", words.get("short." + scene.situation()));
    }

    /** What the mail is about: everything for the order as a whole, else what is in its parcels. */
    private List<OrderFacts.Item> things() {
        return kind == News.Kind.ORDER_CONFIRMED ? scene.order().items() : scene.items();
    }

    String subject() {
        return words.say("mail.subject." + kind, names);
    }

    /** What a mail program shows beside the subject. */
    String preview() {
        if (names.containsKey("window")) {
            return words.say(kind.isTrouble() ? "mail.preview.late" : "mail.preview.window", names);
        }
        return telling.promise()
                .map(Sentence::text)
                .orElseGet(() -> words.say("mail.preview.order", names))
                .strip();
    }

    DeliveryPage write() {
        List<Sentence> headline = headline();
        List<Sentence> deeds = deeds();
        return new DeliveryPage(
                greeting(),
                headline.getFirst(),
                headline.getLast(),
                kind.isTrouble() || kind == News.Kind.CORRECTION,
                lead(),
                word(),
                kind == News.Kind.CORRECTION ? null : new DayBars(scene).draw(),
                telling.promise().filter(promise -> !promise.isEmpty()).orElse(null),
                deeds,
                words.get("deed.head"),
                gift(),
                ways(),
                button(),
                new PartWriter(mail, scene).write(),
                order(),
                List.of(words.get("mail.answer"), words.say("mail.why", names)),
                links());
    }

    private @Nullable String greeting() {
        String name = mail.reader().givenName();
        return name == null || name.isBlank()
                ? null
                : words.say("mail.greeting", Map.of("name", LinkLetter.oneLine(name)));
    }

    private List<Sentence> headline() {
        return switch (kind) {
            case CORRECTION -> words.halves("mail.head.CORRECTION", names);
            case SHIPPED -> isStillHere() ? words.halves("mail.head.SENT", names) : telling.headline();
            case ORDER_CONFIRMED, OUT_FOR_DELIVERY, DELIVERED, READY_FOR_PICKUP, RUNNING_LATE, STALLED, PROBLEM ->
                telling.headline();
        };
    }

    /** Packed and handed over by the shop's word, and no carrier has seen it yet. */
    private boolean isStillHere() {
        return switch (scene.situation()) {
            case PLACED, PACKED, LABEL_MADE -> true;
            default -> false;
        };
    }

    private List<Sentence> lead() {
        return switch (kind) {
            case ORDER_CONFIRMED ->
                scene.situation() == Situation.PLACED || scene.situation() == Situation.PACKED
                        ? List.of(words.sentence(
                                names.containsKey("between") ? "mail.lead.confirmed.window" : "mail.lead.confirmed",
                                names))
                        : List.of(telling.lead());
            case SHIPPED -> isStillHere() ? List.of(words.sentence("mail.lead.SENT", names)) : List.of(telling.lead());
            case CORRECTION -> correction();
            case OUT_FOR_DELIVERY, DELIVERED, READY_FOR_PICKUP, RUNNING_LATE, STALLED, PROBLEM ->
                List.of(telling.lead());
        };
    }

    private DeliveryPage.@Nullable Word word() {
        DeliveryMail.Word word = mail.word();
        if (word == null) return null;
        List<String> paragraphs = word.text()
                .lines()
                .map(LinkLetter::oneLine)
                .filter(line -> !line.isEmpty())
                .toList();
        return new DeliveryPage.Word(
                paragraphs,
                LinkLetter.oneLine(word.author()) + ", " + scene.brand().name());
    }

    private List<Sentence> correction() {
        String own = "mail.lead.CORRECTION." + mail.news().corrected();
        List<Sentence> now = telling.headline();
        Sentence headline = now.getLast().isEmpty() ? now.getFirst() : Sentence.joined(now);
        return List.of(
                words.sentence(words.firstOf(own, "mail.lead.CORRECTION"), names),
                words.sentence("mail.now", Map.of("headline", headline)));
    }

    private List<Sentence> deeds() {
        if (!kind.isTrouble()) {
            return List.of();
        }
        var deeds = new ArrayList<>(telling.deeds(mail.news().measures()));
        String own = "doing." + scene.situation();
        if (words.has(own)) {
            deeds.add(words.sentence(words.firstOf("mail." + own, own), names));
        }
        return deeds;
    }

    private @Nullable Gift gift() {
        return telling.gesture(mail.news().measures())
                .map(given -> new Gift(given.what().text(), given.means().text()))
                .orElse(null);
    }

    private @Nullable Ways ways() {
        List<Way> all = telling.choices(mail.news().measures()).stream()
                .filter(offer -> offer.choice() != Measures.Choice.WAIT)
                .map(offer -> new Way(offer.name(), offer.means().text(), choosing(offer.choice())))
                .toList();
        return all.isEmpty() || !kind.isTrouble() ? null : new Ways(words.get("choice.otherwise"), all);
    }

    /** The page opens with the choice taken in advance; nothing is done before it is confirmed there. */
    private String choosing(Measures.Choice choice) {
        return mail.links().page() + "?choice=" + choice.code() + "#choose";
    }

    private Button button() {
        boolean choosing = kind.isTrouble() && !mail.news().measures().choices().isEmpty();
        String label = choosing
                ? "choice.see"
                : kind == News.Kind.ORDER_CONFIRMED ? "mail.button.order" : "mail.button.parcel";
        return new Button(words.get(label), mail.links().page());
    }

    private String order() {
        var placed = new HashMap<>(names);
        placed.put("day", scene.days().date(scene.days().of(scene.order().placedAt())));
        return words.say("mail.order", placed);
    }

    private List<Link> links() {
        var links = new ArrayList<Link>();
        if (mail.links().preferences() != null) {
            links.add(new Link(words.get("mail.preferences"), mail.links().preferences()));
        }
        if (mail.links().unsubscribe() != null) {
            links.add(new Link(words.get("mail.unsubscribe"), mail.links().unsubscribe()));
        }
        Brand.Links brand = scene.brand().links();
        if (brand.site() != null) {
            links.add(new Link(scene.brand().name(), absolute(brand.site())));
        }
        if (brand.privacy() != null) {
            links.add(new Link(words.get("mail.privacy"), absolute(brand.privacy())));
        }
        brand.social().forEach(social -> links.add(new Link(social.name(), absolute(social.url()))));
        return links;
    }

    private String absolute(String link) {
        return link.startsWith("/") ? mail.links().site() + link : link;
    }
}
