package io.postlude.connectors;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WordPress keeps titles as HTML; pages of ours escape for themselves, so entities become the signs they mean. */
final class HtmlText {
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rsquo", "\u2019"),
            Map.entry("ldquo", "\u201c"),
            Map.entry("rdquo", "\u201d"),
            Map.entry("hellip", "\u2026"),
            Map.entry("times", "\u00d7"),
            Map.entry("euro", "\u20ac"),
            Map.entry("deg", "\u00b0"),
            Map.entry("reg", "\u00ae"),
            Map.entry("trade", "\u2122"));

    private HtmlText() {}

    static String decoded(String text) {
        if (text.indexOf('&') < 0) return text;
        return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(sign(entity)));
    }

    private static String sign(MatchResult entity) {
        if (entity.group(3) != null) return NAMED.getOrDefault(entity.group(3), entity.group());
        int code = entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        boolean printable = Character.isValidCodePoint(code)
                && !Character.isISOControl(code)
                && Character.getType(code) != Character.SURROGATE;
        return printable ? Character.toString(code) : entity.group();
    }
}
