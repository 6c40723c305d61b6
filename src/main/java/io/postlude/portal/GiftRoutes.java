package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Settings;
import io.postlude.kernel.Web;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.portal.LookupPage.Field;
import io.postlude.portal.PageFacts.Shop;
import io.postlude.returns.Policies;
import io.postlude.stores.Network;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever was given something begins: with what stands on the packing slip, the order's number and the postcode. What is
 * wrong with them is never said apart, and few may be tried.
 */
final class GiftRoutes implements Web.Routes {
    private static final Pattern POSTCODE = Pattern.compile("[\\p{Alnum}][\\p{Alnum} -]{1,11}");
    private static final int BY_ADDRESS = 10;
    private static final int BY_NUMBER = 8;
    private static final Duration PER = Duration.ofMinutes(10);

    private final Parts parts;
    private final Pages pages = new Pages();
    private final Attempts byAddress = new Attempts(BY_ADDRESS, PER);
    private final Attempts byNumber = new Attempts(BY_NUMBER, PER);

    /** What it stands on. */
    record Parts(
            Database database,
            PageFacts facts,
            Assets assets,
            Orders orders,
            Policies policies,
            TrackingLinks gifts,
            Settings settings) {}

    GiftRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/s/{slug}/gift", context -> form(context, LookupRoutes.printed(context), Field.EMPTY, null));
        routes.post("/s/{slug}/gift", this::ask);
    }

    private Shop shop(Context context) {
        return parts.facts().shop(context.pathParam("slug")).orElseThrow(Refusal::notFound);
    }

    private static Words words(Context context, Shop shop) {
        String asked = Optional.ofNullable(context.queryParam("lang")).orElse("");
        Language language = Language.of(asked);
        boolean known = language.code().equals(asked.toLowerCase(Locale.ROOT));
        return shop.face().words(known ? language : LookupRoutes.preferred(context, shop));
    }

    private void form(Context context, Field number, Field postcode, @Nullable String problem) {
        Shop shop = shop(context);
        Words words = words(context, shop);
        boolean taken = parts.database()
                .inStore(shop.id(), tx -> parts.policies().live(tx, shop.id()).gifts());
        String path = "/s/" + shop.slug() + "/gift";
        String said = taken ? problem : "gift.off";
        List<Sentence> head = words.halves("gift.head", Map.of());
        GiftPage page = new GiftPage(
                new FrameWriter(shop.face(), words, parts.assets())
                        .frame(words.get("gift.title") + ", " + shop.brand().name(), path, List.of(Icon.CLOCK)),
                head.getFirst(),
                head.getLast(),
                path + "?lang=" + words.language().code(),
                number,
                postcode,
                said == null ? null : words.sentence(said, Map.of()));
        OrderDoor.send(context, pages.gift(page));
    }

    private void ask(Context context) {
        Shop shop = shop(context);
        Words words = words(context, shop);
        String number = param(context, "number");
        String postcode = param(context, "postcode");
        Field numberField = new Field(
                number, LookupRoutes.NUMBER.matcher(number).matches() ? null : words.get("lookup.number.wrong"));
        Field postcodeField =
                new Field(postcode, POSTCODE.matcher(postcode).matches() ? null : words.get("gift.postcode.wrong"));
        if (numberField.wrong() != null || postcodeField.wrong() != null) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(context, numberField, postcodeField, null);
            return;
        }
        boolean often = byAddress.waitMinutes(Network.counted(Web.clientAddress(parts.settings(), context))) > 0
                || byNumber.waitMinutes(shop.id() + number) > 0;
        if (often) {
            context.status(HttpStatus.TOO_MANY_REQUESTS);
            form(context, numberField, postcodeField, "gift.busy");
            return;
        }
        Optional<OrderId> order = parts.database()
                .inStore(
                        shop.id(),
                        tx -> parts.policies().live(tx, shop.id()).gifts()
                                ? parts.orders().findByPostcode(tx, shop.id(), number, postcode)
                                : Optional.<OrderId>empty());
        if (order.isEmpty()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(context, numberField, postcodeField, "gift.none");
            return;
        }
        context.redirect(
                parts.gifts().path(shop.id(), order.get().value()) + "/return?lang="
                        + words.language().code(),
                HttpStatus.SEE_OTHER);
    }

    private static String param(Context context, String name) {
        String given = Optional.ofNullable(context.formParam(name)).orElse("").strip();
        return given.substring(0, Math.min(given.length(), 60));
    }
}
