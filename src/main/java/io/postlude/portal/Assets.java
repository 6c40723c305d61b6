package io.postlude.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of customers' pages, read once: style sheet, script, typefaces, the demo's pictures.
 *
 * <p>Their path carries a fingerprint of all of them, so a browser may keep them for ever.
 */
final class Assets {
    private static final String ROOT = "/web/portal/";
    private static final List<String> FILES = List.of(
            "portal.css",
            "portal.js",
            "fonts/archivo.woff2",
            "fonts/hanken-grotesk.woff2",
            "fonts/hedvig-letters-serif.woff2",
            "art/brush.svg",
            "art/candle.svg",
            "art/care-wool.svg",
            "art/credit.svg",
            "art/lamp.svg",
            "art/mugs.svg",
            "art/photo-chair.svg",
            "art/throw-oat.svg",
            "art/throw-spruce.svg",
            "art/volt-buds.svg",
            "art/volt-charger.svg",
            "art/volt-guide.svg",
            "art/volt-strap.svg");
    private static final int FINGERPRINT_BYTES = 9;

    private final Map<String, Asset> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        MessageDigest all = sha256();
        for (String file : FILES) {
            byte[] bytes = read(file);
            files.put(file, new Asset(file, type(file), bytes));
            all.update(bytes);
        }
        version = text(all.digest());
    }

    String version() {
        return version;
    }

    /** Where the files are, without a slash at the end. */
    String path() {
        return "/assets/portal/" + version;
    }

    @Nullable
    Asset find(String name) {
        return files.get(name);
    }

    /** A short name for content: the same bytes give the same name. */
    static String fingerprint(byte[] bytes) {
        return text(sha256().digest(bytes));
    }

    private static String text(byte[] digest) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(digest, FINGERPRINT_BYTES));
    }

    private static byte[] read(String file) {
        try (var in = Assets.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException("Missing " + ROOT + file);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml; charset=utf-8";
            case "woff2" -> "font/woff2";
            default -> throw new IllegalArgumentException("No type for " + file);
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
