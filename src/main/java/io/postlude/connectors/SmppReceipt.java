package io.postlude.connectors;

import io.postlude.messaging.Messages.How;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery receipt says (SMPP 3.4, appendix B): {@code id:... stat:DELIVRD err:000 ...}. The specification leaves its
 * form to the provider, so only these three are looked for, wherever they stand.
 *
 * @param how null while it is still on its way
 */
record SmppReceipt(String id, @Nullable How how, @Nullable String why) {
    private static final Pattern ID = Pattern.compile("\\bid:([^\\s]{1,65})", Pattern.CASE_INSENSITIVE);
    private static final Pattern STAT = Pattern.compile("\\bstat:([a-z]{2,10})", Pattern.CASE_INSENSITIVE);
    private static final Pattern ERR = Pattern.compile("\\berr:([^\\s]{1,10})", Pattern.CASE_INSENSITIVE);

    /** {@code named} is the id of the unit's own field, where the provider sends one: it outweighs the text. */
    static Optional<SmppReceipt> of(String text, @Nullable String named) {
        String id = named == null || named.isBlank() ? first(ID, text) : named.strip();
        String stat = first(STAT, text);
        if (id == null || stat == null) return Optional.empty();
        How how = how(stat.toUpperCase(Locale.ROOT));
        String err = first(ERR, text);
        String why =
                how == How.UNDELIVERED ? stat.toLowerCase(Locale.ROOT) + (err == null ? "" : ", error " + err) : null;
        return Optional.of(new SmppReceipt(id, how, why));
    }

    private static @Nullable How how(String stat) {
        return switch (stat) {
            case "DELIVRD" -> How.DELIVERED;
            case "UNDELIV", "EXPIRED", "DELETED", "REJECTD" -> How.UNDELIVERED;
            default -> null;
        };
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
