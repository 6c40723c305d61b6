package io.postlude.console;

import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands around every page: the navigation, the store, the person, and the key that guards forms. */
public record Shell(
        String title,
        @Nullable String subtitle,
        List<Link> crumbs,
        Store store,
        List<Store> otherStores,
        Person person,
        List<Group> nav,
        String token,
        @Nullable Note note) {

    /** A store the person may open. */
    public record Store(String key, String name) {}

    /** Who is signed in. */
    public record Person(String name, String role, String initials) {}

    /** Entries of the navigation that belong together; the first group has no heading. */
    public record Group(@Nullable String heading, List<Entry> entries) {}

    /** One page in the navigation. {@code count} is null where there is nothing to say. */
    public record Entry(
            String key,
            String label,
            String icon,
            String href,
            @Nullable String count,
            boolean current,
            boolean main) {}

    /** The same frame, saying something else. */
    Shell noting(@Nullable Note other) {
        return other == null ? this : new Shell(title, subtitle, crumbs, store, otherStores, person, nav, token, other);
    }
}
