package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses of customers' pages that are about an order, and of the files all pages use. */
final class PortalRoutes implements Web.Routes {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String AN_HOUR = "public, max-age=3600";
    private static final long BREATH_MILLIS = Duration.ofSeconds(20).toMillis();
    private static final Duration MOST_LISTENING = Duration.ofMinutes(10);

    private final TrackingPages pages;
    private final PageFacts facts;
    private final Assets assets;
    private final LiveUpdates live;
    private final InstantSource clock;
    private final String url;
    private final DraftBrands drafts;

    PortalRoutes(Parts parts) {
        this.pages = parts.pages();
        this.facts = parts.facts();
        this.assets = parts.assets();
        this.live = parts.live();
        this.clock = parts.clock();
        this.url = parts.url();
        this.drafts = parts.drafts();
    }

    record Parts(
            TrackingPages pages,
            PageFacts facts,
            Assets assets,
            LiveUpdates live,
            DraftBrands drafts,
            InstantSource clock,
            String url) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/t/{token}", this::page);
        routes.get("/t/{token}/calendar.ics", this::calendar);
        routes.get("/t/{token}/live", this::listen);
        routes.get("/s/{slug}/{file}.css", this::brand);
        routes.get("/assets/portal/<file>", this::asset);
    }

    private void page(Context context) {
        CachedPage page = pages.page(key(context)).orElseThrow(Refusal::notFound);
        boolean gzip = PageFront.takesGzip(context.header("Accept-Encoding"));
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        String tag = PageFront.tag(page, gzip);
        context.header("ETag", tag);
        String known = context.header("If-None-Match");
        if (known != null && known.contains(tag)) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        if (gzip) {
            context.header("Content-Encoding", "gzip");
        }
        context.contentType("text/html; charset=utf-8").result(gzip ? page.gzip() : page.plain());
    }

    private static PageCache.Key key(Context context) {
        return key(context.pathParam("token"), context.queryParam("lang"));
    }

    /** A language we do not write is none: the order's own then. */
    static PageCache.Key key(String token, @Nullable String asked) {
        Language language = asked == null ? null : Language.of(asked);
        boolean known = asked != null && language != null && asked.equals(language.code());
        return new PageCache.Key(token, known ? language : null);
    }

    private void calendar(Context context) {
        PageCache.Key key = key(context);
        Scene scene = pages.scene(key).orElseThrow(Refusal::notFound);
        String address = url + TrackingLinks.PREFIX + key.token();
        String entry = CalendarEntry.of(scene, address, clock.instant()).orElseThrow(Refusal::notFound);
        context.header("Cache-Control", "private, no-store");
        context.header("X-Robots-Tag", "noindex");
        context.header("Content-Disposition", "attachment; filename=\"delivery.ics\"");
        context.contentType("text/calendar; charset=utf-8").result(entry.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells an open page by server-sent events what it should be saying; the page renews itself if it says otherwise. */
    private void listen(Context context) {
        PageCache.Key key = key(context);
        TrackingLinks.Target target = pages.target(key.token()).orElseThrow(Refusal::notFound);
        if (!live.hasRoom()) {
            context.status(HttpStatus.NO_CONTENT);
            return;
        }
        context.disableCompression();
        context.header("Cache-Control", "no-store");
        context.contentType("text/event-stream; charset=utf-8");
        try (var waiting = live.listen(target.order())) {
            stream(context, key, waiting);
        } catch (IOException _) {
            // The page was closed.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(Context context, PageCache.Key key, LiveUpdates.Waiting waiting)
            throws IOException, InterruptedException {
        var out = context.res().getOutputStream();
        long until = System.nanoTime() + MOST_LISTENING.toNanos();
        String said = "";
        while (live.isOpen() && System.nanoTime() < until) {
            String state = pages.state(key).orElse("");
            String line = state.equals(said) ? ": still here\n\n" : "event: state\ndata: " + state + "\n\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
            said = state;
            boolean _ = waiting.await(BREATH_MILLIS);
        }
    }

    private void brand(Context context) {
        String slug = context.pathParam("slug");
        if (slug.equals(DraftBrands.SLUG)) {
            String css = drafts.css(context.path()).orElseThrow(Refusal::notFound);
            context.header("Cache-Control", "no-store");
            context.contentType("text/css; charset=utf-8").result(css);
            return;
        }
        FrameWriter.StoreFace face = slug.equals(HouseBrand.SLUG)
                ? HouseBrand.face()
                : facts.shop(slug).map(PageFacts.Shop::face).orElseThrow(Refusal::notFound);
        boolean present = face.stylesheet(assets).equals(context.path());
        if (!present && !context.pathParam("file").startsWith("brand-")) {
            throw Refusal.notFound();
        }
        context.header("Cache-Control", present ? FOREVER : "no-cache");
        context.contentType("text/css; charset=utf-8").result(face.css(assets));
    }

    private void asset(Context context) {
        String file = context.pathParam("file");
        String version = assets.version() + "/";
        boolean versioned = file.startsWith(version);
        Asset asset = Optional.ofNullable(find(versioned ? file.substring(version.length()) : file))
                .orElseThrow(Refusal::notFound);
        context.header("Cache-Control", versioned ? FOREVER : AN_HOUR);
        context.contentType(asset.type()).result(asset.bytes());
    }

    private @Nullable Asset find(String file) {
        return assets.find(file);
    }
}
