package io.postlude.connectors;

import io.postlude.messaging.ChannelProvider.Entry;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** One kind of account a store can have with a provider. */
interface AccountWay {
    /** In one stable word; what is done through it names it. */
    String kind();

    /** As people call it. */
    String title();

    /** What it is for, in a few words. */
    String purpose();

    /** What a store enters to use it, in the order of the form. */
    List<Entry> entries();

    /** What is wrong with what was entered, by name; signs in there last. */
    Map<String, String> check(Map<String, String> entered);

    /** A place below the address a store entered under {@code field}. */
    static URI address(Map<String, String> entered, String field, String rest) {
        return URI.create(entered.getOrDefault(field, "").replaceAll("/+$", "") + rest);
    }
}
