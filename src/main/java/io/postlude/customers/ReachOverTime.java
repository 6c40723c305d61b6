package io.postlude.customers;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How somebody can be written to, and could be at any moment: what they said holds from when they said it. */
public final class ReachOverTime {
    private final Reach person;
    private final List<ConsentState.Entry> ledger;
    private final List<CustomerView.Merge> merges;

    /** {@code person} without what they said. */
    ReachOverTime(Reach person, List<ConsentState.Entry> ledger, List<CustomerView.Merge> merges) {
        this.person = person;
        this.ledger = List.copyOf(ledger);
        this.merges = List.copyOf(merges);
    }

    public CustomerId id() {
        return person.id();
    }

    Reach now() {
        return with(ledger);
    }

    /** As they had said until then. */
    public Reach at(Instant moment) {
        return with(ledger.stream()
                .filter(entry -> !entry.consent().at().isAfter(moment))
                .toList());
    }

    private Reach with(List<ConsentState.Entry> ledger) {
        Map<Channel, Reach.Said> said = new EnumMap<>(Channel.class);
        ConsentState.of(ledger, merges).stream()
                .collect(Collectors.groupingBy(Consent::channel))
                .forEach((channel, words) ->
                        said.put(channel, new Reach.Said(purposes(words, false), purposes(words, true))));
        Reach.Said ofMail = said.getOrDefault(Channel.EMAIL, Reach.Said.NOTHING);
        said.remove(Channel.EMAIL);
        return new Reach(
                person.id(),
                person.email(),
                person.givenName(),
                person.locale(),
                person.zone(),
                ofMail.refused(),
                ofMail.agreed(),
                person.phone(),
                said,
                person.tags(),
                person.erased());
    }

    private static Set<Purpose> purposes(List<Consent> words, boolean given) {
        return words.stream()
                .filter(one -> one.given() == given)
                .map(Consent::purpose)
                .collect(Collectors.toSet());
    }
}
