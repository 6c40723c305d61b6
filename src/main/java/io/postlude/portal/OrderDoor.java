package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Manner;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.portal.PageFacts.Shop;
import io.postlude.stores.SameOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What forms under an order's own unguessable address share: whose they are, that they are ours, and how they are answered. */
final class OrderDoor {
    private final Parts parts;

    /** What it stands on. */
    record Parts(TrackingPages pages, PageFacts facts, Assets assets, InstantSource clock, Side side) {}

    /** Whose pages they are: the buyer's, or those of whoever was given a thing. */
    record Side(TrackingLinks links, String prefix, boolean gift) {}

    OrderDoor(Parts parts) {
        this.parts = parts;
    }

    String prefix() {
        return parts.side().prefix();
    }

    boolean isGift() {
        return parts.side().gift();
    }

    Target target(Context context) {
        return parts.side().links().open(context.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    /** Only pages of ours may send a form. */
    Target own(Context context) {
        var claim = new SameOrigin.Claim(
                context.method().name(),
                context.header("Sec-Fetch-Site"),
                context.header("Origin"),
                context.header("Host"));
        if (!SameOrigin.allows(claim))
            throw new Refusal(Problem.of(
                    403, "foreign-form", "This form is not from this page", "Open the page itself and send it there."));
        return target(context);
    }

    ReturnPaper paper(Context context, Target target) {
        Shop shop = parts.facts().shop(target.store()).orElseThrow(Refusal::notFound);
        Manner known = parts.facts().manner(target.store(), target.order()).orElseThrow(Refusal::notFound);
        Language language = asked(context);
        Words words = shop.face().words(language == null ? known.language() : language);
        return new ReturnPaper(
                new FrameWriter(shop.face(), words, parts.assets()),
                words,
                new Days(words, known.zone(), parts.clock().instant()),
                shop.brand(),
                parts.side().prefix() + context.pathParam("token"),
                parts.side().gift());
    }

    /** The language the visitor chose; null where the customer's own is used. */
    static @Nullable Language asked(Context context) {
        String asked = Optional.ofNullable(context.queryParam("lang")).orElse("");
        return PortalRoutes.key(context.pathParam("token"), asked).language();
    }

    /** The order's page says something new from now on; the visitor goes on to {@code rest}. */
    void changed(Context context, Target target, String rest) {
        parts.pages().changed(target.store(), target.order());
        Language asked = asked(context);
        context.redirect(
                parts.side().prefix()
                        + context.pathParam("token")
                        + rest
                        + (asked == null ? "" : "?lang=" + asked.code()),
                HttpStatus.SEE_OTHER);
    }

    static void send(Context context, byte[] page) {
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        context.contentType("text/html; charset=utf-8").result(page);
    }

    /** Files of a form, none of them read further than one byte past its limit, and one more than may be. */
    static List<byte[]> files(Context context, String field, Limit limit) {
        if (context.req().getContentLengthLong() > (long) limit.bytes() * limit.count() + FORM_LIMIT_BYTES)
            throw new Refusal(Problem.of(
                    413, "too-large", "The request is too large", "Send fewer or smaller pictures at once."));
        return context.uploadedFiles(field).stream()
                .filter(file -> file.size() > 0)
                .limit(limit.count() + 1L)
                .map(file -> bytes(file, limit.bytes()))
                .toList();
    }

    private static final long FORM_LIMIT_BYTES = 65_536;

    /** Of one file, and how many. */
    record Limit(int bytes, int count) {}

    private static byte[] bytes(UploadedFile file, int limit) {
        try (InputStream in = file.content()) {
            return in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
