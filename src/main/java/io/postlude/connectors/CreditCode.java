package io.postlude.connectors;

import java.security.SecureRandom;

/** The code of a credit in a shop: 16 signs without those that look alike, 78 bits that nobody guesses. */
final class CreditCode {
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    /** Shopify takes 8 to 20 letters and figures, WooCommerce anything. */
    private static final int LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CreditCode() {}

    static String fresh() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        return code.toString();
    }
}
