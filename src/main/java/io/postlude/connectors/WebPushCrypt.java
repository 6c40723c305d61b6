package io.postlude.connectors;

import io.postlude.kernel.Secrets;
import io.postlude.messaging.PushKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a push service cannot read (RFC 8291, aes128gcm of RFC 8188), and how a store shows who it is (RFC 8292). With what
 * the platform has: P-256, HMAC-SHA256, AES-GCM, ECDSA.
 */
final class WebPushCrypt {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int POINT_BYTES = 65;
    private static final int COORDINATE_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int RECORD_BYTES = 4_096;
    /** With its padding mark, its tag and the 86 bytes in front it still fits into one record. */
    static final int LONGEST_TEXT_BYTES = 3_900;

    private static final byte LAST_RECORD = 2;

    private WebPushCrypt() {}

    /** What is drawn anew for each message. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Chance(KeyPair own, byte[] salt) {
        static Chance draw() {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return new Chance(PushKey.pair(), salt);
        }
    }

    /** {@code theirs}: the browser's public key, 65 bytes; {@code auth}: what it shares with us. */
    static byte[] encrypt(byte[] text, byte[] theirs, byte[] auth, Chance chance) {
        if (text.length > LONGEST_TEXT_BYTES) throw new IllegalArgumentException("a notice is one record");
        byte[] ours = PushKey.point((ECPublicKey) chance.own().getPublic());
        byte[] shared = agree(chance.own().getPrivate(), theirs);
        byte[] input = hmac(hmac(auth, shared), ascii("WebPush: info\0"), theirs, ours, new byte[] {1});
        byte[] pseudo = hmac(chance.salt(), input);
        byte[] key = Arrays.copyOf(hmac(pseudo, ascii("Content-Encoding: aes128gcm\0"), new byte[] {1}), KEY_BYTES);
        byte[] nonce = Arrays.copyOf(hmac(pseudo, ascii("Content-Encoding: nonce\0"), new byte[] {1}), NONCE_BYTES);
        byte[] padded = Arrays.copyOf(text, text.length + 1);
        padded[text.length] = LAST_RECORD;
        byte[] sealed = gcm(key, nonce, padded);
        return ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1 + POINT_BYTES + sealed.length)
                .put(chance.salt())
                .putInt(RECORD_BYTES)
                .put((byte) POINT_BYTES)
                .put(ours)
                .put(sealed)
                .array();
    }

    /** Whether 65 bytes are a point on the curve; a key that is none would give secrets away. */
    static boolean isPoint(byte[] point) {
        try {
            ECPublicKey key = key(point);
            BigInteger p =
                    ((java.security.spec.ECFieldFp) key.getParams().getCurve().getField()).getP();
            BigInteger x = key.getW().getAffineX();
            BigInteger y = key.getW().getAffineY();
            BigInteger right = x.pow(3)
                    .add(key.getParams().getCurve().getA().multiply(x))
                    .add(key.getParams().getCurve().getB())
                    .mod(p);
            return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static ECPublicKey key(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != 4) throw new IllegalArgumentException("no point of P-256");
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint at = new ECPoint(
                    new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE_BYTES)),
                    new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE_BYTES, POINT_BYTES)));
            return (ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(at, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no point of P-256", e);
        }
    }

    static byte[] agree(PrivateKey own, byte[] theirs) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own);
            agreement.doPhase(key(theirs), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no secret with this key", e);
        }
    }

    private static byte[] gcm(byte[] key, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) all.put(part);
        return Secrets.hmac(key, all.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** For whom a proof counts, until when, and whom the push service may write to. */
    record Claims(String audience, Instant until, String subject) {}

    /** The value of {@code Authorization}. */
    static String proof(PushKey key, Claims claims) {
        String head = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
        String body = base64("{\"aud\":\"" + claims.audience() + "\",\"exp\":"
                + claims.until().getEpochSecond() + ",\"sub\":\"" + claims.subject() + "\"}");
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.privateKey());
            signature.update(ascii(head + "." + body));
            String signed = Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
            return "vapid t=" + head + "." + body + "." + signed + ", k=" + key.publicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has ECDSA", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
