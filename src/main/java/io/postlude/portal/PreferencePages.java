package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.customers.Reach;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.PreferenceLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Web;
import io.postlude.messaging.Messages;
import io.postlude.orders.Orders;
import io.postlude.portal.FrameWriter.StoreFace;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a person says how a store writes to them. One click of a mail program ends courtesy news (RFC 8058: a POST that is
 * answered, not sent on); the link under a mail only opens the page, because scanners of mails open every link.
 * Below stands what was written to them, with the reason.
 */
public final class PreferencePages implements Web.Routes {
    private static final String SOURCE = "portal";
    private static final String END = "mailing.end";
    private static final String AGAIN = "mailing.again";
    private static final List<Channel> BESIDE_MAIL = List.of(Channel.SMS, Channel.WHATSAPP, Channel.PUSH);
    private static final String PROOF = "one click under a link of a mail to this person";

    private final Parts parts;
    private final PreferenceLinks links;
    private final Assets assets = new Assets();
    private final Pages pages = new Pages();
    private final ToldReading told;

    public PreferencePages(Parts parts) {
        this.parts = parts;
        this.links = new PreferenceLinks(parts.secrets());
        this.told = new ToldReading(new ToldReading.Faces(
                parts.customers(),
                parts.orders(),
                parts.messages(),
                parts.journeys().grounds()));
    }

