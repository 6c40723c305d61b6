package io.postlude.console;

import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.View;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.News;
import io.postlude.journeys.LettersByHand;
import io.postlude.journeys.TouchpointKind;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.messaging.DeliveryMail;
import io.postlude.messaging.DeliverySamples;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every delivery message before it is sent: each kind and language, with a made-up order or a real one. */
final class PreviewDesk {
    static final String PATH = "/console/brand/messages/preview";
    private static final int FOUND = 20;
    /** Scripts, forms and styles of a mail stay in its frame. */
    private static final String MAIL_POLICY =
            "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    private final Frame frame;
    private final Sources sources;

    PreviewDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where it comes from; {@code url} is where customers reach this server. */
    record Sources(Database database, Orders orders, LettersByHand letters, String url) {}

    void addTo(Counter counter) {
        counter.page("brand/messages/preview", Permission.SEE_MESSAGES, this::show);
        counter.page("brand/messages/preview/mail", Permission.SEE_MESSAGES, this::mail);
    }

    /** What is looked at. */
    private record Chosen(Address address, TouchpointKind kind, Language language) {
        static Chosen of(Visit visit) {
            Address address = Address.of(visit.http(), PATH, "kind", "language", "order", "part", "width", "scheme");
            TouchpointKind kind = TouchpointWords.named(TouchpointKind.values(), address.text("kind"));
            Language own = Language.of(visit.shop().locale().toLanguageTag());
            return new Chosen(
                    address,
                    kind == null || !kind.isOfDelivery() ? TouchpointKind.RUNNING_LATE : kind,
                    Arrays.stream(Language.values())
                            .filter(one -> address.is("language", one.code()))
                            .findFirst()
                            .orElse(own));
        }

        boolean isDark() {
            return address.is("scheme", "dark");
        }
    }

    private record Shown(OutgoingMail.Content content, boolean real) {}

    /** A real order's message is in its customer's language; without the right to see customers only the made-up one is. */
    private Shown shown(Visit visit, Chosen chosen) {
        String number = chosen.address().text("order");
        if (!number.isEmpty() && visit.may(Permission.SEE_CUSTOMERS)) {
            Optional<OutgoingMail.Content> real = sources.database()
                    .inStore(
                            visit.store(),
                            tx -> order(tx, visit, number)
                                    .flatMap(order ->
                                            sources.letters().preview(tx, visit.store(), order.id(), chosen.kind())));
            if (real.isPresent()) return new Shown(real.get(), true);
        }
        String page = sources.url() + "/t/example";
        DeliveryMail sample = new DeliverySamples(visit.words().now())
                .mail(
                        News.Kind.valueOf(chosen.kind().name()),
                        chosen.language(),
                        new DeliveryMail.Links(sources.url(), page, sources.url() + "/p/example", null));
        return new Shown(sample.render(visit.shop().brand(), visit.words().now()), false);
    }

    private Optional<OrderSummary> order(Tx tx, Visit visit, String number) {
        return sources.orders().list(tx, visit.store(), OrderQuery.newest(FOUND).withText(number)).rows().stream()
                .filter(row ->
                        row.number().equalsIgnoreCase(number) || row.number().equalsIgnoreCase("#" + number))
                .findFirst();
    }

    private Answer show(Visit visit) {
        Chosen chosen = Chosen.of(visit);
        Shown shown = shown(visit, chosen);
        Address address = chosen.address();
        boolean text = address.is("part", "text");
        boolean narrow = address.is("width", "phone");
        String number = address.text("order");
        Note missed = number.isEmpty() || shown.real()
                ? null
                : Note.refused("No such order", "A made-up one is shown instead.");
        return Answer.page(
                "preview",
                new PreviewPage(
                        frame.below(
                                visit,
                                "Preview",
                                new Link("What is written", TouchpointSwitchesDesk.PATH),
                                "brand/messages"),
                        PATH,
                        number,
                        picks(chosen),
                        two(address, "part", new Option("text", "Text", text), "Mail"),
                        two(address, "width", new Option("phone", "Phone", narrow), "Desktop"),
                        two(address, "scheme", new Option("dark", "Dark", chosen.isDark()), "Light"),
                        missed,
                        shown.content().subject(),
                        shown.real()
                                ? "order " + number + " as it stands now, in its customer’s language"
                                : "a made-up order, in " + name(chosen.language()),
                        (narrow ? "narrow " : "") + (chosen.isDark() ? "night" : ""),
                        text ? null : address.at(PATH + "/mail"),
                        shown.content().text()));
    }

    private static List<View> two(Address address, String name, Option other, String usual) {
        return List.of(
                new View(usual, address.with(name, ""), !other.chosen()),
                new View(other.label(), address.with(name, other.value()), other.chosen()));
    }

    private static String name(Language language) {
        return Locale.of(language.code()).getDisplayLanguage(Locale.UK);
    }

    private static List<Pick> picks(Chosen chosen) {
        return List.of(
                new Pick(
                        "kind",
                        "Message:",
                        Arrays.stream(TouchpointKind.values())
                                .filter(TouchpointKind::isOfDelivery)
                                .map(kind -> new Option(
                                        TouchpointWords.code(kind), TouchpointWords.label(kind), kind == chosen.kind()))
                                .toList()),
                new Pick(
                        "language",
                        "Language:",
                        Arrays.stream(Language.values())
                                .map(one -> new Option(one.code(), name(one), one == chosen.language()))
                                .toList()));
    }

    private Answer mail(Visit visit) {
        Chosen chosen = Chosen.of(visit);
        allowMail(visit);
        return new Answer.Html(
                200, TextFrame.inScheme(shown(visit, chosen).content().html(), chosen.isDark()));
    }

    /** What is answered is a mail: its own styles, and nothing else. */
    static void allowMail(Visit visit) {
        visit.http().header("Content-Security-Policy", MAIL_POLICY);
    }
}
