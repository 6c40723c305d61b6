package io.postlude.console;

import io.postlude.customers.Channel;
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
