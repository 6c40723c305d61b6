package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Settings;
import io.postlude.kernel.Web;
import io.postlude.portal.LookupPage.Field;
import io.postlude.portal.PageFacts.Shop;
import io.postlude.stores.Network;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finding an order again by its number and e-mail; the answer is one and the same whether or not it exists. */
final class LookupRoutes implements Web.Routes {
    static final Pattern NUMBER = Pattern.compile("#? ?[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{0,39}");
    static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,180}\\.[^\\s@<>\".]{2,}");
    private static final int MOST_CHARACTERS = 254;
    private static final int BY_ADDRESS = 10;
    private static final int BY_EMAIL = 6;
    private static final Duration PER = Duration.ofMinutes(10);

    private final PageFacts facts;
    private final Assets assets;
    private final LinkRequests requests;
    private final LinkCodes codes;
    private final TrackingLinks links;
    private final Settings settings;
    private final Pages pages = new Pages();
    private final Attempts byAddress = new Attempts(BY_ADDRESS, PER);
    private final Attempts byEmail = new Attempts(BY_EMAIL, PER);

    LookupRoutes(Parts parts) {
        this.facts = parts.facts();
        this.assets = parts.assets();
        this.requests = parts.requests();
        this.codes = parts.codes();
        this.links = parts.links();
        this.settings = parts.settings();
    }

    record Parts(
            PageFacts facts,
            Assets assets,
            LinkRequests requests,
            LinkCodes codes,
            TrackingLinks links,
            Settings settings) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/s/{slug}/orders", this::form);
        routes.post("/s/{slug}/orders", this::ask);
        routes.get("/s/{slug}/orders/sent", this::sent);
        routes.get("/l/{code}", this::open);
    }

    private void form(Context context) {
        Asked asked = asked(context);
        send(context, pages.lookup(asked.writer().lookup(printed(context), Field.EMPTY)));
        // The one page here that is nobody's own: people look for it by the shop's name.
        context.header("X-Robots-Tag", "all");
    }

    /** The number that stands in the address, as the code on a packing slip has it. */
    static Field printed(Context context) {
        String number =
                Optional.ofNullable(context.queryParam("number")).orElse("").strip();
        return NUMBER.matcher(number).matches() ? new Field(number, null) : Field.EMPTY;
    }

    private void ask(Context context) {
        Asked asked = asked(context);
        String number = param(context, "number");
        String email = param(context, "email");
        String numberWrong =
                NUMBER.matcher(number).matches() ? null : asked.words().get("lookup.number.wrong");
        String emailWrong =
                EMAIL.matcher(email).matches() ? null : asked.words().get("lookup.email.wrong");
        var numberField = new Field(number, numberWrong);
        var emailField = new Field(email, emailWrong);
        if (numberWrong != null || emailWrong != null) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            send(context, pages.lookup(asked.writer().lookup(numberField, emailField)));
            return;
        }
        int wait = byAddress.waitMinutes(Network.counted(Web.clientAddress(settings, context)));
        if (wait > 0) {
            context.status(HttpStatus.TOO_MANY_REQUESTS).header("Retry-After", String.valueOf(wait * 60));
            send(context, pages.lookup(asked.writer().busy(numberField, emailField, wait)));
            return;
        }
        pass(new LinkRequests.Request(
                asked.shop().id(), number, email, asked.words().language()));
        context.redirect(
                asked.shop().face().orders() + "/sent?lang="
                        + asked.words().language().code(),
                HttpStatus.SEE_OTHER);
    }

    /** More than a few for one e-mail are dropped without a word: a word would tell that the address is known. */
    private void pass(LinkRequests.Request request) {
        boolean allowed = byEmail.waitMinutes(request.store() + request.email()) == 0;
        if (allowed && !requests.add(request)) {
            throw new Refusal(Problem.of(
                    503, "busy", "Busy for a moment", "Nothing was changed. Send the same request again in a minute."));
        }
    }

    private void sent(Context context) {
        send(context, pages.notice(asked(context).writer().answer()));
    }

    private void open(Context context) {
        TrackingLinks.Target target = codes.open(context.pathParam("code")).orElseThrow(Refusal::notFound);
        context.header("Cache-Control", "no-store");
        context.redirect(links.path(target.store(), target.order()), HttpStatus.SEE_OTHER);
    }

    private static String param(Context context, String name) {
        String given = Optional.ofNullable(context.formParam(name)).orElse("").strip();
        return given.length() > MOST_CHARACTERS ? given.substring(0, MOST_CHARACTERS) : given;
    }

    private Asked asked(Context context) {
        Shop shop = facts.shop(context.pathParam("slug")).orElseThrow(Refusal::notFound);
        String asked = Optional.ofNullable(context.queryParam("lang")).orElse(lang(context));
        Language language = asked == null ? preferred(context, shop) : Language.of(asked);
        Words words = shop.face().words(language);
        return new Asked(
                shop, words, new NoticeWriter(shop.face(), words, new FrameWriter(shop.face(), words, assets)));
    }

    private static @Nullable String lang(Context context) {
        return context.method().equals(HandlerType.POST) ? context.formParam("lang") : null;
    }

    /** The browser's first language if we speak it, else the store's. */
    static Language preferred(Context context, Shop shop) {
        String accepted = context.header("Accept-Language");
        if (accepted == null || accepted.isBlank()) {
            return shop.language();
        }
        String first = accepted.split("[,;]", 2)[0].strip();
        Language language = Language.of(first);
        return first.startsWith(language.code()) ? language : shop.language();
    }

    private record Asked(Shop shop, Words words, NoticeWriter writer) {}

    private static void send(Context context, byte[] page) {
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        context.header("Vary", "Accept-Encoding, Accept-Language");
        context.contentType("text/html; charset=utf-8").result(page);
    }
}
