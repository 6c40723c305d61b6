package io.postlude.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The modules in order, and what the order allows: a module uses only those before it, so there is no circle. */
record Modules(List<String> inOrder) {
    static final String ROOT = "io.postlude.";

    static final Modules OF_POSTLUDE = new Modules(List.of(
            "kernel",
            "stores",
            "customers",
            "orders",
            "promises",
            "tracking",
            "insights",
            "deliveries",
            "messaging",
            "texts",
            "returns",
            "claims",
            "reviews",
            "loyalty",
            "guides",
            "care",
            "delight",
            "community",
            "segments",
            "flows",
            "journeys",
            "analytics",
            "connectors",
            "api",
            "portal",
            "console",
            "twin",
            "app"));

    /** Faults in who uses whom, one line each; {@code uses} says for each module which others it touches. */
    List<String> faults(Map<String, Set<String>> uses) {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(uses).forEach((module, used) -> {
            if (!inOrder.contains(module)) {
                faults.add(module + " is not in the list of modules");
            }
            new TreeSet<>(used)
                    .stream()
                            .filter(other -> !mayUse(module, other))
                            .forEach(
                                    other -> faults.add(module + " uses " + other + ", which does not come before it"));
        });
        return faults;
    }

    private boolean mayUse(String module, String other) {
        int place = inOrder.indexOf(other);
        return place >= 0 && place <= inOrder.indexOf(module);
    }
}
