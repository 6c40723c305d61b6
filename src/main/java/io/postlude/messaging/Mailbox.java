package io.postlude.messaging;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mail address and the name beside it. Whatever could end a header line or name a second recipient is refused here, so
 * that nothing behind this needs to look again.
 *
 * @param address in the form that goes over the wire: an international domain is written in ASCII
 */
public record Mailbox(@Nullable String name, String address) {
    private static final int ADDRESS_LIMIT_CHARS = 254;
    private static final int NAME_LIMIT_CHARS = 200;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public Mailbox {
        address = wire(address);
        name = name == null || name.isBlank() ? null : name.strip();
        if (name != null && (name.length() > NAME_LIMIT_CHARS || HeaderText.breaksLine(name)))
            throw new IllegalArgumentException("the name beside a mail address is one line of at most 200 characters");
    }

    public static Mailbox of(String address) {
        return new Mailbox(null, address);
    }

    /** Empty where the text is no address that can be written to. */
    public static Optional<Mailbox> parse(@Nullable String name, String address) {
        try {
            return Optional.of(new Mailbox(name, address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static String wire(String address) {
        String text = address.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > ADDRESS_LIMIT_CHARS) throw malformed();
        String local = text.substring(0, at);
        String domain = ascii(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) throw malformed();
        return local + '@' + domain;
    }

    private static String ascii(String domain) {
        if (domain.chars().allMatch(c -> c < 0x80)) return domain.toLowerCase(Locale.ROOT);
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** Says nothing of the address itself: it is personal, and this message may end in a log. */
    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not a mail address of the form name@example.com");
    }

    @Override
    public String toString() {
        return name == null ? address : name + " <" + address + ">";
    }
}
