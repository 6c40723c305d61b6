package io.postlude.stores;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something comes from our own page. Two walls: the browser's word (Sec-Fetch-Site; of older
 * browsers the page's origin), and the token of the session that only our own pages hold (OWASP CSRF Prevention Cheat Sheet).
 * Where the browser says "same-origin", the origin is not compared again: a proxy that renames the host would shut staff out.
 */
public final class SameOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /**
     * What a request says of where it comes from.
     *
     * @param site the header Sec-Fetch-Site
     * @param origin the header Origin
     * @param host the header Host: our own name as the browser knows it
     */
    public record Claim(
            String method,
            @Nullable String site,
            @Nullable String origin,
            @Nullable String host) {}

    /** For requests of nobody yet (the sign-in form itself): the walls without the token. */
    public static boolean allows(Claim claim) {
        if (READING.contains(claim.method().toUpperCase(Locale.ROOT))) return true;
        String site = claim.site();
        if (site != null && !site.equals("none")) return site.equals("same-origin");
        String origin = claim.origin();
        if (origin == null) return site != null;
        String host = claim.host();
        return host != null
                && (origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host));
    }

    /** For requests of a session; {@code token} is the form's field or the header the page sent. */
    public static boolean allows(Claim claim, StaffSession session, @Nullable String token) {
        if (READING.contains(claim.method().toUpperCase(Locale.ROOT))) return true;
        return allows(claim)
                && token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        session.formToken().getBytes(StandardCharsets.UTF_8));
    }
}
