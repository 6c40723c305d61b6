package io.postlude.portal;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.ScanText;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Telling;
import io.postlude.deliveries.Things;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.Action;
import io.postlude.portal.TrackingPage.Fact;
import io.postlude.portal.TrackingPage.Hero;
import io.postlude.portal.TrackingPage.ParcelPart;
import io.postlude.stores.Brand;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a tracking page from the facts: a pure function of order, brand, language, zone and time. */
final class TrackingWriter {
    private static final int MOST_SCANS = 60;
    private static final int MOST_ITEMS = 60;

    private final Told told;
    private final Scene scene;
    private final FrameWriter frames;
    private final String address;
    private final Words words;

    /** Writes for one customer; {@code address} is the path of the page itself. */
    TrackingWriter(Told told, FrameWriter frames, String address) {
        this.told = told;
        this.scene = told.scene();
        this.frames = frames;
        this.address = address;
        this.words = scene.words();
    }

    TrackingPage write() {
        return write(null);
    }

    /** With what a form brought that could not be taken. */
    TrackingPage write(@Nullable Answered answered) {
        var forms = new FormWriter(told, address, answered);
        Hero hero = new HeroWriter(scene).write();
        List<Action> actions = new ActionWriter(scene, address).write(told.backs());
        var icons = EnumSet.of(Icon.CHEV, Icon.CLOCK, Icon.CHECK, Icon.BELL);
        actions.forEach(action -> icons.add(action.icon()));
        String headline = (hero.start().text() + " " + hero.answer().text()).strip();
        String title = words.say(
                "title",
                Map.of(
                        "headline",
                        headline,
                        "order",
                        scene.order().number(),
                        "brand",
                        scene.brand().name()));
        return new TrackingPage(
                frames.frame(title, address, icons),
                address + "/live",
                words.sentence("offline", Map.of("time", scene.days().now())),
                hero,
                new ProgressWriter(scene).write(),
                doing(),
                gift(),
                null,
                mainPart(),
                otherParts(),
                inShop(),
                actions,
                facts(),
                showcase(),
                forms.choosing(),
                forms.asking());
    }

    private List<Sentence> doing() {
        if (!scene.isLate()) {
            return List.of();
        }
        var names = scene.names();
        var doing = new ArrayList<Sentence>();
        doing.add(words.sentence("doing.known", names));
        doing.addAll(new Telling(scene).deeds(told.measures()));
        String own = "doing." + scene.situation();
        if (words.has(own)) {
            doing.add(words.sentence(own, names));
        }
        if (scene.punctuality().isLate() && scene.estimate() != null && scene.expected() == null) {
            doing.add(words.sentence("doing.estimate", names));
        }
        doing.add(words.sentence("doing.here", names));
        return doing;
    }

    private List<TrackingPage.InShop> inShop() {
        return told.inShop().stream()
                .map(one -> new TrackingPage.InShop(
                        one.it().id().toString(),
                        words.say("back.do.one", Map.of("code", one.it().called())),
                        words.get(
                                one.refunded()
                                        ? "back.shop.refunded"
                                        : "back.shop." + one.it().state()),
                        one.it().items().stream()
                                .map(item -> words.say(
                                        "back.shop.thing",
                                        Map.of(
                                                "count", String.valueOf(item.pieces()),
                                                "thing", one.titles().getOrDefault(item.line(), ""),
                                                "reason", words.get("back.reason." + item.reason()))))
                                .toList()))
                .toList();
    }

    private TrackingPage.@Nullable Gift gift() {
        return new Telling(scene)
                .gesture(told.measures())
                .map(given -> new TrackingPage.Gift(given.what().text(), given.means()))
                .orElse(null);
    }

    private ParcelPart mainPart() {
        Parcel parcel = scene.parcel();
        if (parcel == null) {
            var ordered = new TrackingPage.Scan(
                    scene.days().stamp(scene.order().placedAt(), Precision.TIME), words.get("scan.ordered"));
            return new ParcelPart(
                    words.get("parcel.none"),
                    Sentence.EMPTY,
                    items(scene.order().unsent()),
                    words.sentence("scans.none", Map.of()),
                    List.of(ordered));
        }
        boolean alone = scene.order().parcels().size() == 1;
        return part(parcel, alone ? words.get("parcel.one") : numbered(parcel));
    }

    private List<ParcelPart> otherParts() {
        var others = new ArrayList<ParcelPart>();
        List<Parcel> all = scene.order().parcels();
        for (int at = 0; at < all.size(); at++) {
            if (at != all.indexOf(scene.parcel())) {
                others.add(part(all.get(at), numbered(all.get(at))));
            }
        }
        if (scene.parcel() != null && !scene.order().unsent().isEmpty()) {
            String rest = new Things(words).name(scene.order().unsent());
            others.add(new ParcelPart(
                    words.get("parcel.rest"), plain(rest), items(scene.order().unsent()), Sentence.EMPTY, List.of()));
        }
        return others;
    }

