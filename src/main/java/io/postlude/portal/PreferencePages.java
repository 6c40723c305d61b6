package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Words;
import io.postlude.journeys.PreferenceLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Web;
import io.postlude.portal.FrameWriter.StoreFace;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where a person says how a store writes to them. One click of a mail program ends courtesy news (RFC 8058: a POST that is
 * answered, not sent on); the link under a mail only opens the page, because scanners of mails open every link.
 */
public final class PreferencePages implements Web.Routes {
    private static final String SOURCE = "portal";
    private static final String PROOF = "one click under a link of a mail to this person";

    private final Parts parts;
    private final PreferenceLinks links;
    private final Assets assets = new Assets();
    private final Pages pages = new Pages();

    public PreferencePages(Parts parts) {
        this.parts = parts;
        this.links = new PreferenceLinks(parts.secrets());
    }

    /** What the page stands on. */
    public record Parts(Database database, Secrets secrets, InstantSource clock, Stores stores, Customers customers) {}

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

    private void say(Context context, boolean given) {
        PreferenceLinks.Target target = target(context);
        var consent = new Consent(
                Channel.EMAIL, purpose(context), given, parts.clock().instant(), SOURCE, PROOF, null);
        parts.database()
                .runInStore(
                        target.store(), tx -> parts.customers().record(tx, target.store(), target.customer(), consent));
        show(context, target);
    }

    /** A journey's message ends its own purpose; all others end courtesy news. */
    private static Purpose purpose(Context context) {
        String asked = context.queryParam("purpose");
        for (Purpose purpose : Purpose.values())
            if (purpose.name().toLowerCase(java.util.Locale.ROOT).equals(asked)) return purpose;
        return Purpose.SERVICE;
    }

    private void show(Context context, PreferenceLinks.Target target) {
        Store store = parts.stores().find(target.store()).orElseThrow(Refusal::notFound);
        var reach = parts.database()
                .inStore(target.store(), tx -> parts.customers().reach(tx, target.store(), List.of(target.customer())))
                .get(target.customer());
        if (reach == null || reach.erased()) throw Refusal.notFound();
        StoreFace face = new StoreFace(store.slug(), store.brand());
        Words words = face.words(language(context, store));
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        context.contentType("text/html; charset=utf-8")
                .result(pages.preferences(
                        page(context, face, words, reach.refused().contains(purpose(context)))));
    }

    private PreferencePage page(Context context, StoreFace face, Words words, boolean stopped) {
        String key = stopped ? "mailing.off" : "mailing.on";
        var head = words.halves(key + ".head", Map.of());
        String way = stopped ? "/resume" : "/stop";
        return new PreferencePage(
                new FrameWriter(face, words, assets)
                        .frame(words.get("mailing.title") + ", " + face.brand().name(), null, List.of()),
                head.getFirst(),
                head.getLast(),
                words.sentence(key + ".lead", Map.of()),
                PreferenceLinks.PREFIX + context.pathParam("token") + way + "?lang="
                        + words.language().code()
                        + (purpose(context) == Purpose.SERVICE
                                ? ""
                                : "&purpose=" + purpose(context).name().toLowerCase(java.util.Locale.ROOT)),
                words.get(stopped ? "mailing.resume" : "mailing.stop"));
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
