package io.postlude.portal;

import io.postlude.deliveries.Deliveries.Dialogue;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Scene;
import io.postlude.orders.LineId;
import java.util.List;
import java.util.Map;

/** What a page is about, what is done about it, what its customer said, and what others kept of its sizes. */
record Told(
        Scene scene,
        Measures measures,
        Dialogue dialogue,
        PageFacts.Backs backs,
        List<PageFacts.InShop> inShop,
        Map<LineId, PageFacts.Fit> sizes) {
    Told {
        inShop = List.copyOf(inShop);
        sizes = Map.copyOf(sizes);
    }

    Told(Scene scene, Measures measures, Dialogue dialogue) {
        this(scene, measures, dialogue, PageFacts.Backs.NONE, List.of(), Map.of());
    }

    static Told of(Scene scene) {
        return new Told(scene, Measures.NONE, Dialogue.NONE, PageFacts.Backs.NONE, List.of(), Map.of());
    }
}
