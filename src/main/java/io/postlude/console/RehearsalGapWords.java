package io.postlude.console;

import io.postlude.journeys.RehearsalGap;

/** What a rehearsal does not know, in the words of the store. */
final class RehearsalGapWords {
    private RehearsalGapWords() {}

    static String of(RehearsalGap gap, Words words) {
        return switch (gap) {
            case RehearsalGap.TooMany(long people) ->
                "Only the first " + Words.count(people) + " customers were looked at; the sums are of them alone.";
            case RehearsalGap.YoungSegment(String segment, var since) ->
                "“" + segment + "” is kept since " + words.moment(since)
                        + " only. Who would have been in it before is not known, so nobody is counted then.";
            case RehearsalGap.ShortPool(String pool, long left, long wanted) ->
                "“" + pool + "” would have given " + Words.count(wanted, "reward", "rewards") + " and has "
                        + Words.count(left, "code", "codes")
                        + " left. Here everybody gets one; really, the rest would go without.";
            case RehearsalGap.OneOff() ->
                "It goes once, so there is no past to rehearse. Its own page says whom it would reach.";
        };
    }
}
