package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Rewards;
import io.postlude.orders.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives what journeys award, in the transaction in which their runs move, before they walk on. */
final class Awarding {
    private final Rewards rewards;

    Awarding(Rewards rewards) {
        this.rewards = rewards;
    }

    /** One run that came by an award, with what is known around it. */
    record Award(Run run, Flow flow, Step.Act step, StepFacts facts) {
        String pool() {
            return step.with().getOrDefault(Step.Act.CODES, "");
        }
    }

    /**
     * Whether there is somebody to give to. Those held out by lot get none, so that the reward's effect can be measured; nor
     * does an order that is cancelled or only a test.
     */
    static boolean mayHave(Award award, StoreRules rules) {
        OrderView order = award.facts().order();
        return !Lots.isHeldOut(award.run(), award.flow())
                && !Lots.isHeldOutOfAll(award.run(), rules.caps().holdoutPercent())
                && award.facts().recipient().standing() != Recipient.Standing.ERASED
                && (order == null || (order.cancellation() == null && !StepDeciding.isTest(order)));
    }

    /** Pool by pool in the order of their names: whoever gives from several takes them in the same order. */
    void give(Tx tx, StoreId store, List<Award> awards) {
        Map<String, List<Rewards.Wish>> byPool = new TreeMap<>();
        for (Award one : awards)
            byPool.computeIfAbsent(one.pool(), pool -> new ArrayList<>())
                    .add(new Rewards.Wish(
                            one.run().id().value(),
                            one.facts().person(),
                            one.run().subject().order()));
        byPool.forEach((pool, wishes) -> rewards.give(tx, store, pool, wishes));
    }
}
