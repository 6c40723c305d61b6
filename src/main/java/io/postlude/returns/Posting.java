package io.postlude.returns;

import java.util.EnumMap;
import java.util.Map;

/** A balanced set of entries in minor units of one currency: they add up to nothing, or there is no posting. */
public record Posting(Map<Account, Long> entries) {
    public Posting {
        EnumMap<Account, Long> kept = new EnumMap<>(Account.class);
        long sum = 0;
        for (var entry : entries.entrySet()) {
            sum = Math.addExact(sum, entry.getValue());
            if (entry.getValue() != 0) kept.put(entry.getKey(), entry.getValue());
        }
        if (sum != 0) throw new IllegalArgumentException("a posting is balanced, not " + sum + " off: " + entries);
        entries = Map.copyOf(kept);
    }

    long of(Account account) {
        return entries.getOrDefault(account, 0L);
    }

    /** The same the other way round. */
    Posting reversed() {
        EnumMap<Account, Long> turned = new EnumMap<>(Account.class);
        entries.forEach((account, minor) -> turned.put(account, Math.negateExact(minor)));
        return new Posting(turned);
    }

    Posting plus(Posting other) {
        EnumMap<Account, Long> sum = new EnumMap<>(Account.class);
        sum.putAll(entries);
        other.entries.forEach((account, minor) -> sum.merge(account, minor, Math::addExact));
        return new Posting(sum);
    }

    /** What was owed has been given. */
    static Posting given(Account owed, long minor) {
        return new Posting(Map.of(owed, minor, Account.GIVEN, -minor));
    }

    static final Posting NONE = new Posting(Map.of());
}
