package io.postlude.portal;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers for tracking pages that are kept, before the router and without another thread; all else goes on (see
 * docs/decisions/0021).
 */
final class PageFront extends Handler.Wrapper {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
    /** The page may be kept by the browser, but it asks each time; no one in between keeps it. */
    static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "private, no-cache",
            "Vary", "Accept-Encoding",
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Robots-Tag", "noindex",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin");

    private static final HttpField[] ENCODED = HEADERS.entrySet().stream()
            .map(header -> new PreEncodedHttpField(header.getKey(), header.getValue()))
            .toArray(HttpField[]::new);
    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");
    private static final Map<String, Language> ASKED = Stream.of(Language.values())
            .collect(Collectors.toUnmodifiableMap(language -> "lang=" + language.code(), language -> language));

    private final PageCache cache;

    PageFront(PageCache cache) {
        super(false);
        this.cache = cache;
    }

    /** Nothing here waits. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        CachedPage page = find(request);
        if (page == null) {
            return super.handle(request, response, callback);
        }
        answer(page, request, response, callback);
        return true;
    }

    private @Nullable CachedPage find(Request request) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            return null;
        }
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(TrackingLinks.PREFIX)) {
            return null;
        }
        PageCache.Key key = key(
                path.substring(TrackingLinks.PREFIX.length()),
                request.getHttpURI().getQuery());
        return key == null ? null : cache.find(key);
    }

    /** Only the addresses we write ourselves; any other is the router's to judge. */
    static PageCache.@Nullable Key key(String token, @Nullable String query) {
        if (query == null) {
            return new PageCache.Key(token, null);
        }
        Language language = ASKED.get(query);
        return language == null ? null : new PageCache.Key(token, language);
    }

    private static void answer(CachedPage page, Request request, Response response, Callback callback) {
        HttpFields asked = request.getHeaders();
        boolean gzip = takesGzip(asked.get(HttpHeader.ACCEPT_ENCODING));
        String tag = tag(page, gzip);
        HttpFields.Mutable fields = response.getHeaders();
        for (HttpField field : ENCODED) {
            fields.add(field);
        }
        fields.add(HttpHeader.ETAG, tag);
        String known = asked.get(HttpHeader.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return;
        }
        byte[] body = gzip ? page.gzip() : page.plain();
        fields.add(HTML);
        if (gzip) {
            fields.add(GZIP);
        }
        fields.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.setStatus(HttpStatus.OK_200);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    static boolean takesGzip(@Nullable String accepted) {
        return accepted != null
                && accepted.contains("gzip")
                && !accepted.toLowerCase(Locale.ROOT).replace(" ", "").contains("gzip;q=0,")
                && !accepted.replace(" ", "").endsWith("gzip;q=0");
    }

    static String tag(CachedPage page, boolean gzip) {
        return '"' + page.tag() + (gzip ? "-g\"" : "\"");
    }
}
