package io.postlude.claims;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;

/**
 * How a store handles claims.
 *
 * @param replyDays working days until the customer has an answer: promised, and watched
 * @param reportDays so long after delivery, or after it was to come, something may be reported; defects have their warranty
 */
public record ClaimSettings(int replyDays, int reportDays) {
    public static final ClaimSettings USUAL = new ClaimSettings(2, 60);

    public ClaimSettings {
        if (replyDays < 1 || replyDays > 30) throw new IllegalArgumentException("an answer takes 1 to 30 days");
        if (reportDays < 1 || reportDays > 730) throw new IllegalArgumentException("1 to 730 days to report");
    }

    static ClaimSettings of(Tx tx, StoreId store) {
        return tx.first(
                        "select reply_days, report_days from claims.setting where store_id = ?",
                        row -> new ClaimSettings(row.getInt(1), row.getInt(2)),
                        store)
                .orElse(USUAL);
    }

    void save(Tx tx, StoreId store) {
        tx.execute("""
                insert into claims.setting (store_id, reply_days, report_days) values (?, ?, ?)
                on conflict (store_id) do update set reply_days = excluded.reply_days, report_days = excluded.report_days""", store, replyDays, reportDays);
    }
}
