package io.postlude.twin;

import io.postlude.segments.Segments;
import java.util.List;

/** The groups each store of the demo begins with. */
final class DemoSegments {
    private static final String BY = "Maren Holm";

    static final List<Segments.Wish> WISHES = List.of(
            wish(
                    "bought-twice",
                    "Bought twice in 90 days",
                    "Our regulars. Early news goes to them first.",
                    "orders_in(90) >= 2"),
            wish("gone-quiet", "Gone quiet", "To win back, before they forget us.", "days_since_last_order > 60"),
            wish(
                    "many-returns",
                    "Sends much back",
                    "More than a third of at least three pieces.",
                    "items >= 3 && return_rate > 0.33"),
            wish("birthday", "Birthday this month", "", "birthday_this_month"),
            wish("late-parcel", "Had a late parcel", "To be kind to for a while.", "late_orders_in(30) >= 1"),
            wish("big-baskets", "Spends 300 in 90 days", "", "spent_in(90) >= 300"));

    private DemoSegments() {}

    private static Segments.Wish wish(String key, String name, String note, String condition) {
        return new Segments.Wish(key, name, note, condition, 0, BY);
    }
}
