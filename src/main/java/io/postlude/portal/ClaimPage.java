package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One claim as its customer sees it. */
public record ClaimPage(
        Frame frame,
        Sentence eyebrow,
        Sentence start,
        Sentence answer,
        Sentence lead,
        List<ReturnPage.Step> steps,
        @Nullable String said,
        String reported,
        List<ReturnPage.Thing> things,
        List<TrackingPage.Scan> evidence,
        @Nullable TextForm answering,
        @Nullable NumberForm number,
        ReturnPage.@Nullable Photos photos,
        @Nullable String off,
        List<Frame.Link> ways) {
    public ClaimPage {
        steps = List.copyOf(steps);
        things = List.copyOf(things);
        evidence = List.copyOf(evidence);
        ways = List.copyOf(ways);
    }

    /** Where words go: an answer, or why it should be looked at again. */
    public record TextForm(
            String action,
            String head,
            String field,
            String send,
            @Nullable String wrong) {}

    /** Where the number of the parcel to the workshop is told. */
    public record NumberForm(
            String action, String address, @Nullable String wrong) {}
}
