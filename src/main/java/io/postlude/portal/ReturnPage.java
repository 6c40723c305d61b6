package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One return as its customer sees it. */
public record ReturnPage(
        Frame frame,
        Sentence eyebrow,
        Sentence start,
        Sentence answer,
        Sentence lead,
        List<Step> steps,
        List<Thing> things,
        @Nullable Ticket ticket,
        @Nullable NumberForm number,
        @Nullable Fetch fetch,
        @Nullable Photos photos,
        @Nullable String off,
        List<Gift> gifts,
        @Nullable Credit credit,
        @Nullable Pay pay,
        List<Frame.Link> ways,
        @Nullable Appeal appeal) {
    public ReturnPage {
        steps = List.copyOf(steps);
        things = List.copyOf(things);
        gifts = List.copyOf(gifts);
        ways = List.copyOf(ways);
    }

    /** Where a person looks first because of what came back before: what the customer says to it, and the answer. */
    public record Appeal(
            String action,
            @Nullable String said,
            @Nullable String answer,
            @Nullable String wrong) {}

    /** One of the four stages of the way back. */
    public record Step(String name, String style, boolean present) {}

    /** Pieces of one kind that stand alike; {@code finding} is what the store says about them. */
    public record Thing(
            String title,
            String hint,
            @Nullable String picture,
            String amount,
            @Nullable String finding) {
        public String initial() {
            return title.isEmpty() ? "" : title.substring(0, title.offsetByCodePoints(0, 1));
        }
    }

    /** What to hand in: a label, null while it is being made, or a code for the counter; {@code d} is the code's drawing. */
    public record Ticket(
            String code, @Nullable String label, @Nullable String d, int size) {}

    /** Where the number of one's own carrier is told, and what is wrong with it. */
    public record NumberForm(
            String action, @Nullable String said, @Nullable String wrong) {}

    /**
     * When the carrier comes.
     *
     * @param said what was agreed; null where nothing is
     * @param calendar the file for one's calendar
     * @param days that can be chosen; none where it cannot be changed any more
     * @param off where it is cancelled
     */
    public record Fetch(
            String action,
            @Nullable Sentence said,
            @Nullable Sentence number,
            @Nullable String calendar,
            List<Day> days,
            @Nullable String off,
            @Nullable String wrong) {
        public Fetch {
            days = List.copyOf(days);
        }
    }

    /** One that can be chosen. */
    public record Day(String value, Sentence name, boolean full, boolean chosen) {}

    /** Where photographs are added. */
    public record Photos(
            String action, @Nullable String count, @Nullable String wrong) {}

    /** What is to be paid on top; {@code href} leads to where, null where the store tells how. */
    public record Pay(
            String amount, Sentence until, @Nullable String href) {}

    /** What was added to the customer's store credit and what they have now, and how it is used; null where nothing is left. */
    public record Credit(Sentence said, @Nullable String how) {}

    /**
     * Something given, or to be given.
     *
     * @param called the number of the order an exchange was placed as, or the code to pay with where it is credit
     * @param href leads to that order
     */
    public record Gift(
            String name,
            @Nullable String called,
            String amount,
            Sentence when,
            @Nullable String href) {}
}
