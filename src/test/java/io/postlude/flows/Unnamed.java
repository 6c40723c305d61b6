package io.postlude.flows;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** For worlds in which journeys are not written: no texts, acts or segments to name. */
public final class Unnamed {
    public static final Flows.Named NOTHING = new Flows.Named(
            Flows.MessageTexts.of((tx, store) -> Map.of(), (tx, store) -> Set.of(), (tx, store) -> Set.of()),
            (tx, store) -> List.of(),
            (tx, store) -> Map.of());

    private Unnamed() {}
}