    /** What the page stands on. */
    public record Parts(
            Database database,
            Secrets secrets,
            InstantSource clock,
            Stores stores,
            Customers customers,
            Orders orders,
            Messages messages,
            Journeys journeys) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/p/{token}", context -> show(context, target(context)));
        routes.get("/p/{token}/stop", context -> show(context, target(context)));
        routes.post("/p/{token}/stop", context -> say(context, false));
        routes.post("/p/{token}/resume", context -> say(context, true));
    }

    private PreferenceLinks.Target target(Context context) {
        return links.open(context.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    /** What a person says by one click. */
    private record Word(Channel channel, Purpose purpose, boolean given) {}

    private void say(Context context, boolean given) {
        PreferenceLinks.Target target = target(context);
        if (context.queryParam("measure") != null) {
            parts.database()
                    .runInStore(
                            target.store(),
                            tx -> parts.journeys().measuring().object(tx, target.store(), target.customer(), !given));
            show(context, target);
            return;
        }
        Word word = new Word(channel(context), purpose(context), given);
        parts.database().runInStore(target.store(), tx -> {
            for (Purpose purpose : purposes(tx, target, word))
                parts.customers()
                        .record(
                                tx,
                                target.store(),
                                target.customer(),
                                new Consent(
                                        word.channel(),
                                        purpose,
                                        given,
                                        parts.clock().instant(),
                                        SOURCE,
                                        PROOF,
                                        null));
        });
        show(context, target);
    }

    /** By mail one purpose at a time; a channel beside it as a whole, and back what was ended here. */
    private Collection<Purpose> purposes(Tx tx, PreferenceLinks.Target target, Word word) {
        if (word.channel() == Channel.EMAIL) return List.of(word.purpose());
        if (!word.given()) return List.of(Purpose.values());
        return parts.customers().consents(tx, target.store(), target.customer()).stream()
                .filter(one -> one.channel() == word.channel()
                        && !one.given()
                        && one.source().equals(SOURCE))
                .map(Consent::purpose)
                .toList();
    }

    private static Channel channel(Context context) {
        String asked = context.queryParam("channel");
        for (Channel channel : Channel.values()) if (code(channel).equals(asked)) return channel;
        return Channel.EMAIL;
    }

    /** A journey's message ends its own purpose; all others end courtesy news. */
    private static Purpose purpose(Context context) {
        String asked = context.queryParam("purpose");
        for (Purpose purpose : Purpose.values()) if (code(purpose).equals(asked)) return purpose;
        return Purpose.SERVICE;
    }

    private static String code(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private record Known(
            Reach reach,
            List<Consent> consents,
            ToldReading.Read told,
            @Nullable Boolean measured) {}

    private void show(Context context, PreferenceLinks.Target target) {
        Store store = parts.stores().find(target.store()).orElseThrow(Refusal::notFound);
        Known known = parts.database().inStore(target.store(), tx -> known(tx, target));
        StoreFace face = new StoreFace(store.slug(), store.brand());
        Words words = face.words(language(context, store));
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        context.contentType("text/html; charset=utf-8")
                .result(pages.preferences(page(new Sight(context, store, face, words), known)));
    }

    private Known known(Tx tx, PreferenceLinks.Target target) {
        Reach reach = parts.customers()
                .reach(tx, target.store(), List.of(target.customer()))
                .get(target.customer());
        if (reach == null || reach.erased()) throw Refusal.notFound();
        return new Known(
                reach,
                parts.customers().consents(tx, target.store(), target.customer()),
                told.read(tx, target.store(), target.customer()),
                measured(tx, target));
    }

    /** Null where the store looks at nothing: then there is nothing to object to. */
    private @Nullable Boolean measured(Tx tx, PreferenceLinks.Target target) {
        Measuring measuring = parts.journeys().measuring();
        return measuring.wish(tx, target.store()).mode() == Measuring.Mode.OFF
                ? null
                : !measuring.objects(tx, target.store(), target.customer());
    }

    private record Sight(Context context, Store store, StoreFace face, Words words) {
        String address(boolean stopped, String query) {
            return PreferenceLinks.PREFIX + context.pathParam("token") + (stopped ? "/resume" : "/stop") + "?lang="
                    + words.language().code() + query;
        }
    }

    private PreferencePage page(Sight sight, Known known) {
        Words words = sight.words();
        Purpose purpose = purpose(sight.context());
        boolean stopped = known.reach().refused().contains(purpose);
        String key = stopped ? "mailing.off" : "mailing.on";
        boolean parcels = purpose == Purpose.SERVICE;
        List<Sentence> head = words.halves(
                parcels ? key + ".head" : key + ".topic",
                parcels ? Map.of() : Map.of("topic", words.get("mailing.topic." + purpose)));
        Days days = new Days(words, zone(sight.store(), known), parts.clock().instant());
        return new PreferencePage(
                new FrameWriter(sight.face(), words, assets)
                        .frame(
                                words.get("mailing.title") + ", "
                                        + sight.face().brand().name(),
                                null,
                                List.of()),
                head.getFirst(),
                head.getLast(),
                words.sentence(parcels ? key + ".lead" : "mailing.topic.lead", Map.of()),
                sight.address(stopped, query(purpose)),
                words.get(parcels ? stopped ? "mailing.resume" : "mailing.stop" : stopped ? AGAIN : END),
                choices(sight, known, purpose),
                ToldReading.tell(known.told(), words, days, known.consents()));
    }

    private static ZoneId zone(Store store, Known known) {
        String own = known.reach().zone();
        return own == null ? store.zone() : ZoneId.of(own);
    }

    private static String query(Purpose purpose) {
        return purpose == Purpose.SERVICE ? "" : "&purpose=" + code(purpose);
    }

    /** All else that is written about, and channels the person was written to on, or spoke of. */
    private List<PreferencePage.Choice> choices(Sight sight, Known known, Purpose asked) {
        List<PreferencePage.Choice> choices = new ArrayList<>();
        for (Purpose purpose : Purpose.values())
            if (purpose != asked && isOf(purpose, known))
                choices.add(choice(
                        sight,
                        sight.words().get("mailing.topic." + purpose),
                        known.reach().refused().contains(purpose),
                        query(purpose)));
        for (Channel channel : BESIDE_MAIL) {
            List<Consent> said = known.consents().stream()
                    .filter(one -> one.channel() == channel)
                    .toList();
            boolean used = known.told().sent().stream().anyMatch(one -> one.channel() == channel);
            if (used || !said.isEmpty())
                choices.add(choice(
                        sight,
                        sight.words().get("mailing.channel." + channel),
                        !said.isEmpty() && said.stream().noneMatch(Consent::given),
                        "&channel=" + code(channel)));
        }
        if (known.measured() != null)
            choices.add(choice(sight, sight.words().get("mailing.measure"), !known.measured(), "&measure=yes"));
        return choices;
    }

    /** What nobody agreed to and nobody refused is not written: nothing to switch. */
    private static boolean isOf(Purpose purpose, Known known) {
        return purpose == Purpose.SERVICE
                || purpose == Purpose.REVIEW
                || known.reach().agreed().contains(purpose)
                || known.reach().refused().contains(purpose);
    }

    private static PreferencePage.Choice choice(Sight sight, String name, boolean stopped, String query) {
        Words words = sight.words();
        return new PreferencePage.Choice(
                name,
                words.get(stopped ? "mailing.standing.off" : "mailing.standing.on"),
                sight.address(stopped, query),
                words.get(stopped ? AGAIN : END));
    }

    private static Language language(Context context, Store store) {
        Language own = Language.of(store.locale().toLanguageTag());
        String asked = context.queryParam("lang");
        if (asked != null) return Language.of(asked);
        String accepted = context.header("Accept-Language");
        if (accepted == null || accepted.isBlank()) return own;
        String first = accepted.split("[,;]", 2)[0].strip();
        Language language = Language.of(first);
        return first.startsWith(language.code()) ? language : own;
    }
}