    private String numbered(Parcel parcel) {
        List<Parcel> all = scene.order().parcels();
        return words.say("parcel.of", Map.of("at", all.indexOf(parcel) + 1, "count", all.size()));
    }

    private ParcelPart part(Parcel parcel, String heading) {
        var texts = new ScanText(words);
        var scans = new ArrayList<TrackingPage.Scan>();
        for (Scan scan :
                parcel.scans().subList(0, Math.min(MOST_SCANS, parcel.scans().size()))) {
            scans.add(new TrackingPage.Scan(scene.days().stamp(scan.at(), scan.precision()), texts.of(scan)));
        }
        Sentence scanned = scans.isEmpty()
                ? words.sentence("scans.none", Map.of())
                : words.sentence(
                        "scans.last",
                        Map.of(
                                "when",
                                scene.days()
                                        .when(
                                                parcel.scans().getFirst().at(),
                                                parcel.scans().getFirst().precision())));
        if (parcel.packedAt() != null) {
            scans.add(new TrackingPage.Scan(
                    scene.days().stamp(parcel.packedAt(), Precision.TIME), words.get("scan.packed")));
        }
        scans.add(new TrackingPage.Scan(
                scene.days().stamp(scene.order().placedAt(), Precision.TIME), words.get("scan.ordered")));
        return new ParcelPart(heading, summary(parcel), items(parcel.items()), scanned, scans);
    }

    private Sentence summary(Parcel parcel) {
        String state = words.get("short." + Situation.of(parcel));
        return parcel.since() == null
                ? plain(state)
                : new Sentence(
                        List.of(new Sentence.Plain(state + ", "), scene.days().stamp(parcel.since(), Precision.TIME)));
    }

    private List<TrackingPage.Item> items(List<Item> items) {
        return items.stream().limit(MOST_ITEMS).map(this::item).toList();
    }

    private TrackingPage.Item item(Item item) {
        String hint = item.variant() == null ? "" : item.variant();
        if (item.quantity() > 1) {
            String pieces = words.say("quantity", Map.of("count", item.quantity()));
            hint = hint.isEmpty() ? pieces : hint + ", " + pieces;
        }
        return new TrackingPage.Item(item.title(), hint, item.picture(), advice(item));
    }

    /** Which size others kept of it. */
    private String advice(Item item) {
        PageFacts.Fit fit = item.line() == null ? null : told.sizes().get(item.line());
        if (fit == null) return "";
        String key = fit.better() == null ? "fit.whole." + fit.direction() : "fit." + fit.says();
        return words.say(
                key,
                Map.of(
                        "size",
                        fit.size(),
                        "better",
                        fit.better() == null ? "" : fit.better(),
                        "agreeing",
                        fit.agreeing(),
                        "settled",
                        fit.settled()));
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        String to = String.join(
                ", ",
                Stream.of(scene.order().recipient(), scene.order().place())
                        .filter(Objects::nonNull)
                        .toList());
        addFact(facts, "fact.to", to.isEmpty() ? null : to);
        addFact(facts, "fact.carrier", scene.carrier().name());
        addFact(
                facts,
                "fact.number",
                scene.parcel() == null ? null : scene.parcel().number());
        Window said = scene.carrierSays();
        if (said != null) {
            facts.add(new Fact(words.get("fact.estimate"), carrierSays(said), false));
        }
        return facts;
    }

    /** Where the carrier names other days than we do, both stand there, and why: neither is hidden. */
    private String carrierSays(Window said) {
        LocalDate from = said.from();
        String days =
                from == null ? scene.days().day(said.to()).text() : scene.days().span(from, said.to());
        Expectation ours = scene.expected();
        boolean agrees = ours == null
                || (!said.to().isBefore(ours.from()) && !(from == null ? said.to() : from).isAfter(ours.to()));
        if (agrees) {
            return days;
        }
        var names = scene.names();
        names.put("said", days);
        return words.sentence("fact.estimate.other", names).text();
    }

    private void addFact(List<Fact> facts, String key, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(words.get(key), value, key.equals("fact.number")));
        }
    }

    private Brand.@Nullable Showcase showcase() {
        List<Brand.Showcase> all = scene.brand().showcases();
        return all.stream()
                .filter(showcase -> showcase.language().equals(words.language().code()))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
    }

    private static Sentence plain(String text) {
        return new Sentence(List.of(new Sentence.Plain(text)));
    }
}
