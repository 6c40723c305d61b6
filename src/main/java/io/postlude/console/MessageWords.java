package io.postlude.console;

import io.postlude.customers.Channel;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.Messages;
import io.postlude.messaging.Suppressions;

/** How the console names channels, and what became of messages. */
final class MessageWords {
    private MessageWords() {}

    static String channel(Channel channel) {
        return switch (channel) {
            case EMAIL -> "E-mail";
            case SMS -> "SMS";
            case WHATSAPP -> "WhatsApp";
            case PUSH -> "Push";
            case POST -> "Post";
        };
    }

    /** Of one that waits for another to fail. */
    static String standingBy(MessageState state) {
        return switch (state) {
            case HELD -> "should that fail";
            case DROPPED -> "not needed";
            case QUEUED, SENDING -> "taking over";
            case SENT -> "took over";
            case IN_DOUBT -> "took over, in doubt";
            case GAVE_UP -> "failed too, or too late";
        };
    }

    static String how(Messages.How how) {
        return switch (how) {
            case DELIVERED -> "delivered";
            case READ -> "read";
            case UNDELIVERED -> "came back";
        };
    }

    static String reason(Suppressions.Reason reason) {
        return switch (reason) {
            case BOUNCE -> "Came back";
            case COMPLAINT -> "Called unwanted";
            case STOP -> "Answered STOP";
            case INVALID -> "No such address";
            case MANUAL -> "By hand";
        };
    }
}
