package io.postlude.console;

import io.javalin.http.Context;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.stores.SignIn;
import io.postlude.stores.StaffSession;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows a member of staff by the session's cookie, and the store they look at by another. */
final class StaffDoor implements Doorman {
    private static final String STORE_COOKIE = "postlude_store";
    private static final int STORE_KEPT_SECONDS = 365 * 24 * 3600;

    private final Settings settings;
    private final SignIn signIn;
    private final Stores stores;
    private final InstantSource clock;

    StaffDoor(Settings settings, SignIn signIn, Stores stores, InstantSource clock) {
        this.settings = settings;
        this.signIn = signIn;
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public @Nullable Visit admit(Context http) {
        Optional<StaffSession> session = session(http);
        if (session.isEmpty()) {
            return null;
        }
        return store(http, session.get())
                .map(store -> visit(http, session.get(), store))
                .orElse(null);
    }

    @Override
    public void showDoor(Context http) {
        http.header("Cache-Control", "no-store");
        http.status(303);
        http.header("Location", session(http).isPresent() ? "/console/open" : "/console/sign-in" + next(http));
    }

    private static String next(Context http) {
        boolean page = http.method().name().equals("GET") && !http.path().equals("/console/counts");
        String query = http.queryString() == null ? "" : "?" + http.queryString();
        return page ? "?next=" + URLEncoder.encode(http.path() + query, StandardCharsets.UTF_8) : "";
    }

    Optional<StaffSession> session(Context http) {
        String token = http.cookie(SignIn.COOKIE);
        return token == null ? Optional.empty() : signIn.find(token);
    }

    /** The store of the cookie where it is one of theirs, else the first of theirs. */
    private Optional<Store> store(Context http, StaffSession session) {
        String wanted = http.cookie(STORE_COOKIE);
        return session.roles().keySet().stream()
                .min(Comparator.comparing((StoreId store) ->
                                !Integer.toString(store.value()).equals(wanted))
                        .thenComparingInt(StoreId::value))
                .flatMap(stores::find);
    }

    private Visit visit(Context http, StaffSession session, Store store) {
        Map<StoreId, String> all = new LinkedHashMap<>();
        session.roles().keySet().stream()
                .sorted(Comparator.comparingInt(StoreId::value))
                .forEach(id -> stores.find(id).ifPresent(found -> all.put(id, found.name())));
        return new Visit(http, session, store, all, address(http), new Words(clock, store.zone()));
    }

    String address(Context http) {
        return Web.clientAddress(settings, http);
    }

    SignIn.Visitor visitor(Context http) {
        String device = http.header("User-Agent");
        return new SignIn.Visitor(address(http), device == null ? "" : device);
    }

    void letIn(Context http, String token) {
        cookie(http, SignIn.COOKIE, token, SignIn.LONGEST.toSeconds());
    }

    void letOut(Context http) {
        String token = http.cookie(SignIn.COOKIE);
        if (token != null) {
            signIn.signOut(token);
        }
        cookie(http, SignIn.COOKIE, "", 0);
    }

    void lookAt(Context http, StoreId store) {
        cookie(http, STORE_COOKIE, Integer.toString(store.value()), STORE_KEPT_SECONDS);
    }

    private void cookie(Context http, String name, String value, long seconds) {
        String secure = secure(http) ? "; Secure" : "";
        http.res()
                .addHeader(
                        "Set-Cookie",
                        name + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax" + secure);
    }

    private boolean secure(Context http) {
        boolean proxied =
                settings.flag(Settings.Key.POSTLUDE_TRUSTED_PROXY) && "https".equals(http.header("X-Forwarded-Proto"));
        return proxied
                || http.scheme().equals("https")
                || settings.text(Settings.Key.POSTLUDE_URL).startsWith("https://");
    }
}
