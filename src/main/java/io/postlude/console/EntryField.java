package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.messaging.ChannelProvider.Keeping;
import io.postlude.messaging.ChannelProvider.Need;
import java.util.List;

/** What a provider wants to know, as a field of a form. */
final class EntryField {
    private EntryField() {}

    /** {@code kept}: an account is there already; its secrets are not shown again, and stay where nothing is entered. */
    static Field of(Entry entry, String value, boolean kept, List<FieldError> errors) {
        boolean sealed = entry.keeping() == Keeping.SEALED;
        Field field = Field.text(entry.name(), entry.label(), sealed ? "" : value)
                .hinting(sealed && kept ? entry.hint() + " Left empty, the present one stays." : entry.hint())
                .refused(Faults.of(errors, "/" + entry.name()));
        if (!entry.choices().isEmpty()) return field.of(entry.choices());
        if (sealed) return field.ofType("password", "off");
        return entry.need() == Need.NEEDED ? field.needed() : field;
    }
}
