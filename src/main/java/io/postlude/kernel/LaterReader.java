package io.postlude.kernel;

import java.util.List;
import java.util.Set;

/** A reader that lets others go first: a message must not tell the day of before the news it is about. */
record LaterReader(LogReader reader, Set<String> after) implements LogReader {
    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return reader.wants();
    }

    @Override
    public int batch() {
        return reader.batch();
    }

    @Override
    public boolean startsAtTheEnd() {
        return reader.startsAtTheEnd();
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        reader.take(tx, events);
    }
}
