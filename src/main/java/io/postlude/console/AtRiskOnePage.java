package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One promise at risk: why, what hangs on it, what was done, and what one can do now.
 *
 * @param bars null where the forecast names no days
 * @param letter leads to the message to the customer; null where one may not write
 * @param ask the form that asks the carrier; null where there is no parcel to ask about, or one may not
 */
public record AtRiskOnePage(
        Shell shell,
        Link order,
        String lede,
        @Nullable Note note,
        List<Figure> figures,
        DayBars.@Nullable Drawn bars,
        String barsLabel,
        Table done,
        @Nullable Link letter,
        @Nullable Ask ask,
        @Nullable Form replacement,
        @Nullable Form remark,
        List<Fact> history,
        Owner owner,
        List<Fact> parcels) {

    /** @param mail opens the staff's own mail program with the text; null without the carrier's address */
    public record Ask(String scope, Form form, @Nullable String mail) {}

    /** Who has it in hand, and what this person may do about that. */
    public record Owner(String who, @Nullable Deed deed) {}
}
