package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.portal.PageFacts.Shop;
import io.postlude.returns.Policies;
import io.postlude.returns.PolicyTerms;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.InstantSource;

/** The public page of a store's return policy, for customers before they buy and for search engines. */
final class TermsRoutes implements Web.Routes {
    private final Parts parts;
    private final Pages pages = new Pages();

    /** What the page stands on; {@code url} is where customers reach this server. */
    record Parts(
            Database database,
            PageFacts facts,
            Stores stores,
            Policies policies,
            Assets assets,
            InstantSource clock,
            String url) {}

    TermsRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/s/{slug}/returns", this::terms);
    }

    private void terms(Context context) {
        Shop shop = parts.facts().shop(context.pathParam("slug")).orElseThrow(Refusal::notFound);
        String asked = context.queryParam("lang");
        Language language = asked == null ? LookupRoutes.preferred(context, shop) : Language.of(asked);
        Words words = shop.face().words(language);
        Store store = parts.stores().get(shop.id());
        PolicyTerms terms = PolicyTerms.of(parts.database()
                .inStore(shop.id(), tx -> parts.policies().live(tx, shop.id())));
        ReturnPaper paper = new ReturnPaper(
                new FrameWriter(shop.face(), words, parts.assets()),
                words,
                new Days(words, shop.zone(), parts.clock().instant()),
                shop.brand(),
                shop.face().terms(),
                false);
        TermsMarkup.Place place = new TermsMarkup.Place(
                parts.url() + shop.face().terms(),
                store.locale().getCountry(),
                store.currency(),
                parts.clock().instant().atZone(shop.zone()).toLocalDate());
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-cache");
        context.header("Vary", "Accept-Encoding, Accept-Language");
        // A page for everybody: people and search engines look for it by the shop's name.
        context.header("X-Robots-Tag", "all");
        context.contentType("text/html; charset=utf-8")
                .result(pages.terms(new TermsWriter(paper, terms, place).write()));
    }
}
