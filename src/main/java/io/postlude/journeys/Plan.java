package io.postlude.journeys;

/** A touchpoint with what was decided about it, before it is written down. */
record Plan(TouchpointId id, Question question, Verdict verdict) {
    boolean sends() {
        return verdict instanceof Verdict.Send;
    }
}
