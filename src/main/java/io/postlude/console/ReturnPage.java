package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One return with everything: its pieces, both answers about each, how it was decided, the books, what happened. */
public record ReturnPage(
        Shell shell,
        String code,
        Pill stage,
        String lede,
        List<Deed> deeds,
        @Nullable Note note,
        List<Figure> figures,
        List<Piece> pieces,
        List<Form> forms,
        List<Photo> photos,
        Timeline timeline,
        List<Fact> facts,
        List<Payout> payouts,
        Table books,
        List<Link> ways,
        @Nullable Attention attention) {

    /** How the customer stands, why, and what they say to it. */
    public record Attention(
            String score,
            Pill pill,
            List<Sign> signs,
            String scope,
            @Nullable String appeal,
            @Nullable String answer,
            @Nullable Form form) {}

    /** One reason, with what it adds. */
    public record Sign(String words, String points) {}

    /** One piece; {@code trace} is how its rule was found. */
    public record Piece(
            String id,
            String title,
            @Nullable String small,
            @Nullable String image,
            Pill travel,
            Pill verdict,
            String reason,
            @Nullable String words,
            String remedy,
            String amount,
            @Nullable String grade,
            @Nullable String finding,
            String decided,
            List<Looked> trace,
            List<Fact> facts) {}

    /** One rule that was looked at. */
    public record Looked(boolean fits, String rule, String evidence) {}

    public record Photo(String href, String label) {}

    /** Something to be given, or given. */
    public record Payout(
            String title,
            String amount,
            Pill pill,
            String small,
            @Nullable Form given) {}
}
