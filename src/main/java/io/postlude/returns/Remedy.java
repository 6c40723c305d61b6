package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing a customer may get for a piece, and on which terms.
 *
 * @param bonus on top, in hundredths of a per cent of its value; given as store credit
 * @param restocking what is kept back, in hundredths of a per cent of its value
 * @param keeps for a thing that {@linkplain Kind#stays() stays}: the part of its value that is given, in the same unit
 * @param shipping whether the outbound shipping comes back too
 * @param rest what becomes of the difference where the other thing costs less; null: it is refunded
 */
public record Remedy(
        Kind kind,
        int bonus,
        int restocking,
        int keeps,
        OutboundShipping shipping,
        // Decisions recorded before there were differences are compared with those made anew.
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Kind rest) {
    static final int WHOLE = 10_000;

    public Remedy {
        if (bonus < 0 || bonus > WHOLE || restocking < 0 || restocking > WHOLE || keeps < 0 || keeps > WHOLE) {
            throw new IllegalArgumentException("a share is between nothing and all of the value");
        }
        if (rest != null && rest != Kind.CREDIT)
            throw new IllegalArgumentException("a difference is given as money or as credit");
    }

    Remedy(Kind kind, int bonus, int restocking, int keeps, OutboundShipping shipping) {
        this(kind, bonus, restocking, keeps, shipping, null);
    }

    static Remedy of(Kind kind) {
        return new Remedy(kind, 0, 0, 0, OutboundShipping.NEVER);
    }

    /** As it is for whoever was given the thing: what is given back is never money, for that was the buyer's. */
    Remedy forGift() {
        return new Remedy(kind, bonus, restocking, keeps, OutboundShipping.NEVER, Kind.CREDIT);
    }

    /** How a difference is given. */
    Kind restAs() {
        return rest == null ? Kind.REFUND : rest;
    }

    /** Shares are rounded down: what is given never exceeds what was paid. */
    static long share(long minor, int hundredths) {
        return Math.multiplyExact(minor, hundredths) / WHOLE;
    }

    public enum Kind {
        /** To the means it was paid with. */
        REFUND,
        /** To spend in the store. */
        CREDIT,
        /** Another variant of the same product. */
        EXCHANGE,
        /** Any other thing the store sells. */
        SHOP,
        /** The thing stays, a part of its price comes back. */
        KEEP,
        /** The thing stays and is to be passed on to a good cause; its price comes back, or a part of it. */
        DONATE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it can be given to somebody else than the buyer. */
        boolean suitsGift() {
            return this == CREDIT || isThing();
        }

        /** Whether it does not come back to the store. */
        public boolean stays() {
            return this == KEEP || this == DONATE;
        }

        /** Whether another thing is given. */
        public boolean isThing() {
            return this == EXCHANGE || this == SHOP;
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** What becomes of the shipping the customer paid for the way out. */
    public enum OutboundShipping {
        NEVER,
        /** Each piece brings its share back. */
        SHARE,
        /** With the last piece of the order all of it. */
        WHOLE_ORDER
    }
}
