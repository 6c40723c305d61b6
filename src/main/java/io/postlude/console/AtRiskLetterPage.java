package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message to the customer of a promise at risk, as it would go now.
 *
 * @param given fields of the gesture; empty where one may not give
 * @param limit what may be given, or why nothing may
 * @param html the mail, for a frame
 * @param sends false where a rule holds it back: then it can only be looked at
 */
public record AtRiskLetterPage(
        Shell shell,
        String action,
        String key,
        Field sentence,
        List<Field> given,
        @Nullable Pick way,
        String limit,
        @Nullable Note refusal,
        Note verdict,
        List<Fact> facts,
        String subject,
        String html,
        String text,
        boolean sends) {}
