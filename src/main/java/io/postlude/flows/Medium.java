package io.postlude.flows;

import io.postlude.customers.Channel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a touchpoint reaches the person. */
public enum Medium {
    EMAIL("e-mail", Channel.EMAIL),
    SMS("SMS", Channel.SMS),
    WHATSAPP("WhatsApp", Channel.WHATSAPP),
    PUSH("a notice in the browser", Channel.PUSH),
    /** A block on the page of the order. */
    PAGE("a block on the order’s page", null);

    private final String words;
    private final @Nullable Channel channel;

    Medium(String words, @Nullable Channel channel) {
        this.words = words;
        this.channel = channel;
    }

    /** As documents and addresses write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    /** Null: nothing is sent, it is shown. */
    public @Nullable Channel channel() {
        return channel;
    }
}
