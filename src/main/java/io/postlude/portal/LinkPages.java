package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.Visitor;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Links in messages that are counted, and the picture that says a mail was looked at. A link always leads on. */
public final class LinkPages implements Web.Routes {
    /** One point, see-through. */
    private static final byte[] POINT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Measuring measuring;

    public LinkPages(Measuring measuring) {
        this.measuring = measuring;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/c/{token}", this::follow);
        routes.head("/c/{token}", this::follow);
        routes.get("/o/{token}", this::look);
        routes.head("/o/{token}", this::look);
    }

    private void follow(Context context) {
        String address =
                measuring.follow(context.pathParam("token"), visitor(context)).orElseThrow(Refusal::notFound);
        quiet(context);
        context.redirect(address, HttpStatus.FOUND);
    }

    /** The same picture for whatever is asked: a wrong name is nobody's business. */
    private void look(Context context) {
        measuring.look(context.pathParam("token"), visitor(context));
        quiet(context);
        context.contentType("image/gif").result(POINT);
    }

    private static void quiet(Context context) {
        context.header("Cache-Control", "no-store");
        context.header("Referrer-Policy", "no-referrer");
        context.header("X-Robots-Tag", "noindex, nofollow");
    }

    private static Visitor visitor(Context context) {
        return new Visitor(
                context.method().name(),
                context.header("User-Agent"),
                first(context, "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"),
                "1".equals(context.header("Sec-GPC")) || "1".equals(context.header("DNT")));
    }

    private static @Nullable String first(Context context, String... names) {
        for (String name : names) {
            String value = context.header(name);
            if (value != null) return value;
        }
        return null;
    }
}
