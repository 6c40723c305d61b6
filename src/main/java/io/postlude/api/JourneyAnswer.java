package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowView;
import io.postlude.journeys.FlowFigures;
import io.postlude.kernel.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journey as the API tells it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JourneyAnswer(
        String id,
        String key,
        @Nullable String name,
        String state,
        @Nullable Version live,
        @Nullable Version draft,
        long underWay,
        @Nullable Instant pausedAt,
        @Nullable Instant archivedAt,
        @Nullable List<Version> versions) {

    static JourneyAnswer of(FlowView view, @Nullable String name, @Nullable FlowFigures figures) {
        return new JourneyAnswer(
                view.id().toString(),
                view.key(),
                name,
                state(view),
                Version.of(view.live()),
                Version.of(view.draft()),
                figures == null ? 0 : figures.underWay(),
                view.pausedAt(),
                view.archivedAt(),
                null);
    }

    private static String state(FlowView view) {
        if (view.archivedAt() != null) return "archived";
        if (view.live() == null) return "draft";
        return view.pausedAt() == null ? "live" : "paused";
    }

    JourneyAnswer with(List<FlowView.Version> all) {
        return new JourneyAnswer(
                id,
                key,
                name,
                state,
                live,
                draft,
                underWay,
                pausedAt,
                archivedAt,
                all.stream().map(Version::of).toList());
    }

    /** {@code publishedAt} is absent of a draft. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            int turn,
            Instant savedAt,
            String savedBy,
            @Nullable Instant publishedAt) {
        static @Nullable Version of(FlowView.@Nullable Version version) {
            return version == null
                    ? null
                    : new Version(
                            version.number(),
                            version.turn(),
                            version.savedAt(),
                            version.savedBy(),
                            version.publishedAt());
        }
    }

    /** A version with what it says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Document(
            String id,
            String key,
            int version,
            int turn,
            Instant savedAt,
            String savedBy,
            @Nullable Instant publishedAt,
            @JsonRawValue String document) {
        static Document of(FlowView view, FlowView.Version version) {
            return new Document(
                    view.id().toString(),
                    view.key(),
                    version.number(),
                    version.turn(),
                    version.savedAt(),
                    version.savedBy(),
                    version.publishedAt(),
                    version.document());
        }
    }

    /** A mistake of a document, at its place. {@code step} is absent where it is the journey's own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fault(String pointer, String detail, @Nullable String step) {
        static List<Fault> of(List<FlowMistake> mistakes) {
            return mistakes.stream()
                    .map(mistake -> new Fault(mistake.pointer(), mistake.text(), mistake.step()))
                    .toList();
        }

        static List<FieldError> plain(List<FlowMistake> mistakes) {
            return mistakes.stream()
                    .map(mistake -> new FieldError(mistake.pointer(), mistake.text()))
                    .toList();
        }
    }
}
