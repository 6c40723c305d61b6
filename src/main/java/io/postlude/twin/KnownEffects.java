package io.postlude.twin;

/**
 * What moves the twin's people, known because it was chosen: whatever analytics later finds can be held against these. All
 * chances are for one evening of one order, before the person's own temper; docs/demo.md explains them.
 *
 * @param worryAlways the least chance to ask
 * @param worryPerSilentDay for every day without news past {@code patientDays}
 * @param worryPerLateDay for every day past the promised one, at most six
 * @param worryWhenBad where the last news was bad
 * @param worryMost no evening is worse
 * @param patientDays so many days without news worry nobody
 * @param wordCalms by how much a message of the last {@code wordLastsHours} hours lowers the chance
 * @param earlyWordCalms by how much a word of the delay does, said before the promised day was over; it lasts until the end
 * @param again chance to buy again after a parcel that came in time
 * @param againLate by which that is multiplied where it came late and nobody had said so
 * @param againLateTold the same where they had been told before the day was over
 * @param againPerQuestion by which it is multiplied for each time they had to ask
 * @param againReminder added by a reminder about something that has run out
 * @param againReviewAsk added by asking for a review: nothing, so that a claim of more is known to be wrong
 */
record KnownEffects(
        double worryAlways,
        double worryPerSilentDay,
        double worryPerLateDay,
        double worryWhenBad,
        double worryMost,
        double patientDays,
        double wordCalms,
        double wordLastsHours,
        double earlyWordCalms,
        double again,
        double againLate,
        double againLateTold,
        double againPerQuestion,
        double againReminder,
        double againReviewAsk) {
    static final KnownEffects STANDARD =
            new KnownEffects(0.004, 0.030, 0.075, 0.050, 0.50, 2, 0.55, 72, 0.45, 0.30, 0.55, 0.85, 0.80, 0.06, 0);
}
