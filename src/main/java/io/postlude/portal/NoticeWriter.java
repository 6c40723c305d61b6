package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.portal.FrameWriter.StoreFace;
import io.postlude.portal.LookupPage.Field;
import io.postlude.stores.Brand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the pages that are not about an order: finding one, nothing here, that did not work. */
final class NoticeWriter {
    private final StoreFace store;
    private final Words words;
    private final FrameWriter frames;

    NoticeWriter(StoreFace store, Words words, FrameWriter frames) {
        this.store = store;
        this.words = words;
        this.frames = frames;
    }

    LookupPage lookup(Field number, Field email) {
        return lookup(number, email, null);
    }

    /** The form after too many tries. */
    LookupPage busy(Field number, Field email, int minutes) {
        return lookup(number, email, words.sentence("lookup.busy", Map.of("minutes", minutes)));
    }

    private LookupPage lookup(Field number, Field email, @Nullable Sentence notice) {
        List<Sentence> head = words.halves("lookup.head", Map.of());
        return new LookupPage(
                frames.frame(title("lookup.title"), store.orders(), List.of(Icon.CLOCK)),
                head.getFirst(),
                head.getLast(),
                number,
                email,
                notice);
    }

    /** The answer to every look-up, right or wrong. */
    NoticePage answer() {
        var ways = new ArrayList<Frame.Link>();
        ways.add(new Frame.Link(store.orders() + "?lang=" + words.language().code(), words.get("answer.again"), null));
        write(ways);
        return notice("answer", ways);
    }

    NoticePage nothing() {
        var ways = new ArrayList<Frame.Link>();
        if (!store.isHouse())
            ways.add(new Frame.Link(
                    store.orders() + "?lang=" + words.language().code(), words.get("lostpage.find"), null));
        write(ways);
        return notice("lostpage", ways);
    }

    /** Our fault; {@code again} is the address that failed. */
    NoticePage broken(String again) {
        var ways = new ArrayList<Frame.Link>();
        ways.add(new Frame.Link(again, words.get("broken.again"), null));
        write(ways);
        return notice("broken", ways);
    }

    private void write(List<Frame.Link> ways) {
        Brand brand = store.brand();
        String email = brand.contact().email();
        if (email != null) {
            String text = words.say("answer.write", Map.of("brand", brand.name()));
            ways.add(new Frame.Link("mailto:" + email, text, null));
        }
    }

    private NoticePage notice(String key, List<Frame.Link> ways) {
        List<Sentence> head = words.halves(key + ".head", Map.of());
        return new NoticePage(
                frames.frame(title(key + ".title"), null, List.of()),
                head.getFirst(),
                head.getLast(),
                words.sentence(key + ".lead", Map.of()),
                ways);
    }

    private String title(String key) {
        return words.get(key) + ", " + store.brand().name();
    }
}
