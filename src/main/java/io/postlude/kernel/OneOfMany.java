package io.postlude.kernel;

import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement about a list of values ({@code id = any(?)}) asked about one: {@code id = ?}. PostgreSQL keeps a plan for the
 * second and makes one anew, each time, for the first, as it cannot tell how long the next list will be; for a row by its
 * key that costs several times as much as reading it. Both mean the same.
 */
record OneOfMany(String sql, BitSet ones) {
    private static final Pattern LIST = Pattern.compile("= any\\(\\?\\)");

    /** Quoted texts, and question marks that stand for themselves. */
    private static final Pattern MARK = Pattern.compile("'[^']*'|\\?\\?|\\?");

    private static final BitSet NONE = new BitSet();

    /** Statements are written in the code, or put together of a few parts; a limit keeps a mistake from filling the memory. */
    private static final int KEPT = 4_096;

    private static final Map<String, Optional<OneOfMany>> KNOWN = new ConcurrentHashMap<>();

    /** As it was, where there is no such list or one of them has another length. */
    static OneOfMany of(String sql, @Nullable Object... parameters) {
        Optional<OneOfMany> known = KNOWN.get(sql);
        if (known == null) {
            known = read(sql);
            if (KNOWN.size() < KEPT) KNOWN.put(sql, known);
        }
        if (known.isEmpty()) return new OneOfMany(sql, NONE);
        OneOfMany one = known.get();
        for (int i = one.ones.nextSetBit(0); i >= 0; i = one.ones.nextSetBit(i + 1))
            if (i >= parameters.length || !isOne(parameters[i])) return new OneOfMany(sql, NONE);
        return one;
    }

    @Nullable
    Object value(int index, @Nullable Object parameter) {
        return parameter != null && ones.get(index) ? Array.get(parameter, 0) : parameter;
    }

    private static boolean isOne(@Nullable Object list) {
        return list != null
                && list.getClass().isArray()
                && Array.getLength(list) == 1
                && !(list instanceof byte[])
                && Array.get(list, 0) != null;
    }

    private static Optional<OneOfMany> read(String sql) {
        if (!LIST.matcher(sql).find()) return Optional.empty();
        BitSet ones = new BitSet();
        StringBuilder plain = new StringBuilder();
        int index = 0;
        int from = 0;
        for (Matcher mark = MARK.matcher(sql); mark.find(); ) {
            if (!mark.group().equals("?")) continue;
            int start = mark.start() - "= any(".length();
            if (start >= from && sql.startsWith("= any(?)", start)) {
                ones.set(index);
                plain.append(sql, from, start).append("= ?");
                // "any(?)and" is SQL, "?and" is not.
                if (mark.end() + 1 < sql.length() && Character.isLetter(sql.charAt(mark.end() + 1))) plain.append(' ');
                from = mark.end() + 1;
            }
            index++;
        }
        return ones.isEmpty()
                ? Optional.empty()
                : Optional.of(new OneOfMany(plain.append(sql.substring(from)).toString(), ones));
    }
}
