package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.stores.Brand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tracking page, every word of it decided; the template only sets it. */
public record TrackingPage(
        Frame frame,
        String live,
        Sentence offline,
        Hero hero,
        Progress progress,
        List<Sentence> doing,
        @Nullable Gift gift,
        @Nullable Block block,
        ParcelPart parcel,
        List<ParcelPart> others,
        List<InShop> inShop,
        List<Action> actions,
        List<Fact> facts,
        Brand.@Nullable Showcase showcase,
        @Nullable Choosing choosing,
        Asking asking) {

    public TrackingPage {
        doing = List.copyOf(doing);
        others = List.copyOf(others);
        inShop = List.copyOf(inShop);
        actions = List.copyOf(actions);
        facts = List.copyOf(facts);
    }

    /** {@code button} and {@code link} are empty together; {@code lang} is that of the words. */
    public record Block(String lang, String heading, String text, String button, String link) {}

    /** A return that was made in the shop: what goes back, why, and where it stands; {@code id} names its part of the page. */
    public record InShop(String id, String heading, String stands, List<String> things) {
        public InShop {
            things = List.copyOf(things);
        }
    }

    /** With what a journey put on it. */
    TrackingPage with(@Nullable Block placed) {
        return new TrackingPage(
                frame, live, offline, hero, progress, doing, gift, placed, parcel, others, inShop, actions, facts,
                showcase, choosing, asking);
    }

    /** Names what the page says apart from when it was written: an open page compares it with the present one. */
    public String state() {
        String said = hero + "|" + progress + "|" + doing + "|" + gift + "|" + block + "|" + parcel + "|" + others + "|"
                + inShop + "|" + actions + "|" + facts + "|" + choosing + "|" + asking;
        return TrackingPages.nameOf(said + "|" + frame.stylesheet() + "|" + frame.assets());
    }

    /** The answer: two halves of a headline, the second is the one that answers; and what proves it. */
    public record Hero(
            Sentence eyebrow,
            Sentence start,
            Sentence answer,
            Mood mood,
            Sentence lead,
            @Nullable DayStrip days,
            @Nullable Promise promise) {}

    public enum Mood {
        CALM,
        LATE;

        public boolean isLate() {
            return this == LATE;
        }
    }

    public record Promise(Sentence text, Mood mood) {}

    /** Today to the last day; empty when the days are too many to draw. */
    public record DayStrip(String caption, List<Day> days) {
        public DayStrip {
            days = List.copyOf(days);
        }
    }

    /**
     * One day of the strip.
     *
     * @param ticks the drawing of the day, sixteen half-hours
     * @param note what is said under the day, may be empty
     */
    public record Day(
            String datetime, String weekday, String number, String style, boolean today, String ticks, String note) {}

    /** The five milestones; none for an order that no longer travels. */
    public record Progress(List<Step> steps, Mood mood) {
        public Progress {
            steps = List.copyOf(steps);
        }
    }

    /** One milestone; {@code part} is how far the way to the next one is drawn: none, some, half or most; empty at the end. */
    public record Step(String name, @Nullable Sentence hint, StepState state, String part) {
        public boolean isDone() {
            return state == StepState.DONE;
        }

        /** The classes of the style sheet. */
        public String style() {
            String came = isPresent() && part.isEmpty() ? "arrived" : "part-" + part;
            return isDone() ? "done " + came : came;
        }

        public boolean isPresent() {
            return state == StepState.PRESENT;
        }
    }

    public enum StepState {
        DONE,
        PRESENT,
        AHEAD
    }

    /** What the store gave for the wait, already granted: how much, and what that means. */
    public record Gift(String amount, Sentence means) {}

    /** One parcel: what is in it and where it has been. */
    public record ParcelPart(String heading, Sentence summary, List<Item> items, Sentence scanned, List<Scan> scans) {
        public ParcelPart {
            items = List.copyOf(items);
            scans = List.copyOf(scans);
        }
    }

    /** A thing bought; without a picture its first letter stands in. {@code advice} is about its size, may be empty. */
    public record Item(String title, String hint, @Nullable String picture, String advice) {
        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    public record Scan(Sentence.Moment at, String text) {}

    public record Action(Icon icon, String title, String hint, String href) {}

    /** What the customer can choose now, and what they chose. {@code problem} is about the form as a whole. */
    public record Choosing(
            String action,
            @Nullable Sentence said,
            List<Option> options,
            @Nullable TextField elsewhere,
            @Nullable Sentence problem) {
        public Choosing {
            options = List.copyOf(options);
        }
    }

    /** One of several; {@code opens} the field that belongs to it. */
    public record Option(String code, String name, Sentence means, boolean selected, boolean opens) {}

    /** What was typed, and what is wrong with it. */
    public record TextField(String value, @Nullable String wrong) {}

    /** A question; {@code open} where it was just answered with what is wrong. */
    public record Asking(
            String action,
            Sentence lead,
            @Nullable Sentence said,
            List<Option> causes,
            TextField words,
            @Nullable Sentence problem,
            boolean open) {
        public Asking {
            causes = List.copyOf(causes);
        }
    }

    /** A label and its value; {@code code} values are numbers that can be copied. */
    public record Fact(String label, String value, boolean code) {}
}
