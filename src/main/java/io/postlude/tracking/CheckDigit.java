package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;

/**
 * The check-digit algorithms carriers protect their numbers with.
 *
 * <p>Source: the public list of tracking number formats shipped in {@code tracking-numbers/}, and for the Luhn formula
 * ISO/IEC 7812-1.
 */
@FunctionalInterface
interface CheckDigit {

    String ALPHABET_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    boolean matches(String serial, char check);

    /** The algorithm a format names. */
    static CheckDigit of(JsonNode checksum) {
        String name = checksum.path("name").asText();
        return switch (name) {
            case "mod10" -> mod10(checksum);
            case "mod7" -> CheckDigit::mod7;
            case "s10" -> CheckDigit::s10;
            case "luhn" -> CheckDigit::luhn;
            case "mod_37_36" -> CheckDigit::mod3736;
            case "sum_product_with_weightings_and_modulo" -> weighted(checksum);
            default -> throw new IllegalStateException("no check digit algorithm is named " + name);
        };
    }

    private static CheckDigit mod10(JsonNode checksum) {
        int evens = checksum.path("evens_multiplier").asInt(1);
        int odds = checksum.path("odds_multiplier").asInt(1);
        boolean reverse = checksum.path("reverse").asBoolean();
        return (serial, check) -> {
            String digits = reverse ? new StringBuilder(serial).reverse().toString() : serial;
            int total = IntStream.range(0, digits.length())
                    .map(i -> mod10Value(digits.charAt(i)) * (i % 2 == 0 ? evens : odds))
                    .sum();
            return (10 - total % 10) % 10 == digit(check);
        };
    }

    /** A letter counts as its place in ASCII less three, which is how UPS reads the letters of its numbers. */
    private static int mod10Value(char c) {
        return isDigit(c) ? digit(c) : (c - 3) % 10;
    }

    private static boolean mod7(String serial, char check) {
        int remainder = 0;
        for (int i = 0; i < serial.length(); i++) {
            remainder = (remainder * 10 + digit(serial.charAt(i))) % 7;
        }
        return remainder == digit(check);
    }

    /** The Universal Postal Union's weighting (standard S10). */
    private static boolean s10(String serial, char check) {
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int remainder = weightedSum(serial, weights) % 11;
        int expected = switch (remainder) {
            case 0 -> 5;
            case 1 -> 0;
            default -> 11 - remainder;
        };
        return expected == digit(check);
    }

    private static boolean luhn(String serial, char check) {
        int total = 0;
        for (int i = 0; i < serial.length(); i++) {
            int value = digit(serial.charAt(serial.length() - 1 - i));
            int counted = i % 2 == 0 ? value * 2 : value;
            total += counted > 9 ? counted - 9 : counted;
        }
        return (10 - total % 10) % 10 == digit(check);
    }

    /** ISO 7064 MOD 37,36, as DPD prints it on its labels. */
    private static boolean mod3736(String serial, char check) {
        int sum = 36;
        for (int i = 0; i < serial.length(); i++) {
            sum += ALPHABET_36.indexOf(serial.charAt(i));
            sum = (sum > 36 ? sum - 36 : sum) * 2;
            sum = sum > 36 ? sum - 37 : sum;
        }
        return (37 - sum) % 36 == ALPHABET_36.indexOf(check);
    }

    private static CheckDigit weighted(JsonNode checksum) {
        int[] weights = IntStream.range(0, checksum.path("weightings").size())
                .map(i -> checksum.path("weightings").get(i).asInt())
                .toArray();
        int first = checksum.path("modulo1").asInt();
        int second = checksum.path("modulo2").asInt();
        return (serial, check) -> weightedSum(serial, weights) % first % second == digit(check);
    }

    private static int weightedSum(String serial, int[] weights) {
        return IntStream.range(0, Math.min(serial.length(), weights.length))
                .map(i -> digit(serial.charAt(i)) * weights[i])
                .sum();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int digit(char c) {
        return c - '0';
    }
}
