package io.postlude.messaging;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery mail, every word of it decided; the template only sets it, and the text part says the same. */
public record DeliveryPage(
        @Nullable String greeting,
        Sentence heading,
        Sentence answer,
        boolean late,
        List<Sentence> lead,
        @Nullable Word word,
        @Nullable Strip strip,
        @Nullable Sentence promise,
        List<Sentence> deeds,
        String deedsHeading,
        @Nullable Gift gift,
        @Nullable Ways ways,
        Button button,
        List<Part> parts,
        String order,
        List<String> foot,
        List<Link> links) {
    public DeliveryPage {
        lead = List.copyOf(lead);
        deeds = List.copyOf(deeds);
        parts = List.copyOf(parts);
        foot = List.copyOf(foot);
        links = List.copyOf(links);
    }

    /** The days and how likely each is. */
    public record Strip(String caption, List<Day> days) {
        public Strip {
            days = List.copyOf(days);
        }

        /** Per cent of the row's width that one day has. */
        public int share() {
            return 100 / Math.max(1, days.size());
        }
    }

    /** One day; {@code pixels} is the height of its bar. */
    public record Day(String weekday, String number, String note, int pixels, Weight weight) {}

    public enum Weight {
        MISSED,
        NONE,
        SOFT,
        STRONG;

        public boolean isMissed() {
            return this == MISSED;
        }

        public boolean isStrong() {
            return this == STRONG;
        }

        public boolean isCounted() {
            return this == SOFT || this == STRONG;
        }
    }

    /** What a person added: paragraphs, and who says so. */
    public record Word(List<String> paragraphs, String by) {
        public Word {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    public record Gift(String what, String means) {}

    /** The ways out, each with its own link. */
    public record Ways(String heading, List<Way> all) {
        public Ways {
            all = List.copyOf(all);
        }
    }

    public record Way(String name, String means, String link) {}

    public record Button(String label, String link) {}

    /** One parcel, or what is in none yet; {@code other} parts are not what the mail is about. */
    public record Part(
            String heading,
            @Nullable String state,
            List<Item> items,
            @Nullable String number,
            @Nullable Link carrier,
            boolean other) {
        public Part {
            items = List.copyOf(items);
        }
    }

    /** A thing bought; without a picture its first letter stands in. */
    public record Item(
            String title,
            String hint,
            @Nullable String picture,
            @Nullable String price) {
        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    public record Link(String label, String link) {}
}
