package io.postlude.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which record stands behind which code in the log. Modules hand in their sealed interface once, at wiring. */
public final class EventTypes {
    private final Map<Class<?>, Short> codes = new HashMap<>();
    private final Map<Short, Class<? extends Event>> classes = new HashMap<>();

    private EventTypes() {}

    /** Gives every event record below these sealed interfaces its code, the same on every node and for ever. */
    public static EventTypes register(Database database, List<Class<? extends Event>> sealedInterfaces) {
        Map<String, Class<? extends Event>> records = new HashMap<>();
        sealedInterfaces.forEach(type -> gather(type, records));
        EventTypes types = new EventTypes();
        List<String> names = new ArrayList<>(records.keySet().stream().sorted().toList());
        database.runAcrossStores(tx -> {
            Map<String, Short> known = known(tx);
            if (!known.keySet().containsAll(names)) {
                tx.execute("lock table kernel.event_type in share row exclusive mode");
                known = known(tx);
                names.removeAll(known.keySet());
                for (String name : names)
                    tx.execute(
                            "insert into kernel.event_type (code, name) select coalesce(max(code), 0) + 1, ? from kernel.event_type",
                            name);
                known = known(tx);
            }
            known.forEach((name, code) -> types.put(name, code, records));
        });
        return types;
    }

    private void put(String name, short code, Map<String, Class<? extends Event>> records) {
        Class<? extends Event> type = records.get(name);
        if (type == null) return; // written by a newer version; readers here pass it by
        codes.put(type, code);
        classes.put(code, type);
    }

    private static Map<String, Short> known(Tx tx) {
        Map<String, Short> known = new HashMap<>();
        tx.each("select name, code from kernel.event_type", row -> known.put(row.getString(1), row.getShort(2)));
        return known;
    }

    private static void gather(Class<? extends Event> type, Map<String, Class<? extends Event>> records) {
        if (type.isRecord()) {
            Class<?> before = records.put(type.getSimpleName(), type);
            if (before != null && before != type)
                throw new IllegalStateException("two events are named " + type.getSimpleName());
        } else if (type.isSealed()) {
            for (Class<?> below : type.getPermittedSubclasses()) gather(below.asSubclass(Event.class), records);
        }
    }

    short code(Event event) {
        Short code = codes.get(event.getClass());
        if (code == null) throw new IllegalStateException(event.getClass() + " was not registered at wiring");
        return code;
    }

    /** The codes of all records that are one of these or stand below it. */
    short[] codes(Set<Class<? extends Event>> wanted) {
        List<Short> all = codes.entrySet().stream()
                .filter(known -> wanted.stream().anyMatch(w -> w.isAssignableFrom(known.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        short[] array = new short[all.size()];
        for (int i = 0; i < array.length; i++) array[i] = all.get(i);
        return array;
    }

    Optional<Class<? extends Event>> type(short code) {
        return Optional.ofNullable(classes.get(code));
    }
}
