package io.postlude.messaging;

import io.postlude.kernel.Secrets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs a mail for its domain (RFC 6376, and RFC 8463 for Ed25519), relaxed in head and body: what mail servers may change on
 * the way does not break it.
 *
 * @param selector names the key in the domain's DNS: {@code selector._domainkey.domain}
 */
record Dkim(String domain, String selector, Algorithm algorithm, PrivateKey key) {
    /** What says who wrote what to whom; each also once more than it stands there, so that none can be put in front. */
    private static final List<String> SIGNED = List.of(
            "from",
            "to",
            "reply-to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "content-type",
            "list-unsubscribe",
            "list-unsubscribe-post");

    enum Algorithm {
        RSA("rsa-sha256", "RSA", "SHA256withRSA", "rsa"),
        ED25519("ed25519-sha256", "Ed25519", "Ed25519", "ed25519");

        private final String tag;
        private final String family;
        private final String java;
        private final String dns;

        Algorithm(String tag, String family, String java, String dns) {
            this.tag = tag;
            this.family = family;
            this.java = java;
            this.dns = dns;
        }

        String family() {
            return family;
        }

        /** As it stands in the domain's record. */
        String dns() {
            return dns;
        }
    }

    static Dkim of(String domain, String selector, Algorithm algorithm, byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm.family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new Dkim(domain, selector, algorithm, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key", e);
        }
    }

    /** The header to put before all others. {@code head} holds whole header lines, folded ones with their line ends inside. */
    String header(List<String> head, byte[] body, Instant at) {
        return header(head, body, at, names(head));
    }

    String header(List<String> head, byte[] body, Instant at, List<String> names) {
        String bodyHash = base64(Secrets.sha256(relaxed(body)));
        String unsigned = "DKIM-Signature: v=1; a=" + algorithm.tag + "; c=relaxed/relaxed; d=" + domain + "; s="
                + selector + ";\r\n t=" + at.getEpochSecond() + "; h=" + String.join(":", names) + ";\r\n bh="
                + bodyHash
                + ";\r\n b=";
        return unsigned + folded(base64(sign(signedText(head, names, unsigned))));
    }

    private static List<String> names(List<String> head) {
        List<String> names = new ArrayList<>();
        for (String name : SIGNED) if (head.stream().anyMatch(line -> name(line).equals(name))) names.add(name);
        names.add("from"); // once more: a second From put in front would break it
        return names;
    }

    /** The chosen headers from the bottom up, each taken once, then the signature's own without its value. */
    static byte[] signedText(List<String> head, List<String> names, String own) {
        List<String> left = new ArrayList<>(head);
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (!name(left.get(i)).equals(name)) continue;
                text.append(relaxed(left.remove(i))).append("\r\n");
                break;
            }
        }
        return text.append(relaxed(own)).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
    }

    static String relaxed(String line) {
        String value = line.substring(line.indexOf(':') + 1)
                .replaceAll("\r\n(?=[ \t])", "")
                .replaceAll("[ \t]+", " ");
        return name(line) + ":" + value.strip();
    }

    /** Spaces run together and lost at line ends, empty lines lost at the end, one line end left there. */
    static byte[] relaxed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        int lineEnds = 0;
        boolean space = false;
        boolean any = false;
        for (int i = 0; i < body.length; i++) {
            byte b = body[i];
            if (b == '\r' && i + 1 < body.length && body[i + 1] == '\n') {
                lineEnds++;
                space = false;
                i++;
            } else if (b == ' ' || b == '\t') {
                space = true;
            } else {
                for (; lineEnds > 0; lineEnds--) out.writeBytes(new byte[] {'\r', '\n'});
                if (space) out.write(' ');
                space = false;
                any = true;
                out.write(b);
            }
        }
        if (any) out.writeBytes(new byte[] {'\r', '\n'});
        return out.toByteArray();
    }

    /** Ed25519 signs the hash of the text (RFC 8463), RSA hashes it by itself. */
    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(algorithm.java);
            signature.initSign(key);
            signature.update(algorithm == Algorithm.ED25519 ? Secrets.sha256(text) : text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a mail cannot be signed", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String folded(String value) {
        return value.replaceAll("(.{70})(?=.)", "$1\r\n ");
    }
}
