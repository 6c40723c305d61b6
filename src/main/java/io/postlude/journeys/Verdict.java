package io.postlude.journeys;

import java.time.Instant;

/** What was decided about a touchpoint. */
sealed interface Verdict {

    record Send() implements Verdict {}

    record Defer(Rule rule, Instant until) implements Verdict {}

    record Withhold(Rule rule) implements Verdict {}

    record Expire(Rule rule) implements Verdict {}
}
