package io.postlude.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys this installation made for itself on first use, one per purpose, kept in its database: all nodes share them. */
public final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final String HMAC_NAME = "HmacSHA256";
    /** Copied for each use: looking an algorithm up costs as much as signing a page. */
    private static final Mac HMAC = hmac();

    private final Database database;
    private final ConcurrentHashMap<String, byte[]> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    public Secrets(Database database) {
        this.database = database;
    }

    /** HMAC-SHA256 of a text under the key of a purpose. */
    public byte[] sign(String purpose, byte[] message) {
        return hmac(key(purpose), message);
    }

    /** Encrypts what must be readable again (a webhook's secret, a TOTP seed), AES-256-GCM, bound to its purpose. */
    public byte[] seal(String purpose, String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce, plain.getBytes(StandardCharsets.UTF_8));
        byte[] all = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /** Opens what {@link #seal} made; an altered text is refused. */
    public String unseal(String purpose, byte[] sealed) {
        if (sealed.length <= NONCE_BYTES) throw new IllegalStateException("no secret is sealed here for " + purpose);
        byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] rest = java.util.Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return new String(cipher(Cipher.DECRYPT_MODE, purpose, nonce, rest), StandardCharsets.UTF_8);
    }

    private byte[] cipher(int mode, String purpose, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key(purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal or open a secret for " + purpose, e);
        }
    }

    private byte[] key(String purpose) {
        return keys.computeIfAbsent(purpose, this::load);
    }

    private byte[] load(String purpose) {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        return database.acrossStores(tx -> {
            int made = tx.update(
                    "insert into kernel.secret (name, value) values (?, ?) on conflict do nothing", purpose, fresh);
            if (made == 1) return fresh;
            return tx.first("select value from kernel.secret where name = ?", row -> row.getBytes(1), purpose)
                    .orElseThrow();
        });
    }

    private static Mac hmac() {
        try {
            Mac mac = Mac.getInstance(HMAC_NAME);
            mac.init(new SecretKeySpec(new byte[KEY_BYTES], HMAC_NAME)); // an empty one cannot be copied
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = (Mac) HMAC.clone();
            mac.init(new SecretKeySpec(key, HMAC_NAME));
            return mac.doFinal(message);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SHA-256 of a text as hex: how tokens are stored that are only compared. */
    public static String fingerprint(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
