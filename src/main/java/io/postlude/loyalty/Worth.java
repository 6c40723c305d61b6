package io.postlude.loyalty;

import io.postlude.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a reward is good for, and how that is said to its reader. */
public sealed interface Worth {
    /** Who reads none of the languages there are words in reads these. */
    String FALLBACK = "en";

    int WORDS_LIMIT_SIGNS = 120;

    /** As a sentence may hold it: “10% off”. */
    String says(Locale reader);

    /** So much off the price, 1 to 100. */
    record Percent(int percent) implements Worth {
        public Percent {
            if (percent < 1 || percent > 100) throw new IllegalArgumentException("a share of 1 to 100 percent");
        }

        @Override
        public String says(Locale reader) {
            return switch (reader.getLanguage()) {
                case "de" -> percent + " % Rabatt";
                case "fr" -> percent + " % de réduction";
                case "es" -> percent + " % de descuento";
                case "pt" -> percent + "% de desconto";
                default -> percent + "% off";
            };
        }
    }

    /** So much money off. */
    record Amount(Money off) implements Worth {
        public Amount {
            if (off.minor() <= 0) throw new IllegalArgumentException("an amount above zero");
        }

        @Override
        public String says(Locale reader) {
            String money = money(reader);
            return switch (reader.getLanguage()) {
                case "de" -> money + " Rabatt";
                case "fr" -> money + " de réduction";
                case "es" -> money + " de descuento";
                case "pt" -> money + " de desconto";
                default -> money + " off";
            };
        }

        private String money(Locale reader) {
            NumberFormat format = NumberFormat.getCurrencyInstance(reader);
            int digits = Math.max(0, off.currency().getDefaultFractionDigits());
            format.setCurrency(off.currency());
            format.setMinimumFractionDigits(digits);
            format.setMaximumFractionDigits(digits);
            return format.format(new BigDecimal(off.decimal()));
        }
    }

    /** The store's own words, by languages of two letters; {@link #FALLBACK} is among them. */
    record Said(Map<String, String> words) implements Worth {
        public Said {
            words = Map.copyOf(new TreeMap<>(words));
            if (words.getOrDefault(FALLBACK, "").isBlank()) throw new IllegalArgumentException("words in " + FALLBACK);
        }

        @Override
        public String says(Locale reader) {
            return Objects.requireNonNull(words.getOrDefault(reader.getLanguage(), words.get(FALLBACK)));
        }
    }
}
