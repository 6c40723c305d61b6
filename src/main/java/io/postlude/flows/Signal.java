package io.postlude.flows;

import io.postlude.customers.CustomerEvent.CustomEventTold;
import io.postlude.kernel.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a journey listens for: one of {@link Happening}, and of events that other programs tell the one of this name.
 *
 * @param name null, except for {@link Happening#CUSTOM}
 */
public record Signal(Happening happening, @Nullable String name) {
    public Signal {
        if ((happening == Happening.CUSTOM) != (name != null))
            throw new IllegalArgumentException("an event of one's own has a name, and no other has one");
    }

    public static Signal of(Happening happening) {
        return new Signal(happening, null);
    }

    /** Which one an event is; empty for what journeys do not listen for. */
    public static Optional<Signal> of(Event event) {
        return Happening.of(event)
                .map(happening -> new Signal(happening, event instanceof CustomEventTold told ? told.name() : null));
    }

    /** For staff. */
    public String words() {
        return name == null ? happening.words() : "“" + name + "” is told";
    }

    /** As a row keeps it; {@link #parse} reads it. */
    @Override
    public String toString() {
        return name == null ? happening.name() : happening.name() + ":" + name;
    }

    public static Signal parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? of(Happening.valueOf(text))
                : new Signal(Happening.valueOf(text.substring(0, colon)), text.substring(colon + 1));
    }
}
