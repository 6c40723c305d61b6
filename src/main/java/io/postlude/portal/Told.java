package io.postlude.portal;

import io.postlude.deliveries.Deliveries.Dialogue;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Scene;

/** What a page is about, what is done about it, and what its customer said. */
record Told(Scene scene, Measures measures, Dialogue dialogue, PageFacts.Backs backs) {
    Told(Scene scene, Measures measures, Dialogue dialogue) {
        this(scene, measures, dialogue, PageFacts.Backs.NONE);
    }

    static Told of(Scene scene) {
        return new Told(scene, Measures.NONE, Dialogue.NONE, PageFacts.Backs.NONE);
    }
}
