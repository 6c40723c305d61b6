package io.postlude.deliveries;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Until when a store promises to reply and to pay back, in its own working time.
 *
 * @param replyHours opening hours until a question is answered, 1 to 200
 * @param refundDays working days until money is on its way back, 1 to 30
 */
public record PromiseRule(int replyHours, int refundDays) {
    /** A store that has not said otherwise: within its next eight opening hours, and five working days. */
    public static final PromiseRule USUAL = new PromiseRule(8, 5);

    public static final int MOST_REPLY_HOURS = 200;
    public static final int MOST_REFUND_DAYS = 30;

    public PromiseRule {
        if (replyHours < 1 || replyHours > MOST_REPLY_HOURS || refundDays < 1 || refundDays > MOST_REFUND_DAYS) {
            throw new IllegalArgumentException("a reply takes 1 to 200 opening hours, a refund 1 to 30 working days");
        }
    }

    Instant replyBy(BusinessCalendar calendar, Instant asked, ZoneId zone) {
        return calendar.addOpenTime(asked, Duration.ofHours(replyHours), zone);
    }

    /** The last day on which the money is to be on its way. */
    LocalDate refundBy(BusinessCalendar calendar, Instant announced, ZoneId zone) {
        return calendar.addWorkingDays(announced.atZone(zone).toLocalDate(), refundDays);
    }

    static PromiseRule of(Tx tx, StoreId store) {
        return tx.first(
                        "select reply_hours, refund_days from deliveries.promise_rule where store_id = ?",
                        row -> new PromiseRule(row.getInt("reply_hours"), row.getInt("refund_days")),
                        store)
                .orElse(USUAL);
    }

    void save(Tx tx, StoreId store, Instant now) {
        tx.execute("""
                insert into deliveries.promise_rule (store_id, reply_hours, refund_days, changed_at) values (?, ?, ?, ?)
                on conflict (store_id) do update set reply_hours = excluded.reply_hours,
                  refund_days = excluded.refund_days, changed_at = excluded.changed_at""", store, replyHours, refundDays, now);
    }
}
