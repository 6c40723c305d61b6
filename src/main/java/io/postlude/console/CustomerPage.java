package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person: how to reach them, what they allowed, what they bought, everything that happened. */
public record CustomerPage(
        Shell shell,
        String name,
        String initials,
        List<Pill> pills,
        List<String> tags,
        String lede,
        Table orders,
        String ordersScope,
        Table rewards,
        @Nullable Credit credit,
        Timeline timeline,
        List<Fact> profile,
        Table contacts,
        Table consents,
        @Nullable Form consentForm,
        Table merges,
        @Nullable Form mergeForm,
        @Nullable String exportHref,
        @Nullable Form erasure) {

    /** Store credit: what is left, in words, how it came to that, and where it is corrected by whoever may. */
    public record Credit(
            String left, Table entries, @Nullable Form form) {}
}
