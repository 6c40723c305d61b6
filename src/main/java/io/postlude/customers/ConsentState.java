package io.postlude.customers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands per channel and purpose, for one person with any number of merged records. A merge takes the stricter: who
 * said no under one of their names is not asked under another. What they say after the merge counts as said.
 */
final class ConsentState {
    private ConsentState() {}

    record Entry(CustomerId customer, Consent consent) {}

    static List<Consent> of(List<Entry> ledger, List<CustomerView.Merge> merges) {
        Instant merged = merges.stream()
                .map(CustomerView.Merge::at)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Map<Channel, Map<Purpose, List<Entry>>> told = new EnumMap<>(Channel.class);
        for (Entry entry : ledger)
            told.computeIfAbsent(entry.consent().channel(), c -> new EnumMap<>(Purpose.class))
                    .computeIfAbsent(entry.consent().purpose(), p -> new ArrayList<>())
                    .add(entry);
        List<Consent> standing = new ArrayList<>();
        told.values().forEach(purposes -> purposes.values().forEach(entries -> standing.add(decide(entries, merged))));
        return standing;
    }

    private static Consent decide(List<Entry> entries, Instant merged) {
        Map<CustomerId, Consent> each = new HashMap<>();
        Consent since = null;
        for (Entry entry : entries) {
            Consent consent = entry.consent();
            if (consent.at().isAfter(merged)) since = later(since, consent);
            each.merge(entry.customer(), consent, ConsentState::later);
        }
        if (since != null) return since;
        Consent strictest = null;
        for (Consent consent : each.values())
            strictest = strictest == null || strictest.given() == consent.given()
                    ? later(strictest, consent)
                    : strictest.given() ? consent : strictest;
        return Objects.requireNonNull(strictest);
    }

    private static Consent later(@Nullable Consent before, Consent now) {
        return before == null || ConsentLedger.outweighs(now, before) ? now : before;
    }
}
