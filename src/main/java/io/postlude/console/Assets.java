package io.postlude.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The console's own files, each under an address that changes with its content, so browsers may keep them for ever. */
public final class Assets {
    public static final String PATH = "/console/assets/";
    private static final int VERSION_LENGTH_CHARS = 12;
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final Map<String, String> FILES = Map.of(
            "console.css", "/web/console/console.css",
            "console.js", "/web/console/console.js",
            "icons.svg", "/web/console/icons.svg",
            "mark.svg", "/web/console/mark.svg",
            "htmx.js", HTMX,
            "fonts/inter-latin-opsz-normal.woff2", "/web/console/fonts/inter-latin-opsz-normal.woff2",
            "fonts/jetbrains-mono-latin-wght-normal.woff2",
                    "/web/console/fonts/jetbrains-mono-latin-wght-normal.woff2");
    private static final Map<String, Asset> LOADED = new ConcurrentHashMap<>();

    private Assets() {}

    /** One file, read once. */
    static final class Asset {
        private final byte[] body;
        private final String type;
        private final String version;

        Asset(byte[] body, String type, String version) {
            this.body = body;
            this.type = type;
            this.version = version;
        }

        InputStream open() {
            return new ByteArrayInputStream(body);
        }

        String type() {
            return type;
        }

        String version() {
            return version;
        }
    }

    /** The address of a file, with its version. */
    public static String url(String name) {
        Asset asset = find(name);
        return PATH + name + (asset == null ? "" : "?v=" + asset.version());
    }

    /** The address of one icon of the sprite. */
    public static String icon(String name) {
        return url("icons.svg") + "#" + name;
    }

    static @Nullable Asset find(String name) {
        String resource = FILES.get(name);
        return resource == null ? null : LOADED.computeIfAbsent(name, key -> load(key, resource));
    }

    private static Asset load(String name, String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + resource);
            }
            byte[] body = in.readAllBytes();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return new Asset(body, type, version(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(hash).substring(0, VERSION_LENGTH_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
