package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.journeys.Difference;
import io.postlude.journeys.EffectReport;
import io.postlude.journeys.Effects;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What journeys bring, beside those held out by lot. */
final class EffectEndpoints {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 365;

    private final Journeys journeys;

    EffectEndpoints(Journeys journeys) {
        this.journeys = journeys;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/journeys/{journey}/effect", Scope.JOURNEYS_READ, this::read));
    }

    record GroupSeen(String name, long people, long boughtAgain) {
        static GroupSeen of(Difference.Group group) {
            return new GroupSeen(group.name(), group.people(), group.did());
        }
    }

    /** In shares, not points; {@code whenever} holds however often one looks, {@code once} for one look at the end. */
    record EffectSeen(
            GroupSeen control,
            GroupSeen group,
            double effect,
            List<Double> whenever,
            List<Double> once,
            double chance,
            boolean sure) {
        static @Nullable EffectSeen of(@Nullable Difference found) {
            return found == null
                    ? null
                    : new EffectSeen(
                            GroupSeen.of(found.control()),
                            GroupSeen.of(found.group()),
                            found.effect(),
                            List.of(found.anyLow(), found.anyHigh()),
                            List.of(found.low(), found.high()),
                            found.chance(),
                            found.isSure());
        }
    }

    record SplitSeen(String step, double unevenness, List<@Nullable EffectSeen> arms) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(
            int days,
            @Nullable EffectSeen holdout,
            double unevenness,
            List<SplitSeen> splits,
            long told,
            long lastTouch,
            int lastTouchDays) {}

    private Answer read(Call call, Tx tx) {
        var view = JourneyEndpoints.view(call, tx, journeys.flows());
        EffectReport report = journeys.effects().read(tx, call.store(), view.id(), days(call));
        return Answer.ok(new Read(
                report.days(),
                EffectSeen.of(report.holdout()),
                report.uneven(),
                report.splits().stream()
                        .map(split -> new SplitSeen(
                                split.step(),
                                split.uneven(),
                                split.arms().stream().map(EffectSeen::of).toList()))
                        .toList(),
                report.told(),
                report.lastTouch(),
                Effects.LAST_TOUCH_DAYS));
    }

    private static int days(Call call) {
        String text = call.context().queryParam("days");
        if (text == null) return USUAL_DAYS;
        int days = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > MOST_DAYS)
            throw Refusal.invalid(
                    List.of(new Problem.FieldError("/query/days", "must be a number from 1 to " + MOST_DAYS)));
        return days;
    }
}
