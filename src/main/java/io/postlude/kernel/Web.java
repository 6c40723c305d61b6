package io.postlude.kernel;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web server: routes of all modules, errors as RFC 9457 problems (or a page, where a browser asked for one), safe
 * headers, health and metrics.
 */
public final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    private static final long STOP_MILLIS = 5_000;
    private static final String RETRY_AFTER_SECONDS = "1";
    /** Nothing from outside but pictures; no inline script; style attributes only, for widths of bars. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' data: https:; style-src 'self';"
                    + " style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private final Settings settings;
    private final Metrics metrics;
    private final Database database;
    private final Javalin javalin;
    private final ErrorPage errorPage;

    /** A module's routes. */
    @FunctionalInterface
    public interface Routes {
        void addTo(JavalinDefaultRoutingApi routes);
    }

    /** Writes the page for a problem, where a browser asked for a page. Empty: the problem goes out as JSON. */
    @FunctionalInterface
    public interface ErrorPage {
        Optional<String> html(Context context, Problem problem);
    }

    /**
     * What the server serves.
     *
     * @param fronts asked before the router, in this order, for what must be fast: each answers or falls through to its own
     *     handler, and none may wait
     */
    public record Parts(List<Routes> routes, List<Handler.Wrapper> fronts, ErrorPage errorPage) {}

    public Web(Settings settings, Database database, Metrics metrics, Parts parts) {
        this.settings = settings;
        this.database = database;
        this.metrics = metrics;
        this.errorPage = parts.errorPage;
        this.javalin = Javalin.create(config -> configure(config, parts));
    }

    private void configure(JavalinConfig config, Parts parts) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = settings.integer(Settings.Key.POSTLUDE_MAX_BODY_BYTES);
        config.http.prefer405over404 = true;
        config.jetty.host = settings.text(Settings.Key.POSTLUDE_HOST);
        config.jetty.port = settings.integer(Settings.Key.POSTLUDE_PORT);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
            http.setRelativeRedirectAllowed(true);
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            GracefulHandler graceful = new GracefulHandler();
            chain(graceful, parts.fronts);
            server.setHandler(graceful);
        });
        RequestTimes times = new RequestTimes(metrics.registry());
        config.requestLogger.http((context, millis) ->
                times.record(context.method().name(), route(context), context.statusCode(), millis));
        JavalinDefaultRoutingApi routes = config.routes;
        routes.before(Web::headers);
        routes.get("/healthz", context -> context.result("ok\n"));
        routes.get("/readyz", this::ready);
        routes.get("/metrics", this::metrics);
        errors(routes);
        parts.routes.forEach(module -> module.addTo(routes));
    }

    private static void chain(Handler.Wrapper first, List<Handler.Wrapper> fronts) {
        Handler.Wrapper last = first;
        for (Handler.Wrapper front : fronts) {
            last.setHandler(front);
            last = front;
        }
        if (!fronts.isEmpty()) last.setHandler(new ToPool());
    }

    /**
     * Starts to listen and returns the port (another one where 0 was asked for).
     *
     * @throws StartRefused if another program listens there
     */
    public int start() {
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new StartRefused("Port " + settings.text(Settings.Key.POSTLUDE_PORT)
                    + " is taken by another program; set POSTLUDE_PORT to another one.");
        }
        return javalin.port();
    }

    /** One method and pattern this server answers, {@code GET} and {@code /orders/{id}}. */
    public record Address(String method, String path) {}

    /** All of them: for a test that walks them. */
    public List<Address> addresses() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> new Address(endpoint.method.name(), endpoint.path))
                .toList();
    }

    private static void headers(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
    }

    private void errors(JavalinDefaultRoutingApi routes) {
        routes.exception(Refusal.class, (refusal, context) -> answer(context, refusal.problem()));
        routes.exception(
                HttpResponseException.class,
                (error, context) -> answer(context, ofStatus(error.getStatus(), error.getMessage())));
        routes.exception(Exception.class, this::failed);
        for (int status : new int[] {404, 405, 413}) {
            routes.error(status, context -> {
                String body = context.result();
                if (context.res().getContentType() == null
                        || body == null
                        || body.isEmpty()
                        || "Not Found".equals(body)) answer(context, ofStatus(status, ""));
            });
        }
    }

    private void failed(Exception error, Context context) {
        if (DatabaseException.isTransient(error)) {
            LOG.warn("{} {} found the database busy or away: {}", context.method(), route(context), error.toString());
            context.header("Retry-After", RETRY_AFTER_SECONDS);
            answer(
                    context,
                    Problem.of(
                            503,
                            "busy",
                            "Busy for a moment",
                            "Nothing was changed. Send the same request again in a second."));
            return;
        }
        LOG.error("{} {} failed", context.method(), route(context), error);
        answer(
                context,
                Problem.of(
                        500,
                        "fault",
                        "Something broke on our side",
                        "It has been logged. Nothing was changed by this request."));
    }

    private void answer(Context context, Problem problem) {
        context.status(problem.status());
        Optional<String> page = wantsPage(context) ? errorPage.html(context, problem) : Optional.empty();
        if (page.isPresent()) {
            context.html(page.get());
        } else {
            context.contentType(Problem.CONTENT_TYPE).result(Json.write(problem).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean wantsPage(Context context) {
        String accept = context.header("Accept");
        return accept != null && accept.contains("text/html") && !context.path().startsWith("/api/");
    }

    private static Problem ofStatus(int status, @Nullable String detail) {
        String said = detail == null ? "" : detail;
        return switch (status) {
            case 404 -> Refusal.notFound().problem();
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        "This address does not take that method",
                        "See the API description at /api.");
            case 413 ->
                Problem.of(
                        413,
                        "too-large",
                        "The request is too large",
                        "Send less at once; POSTLUDE_MAX_BODY_BYTES is the limit.");
            default -> Problem.of(status, "http-" + status, "The request was not taken", said);
        };
    }

    private void ready(Context context) {
        long one = database.<Long>acrossStores(tx -> tx.number("select 1"));
        context.status(one == 1 ? 200 : 503).result("ready\n");
    }

    private void metrics(Context context) {
        Optional<String> token = settings.optional(Settings.Key.POSTLUDE_METRICS_TOKEN);
        boolean allowed = token.isPresent() ? bearer(context, token.get()) : fromThisMachine(context);
        if (!allowed) throw Refusal.notFound();
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }

    private static boolean bearer(Context context, String token) {
        String given = Optional.ofNullable(context.header("Authorization")).orElse("");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private boolean fromThisMachine(Context context) {
        try {
            return InetAddress.getByName(clientAddress(context)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The asker's address; what a proxy says of it counts only where the configuration trusts the proxy. */
    public String clientAddress(Context context) {
        return clientAddress(settings, context);
    }

    /** As {@link #clientAddress(Context)}, for modules that are wired before the server. */
    public static String clientAddress(Settings settings, Context context) {
        String forwarded = context.header("X-Forwarded-For");
        if (!settings.flag(Settings.Key.POSTLUDE_TRUSTED_PROXY) || forwarded == null)
            return context.req().getRemoteAddr();
        String[] hops = forwarded.split(",");
        return hops[hops.length - 1].strip();
    }

    /** The route's pattern: never the path itself, which may hold a token or a number of an order. */
    private static String route(Context context) {
        var endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? "unmatched" : endpoint.path.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
