package io.postlude.claims;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Language;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Asker;
import io.postlude.returns.ReturnId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One claim with all there is to know about it, its photographs aside.
 *
 * @param warrantyUntil the last day of the warranty of what is claimed, where that is known
 * @param said what the customer was last told, in words
 * @param returned the return through which money or another thing goes, or the thing comes in
 * @param number of the parcel with the thing in it, on its way to us or back
 */
public record ClaimView(
        ClaimId id,
        String code,
        OrderId order,
        @Nullable CustomerId customer,
        ClaimKind kind,
        ClaimState state,
        @Nullable Outcome outcome,
        Place place,
        ClaimWish wish,
        String words,
        Language language,
        Asker.Channel channel,
        @Nullable LocalDate warrantyUntil,
        Evidence evidence,
        Instant askedAt,
        @Nullable String said,
        @Nullable Decided decided,
        @Nullable ReturnId returned,
        @Nullable String number,
        int round,
        boolean appealed,
        @Nullable String owner,
        List<Part> parts) {
    public ClaimView {
        parts = List.copyOf(parts);
    }

    /** Who decided, and when. */
    public record Decided(Instant at, String by) {}

    /** What is claimed. */
    public record Part(LineId line, int quantity, @Nullable String serial) {}

    /** What can be done next; the customer's first. */
    public enum Action {
        ANSWER,
        ADD_PHOTOS,
        WITHDRAW,
        APPEAL,
        TELL_NUMBER,
        ASK_BACK,
        AGREE,
        REFUSE,
        RECEIVE,
        SEND_BACK
    }

    public Set<Action> actions() {
        Set<Action> all = EnumSet.noneOf(Action.class);
        if (state == ClaimState.ASKED_BACK) all.add(Action.ANSWER);
        if (state.isUndecided())
            all.addAll(EnumSet.of(Action.ADD_PHOTOS, Action.WITHDRAW, Action.AGREE, Action.REFUSE, Action.ASK_BACK));
        if (state == ClaimState.REFUSED && !appealed) all.add(Action.APPEAL);
        if (state == ClaimState.AGREED && outcome == Outcome.REPAIR) {
            if (place == Place.CUSTOMER) all.add(Action.TELL_NUMBER);
            if (place == Place.CUSTOMER || place == Place.COMING) all.add(Action.RECEIVE);
            if (place == Place.HERE) all.add(Action.SEND_BACK);
        }
        return all;
    }
}
