package io.postlude.customers;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to write to a person, as far as it can be told without reading all there is about them.
 *
 * @param id the canonical record
 * @param refused purposes for which they said no to e-mail; the stricter word of merged records
 * @param agreed purposes for which they said yes to e-mail, and have not said no since
 * @param phone in E.164
 * @param elsewhere what they said of other channels than e-mail; one that nothing was said of is left out
 * @param tags the shop's and the store's own
 * @param erased nothing else is left then
 */
public record Reach(
        CustomerId id,
        @Nullable String email,
        @Nullable String givenName,
        @Nullable String locale,
        @Nullable String zone,
        Set<Purpose> refused,
        Set<Purpose> agreed,
        @Nullable String phone,
        Map<Channel, Said> elsewhere,
        Set<String> tags,
        boolean erased) {
    public Reach {
        elsewhere = Map.copyOf(elsewhere);
        refused = Set.copyOf(refused);
        agreed = Set.copyOf(agreed);
        tags = Set.copyOf(tags);
    }

    /** Purposes they said no and yes to on one channel; the stricter word of merged records. */
    public record Said(Set<Purpose> refused, Set<Purpose> agreed) {
        public static final Said NOTHING = new Said(Set.of(), Set.of());

        public Said {
            refused = Set.copyOf(refused);
            agreed = Set.copyOf(agreed);
        }
    }

    /** Of whatever channel. */
    public Said said(Channel channel) {
        return channel == Channel.EMAIL ? new Said(refused, agreed) : elsewhere.getOrDefault(channel, Said.NOTHING);
    }
}
