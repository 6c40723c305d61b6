package io.postlude.messaging;

/** What became of one attempt to hand a message to the mail server. */
sealed interface Delivery {

    record Taken(String reply) implements Delivery {}

    /** Not taken, and may be later. */
    record Later(String reason) implements Delivery {}

    /** Not tried: the server could not be reached for the message before. Costs no attempt. */
    record NotTried(String reason) implements Delivery {}

    /** The server said never. */
    record Never(String reason) implements Delivery {}

    /** All of it was handed over and no answer came. */
    record Unanswered(String reason) implements Delivery {}
}
