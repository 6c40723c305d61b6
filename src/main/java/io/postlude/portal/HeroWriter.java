package io.postlude.portal;

import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Telling;
import io.postlude.deliveries.Words;
import io.postlude.portal.TrackingPage.DayStrip;
import io.postlude.portal.TrackingPage.Hero;
import io.postlude.portal.TrackingPage.Mood;
import io.postlude.portal.TrackingPage.Promise;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the sentences that answer "where is it" beside the days that prove them and what we promised. */
final class HeroWriter {
    private final Scene scene;
    private final Words words;
    private final Telling telling;

    HeroWriter(Scene scene) {
        this.scene = scene;
        this.words = scene.words();
        this.telling = new Telling(scene);
    }

    Hero write() {
        List<Sentence> headline = telling.headline();
        var names = new HashMap<>(scene.names());
        names.put("day", scene.days().date(scene.days().of(scene.order().placedAt())));
        return new Hero(
                words.sentence("eyebrow", names),
                headline.getFirst(),
                headline.getLast(),
                scene.isLate() ? Mood.LATE : Mood.CALM,
                telling.lead(),
                days(),
                promise());
    }

    private @Nullable DayStrip days() {
        if (!scene.situation().isUnderWay()) {
            return null;
        }
        Expectation expected = scene.expected();
        if (expected != null && !expected.chances().isEmpty()) {
            return new ChanceStripWriter(scene).draw(expected);
        }
        Window promised = scene.punctuality().promised();
        return promised == null ? null : new DayStripWriter(words, scene.days()).draw(promised, scene.estimate());
    }

    private @Nullable Promise promise() {
        Mood mood = telling.isPromiseLate() ? Mood.LATE : Mood.CALM;
        return telling.promise().map(text -> new Promise(text, mood)).orElse(null);
    }
}
