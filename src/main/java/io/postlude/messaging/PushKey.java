package io.postlude.messaging;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A store's key towards push services (RFC 8292): P-256, its public half as browsers take it. It keeps itself out of logs. */
public record PushKey(String publicKey, PrivateKey privateKey) {
    private static final int COORDINATE_BYTES = 32;
    private static final int POINT_BYTES = 65;

    static PushKey make() {
        KeyPair pair = pair();
        return new PushKey(
                Base64.getUrlEncoder().withoutPadding().encodeToString(point((ECPublicKey) pair.getPublic())),
                pair.getPrivate());
    }

    static PushKey of(String publicKey, byte[] pkcs8) {
        try {
            return new PushKey(publicKey, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key for push is not what was written", e);
        }
    }

    /** A fresh pair on the curve that browsers use. */
    public static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** A public key as 65 bytes: 4, x, y. */
    public static byte[] point(ECPublicKey key) {
        byte[] point = new byte[POINT_BYTES];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE_BYTES);
        return point;
    }

    private static void put(BigInteger number, byte[] point, int at) {
        byte[] bytes = number.toByteArray();
        int skip = Math.max(0, bytes.length - COORDINATE_BYTES);
        int length = bytes.length - skip;
        System.arraycopy(bytes, skip, point, at + COORDINATE_BYTES - length, length);
    }

    @Override
    public String toString() {
        return "PushKey[" + publicKey + "]";
    }
}
