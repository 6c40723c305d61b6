package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.customers.Reach.Said;
import io.postlude.flows.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of a step's list are open to one person now, in its order, and why the others are not. Values in, a value
 * out.
 *
 * @param open the first is taken; each of the others stands by, should the one before it fail
 */
record Media(List<Medium> open, List<Passed> passed) {
    Media {
        open = List.copyOf(open);
        passed = List.copyOf(passed);
    }

    static Media of(StepQuestion q) {
        List<Medium> open = new ArrayList<>();
        List<Passed> passed = new ArrayList<>();
        for (Medium medium : q.step().media()) {
            Rule rule = objection(q, medium);
            if (rule == null) open.add(medium);
            else passed.add(new Passed(medium, rule));
        }
        return new Media(open, passed);
    }

    /** Those that come before the one taken; where none is, all. */
    List<Passed> passedOver(StepQuestion q) {
        if (open.isEmpty()) return passed;
        int taken = q.step().media().indexOf(open.getFirst());
        return passed.stream()
                .filter(one -> q.step().media().indexOf(one.medium()) < taken)
                .toList();
    }

    /** Where none is open: the rule itself where there was one channel only. */
    Rule objection() {
        return passed.size() == 1 ? passed.getFirst().rule() : Rule.NO_CHANNEL;
    }

    private static @Nullable Rule objection(StepQuestion q, Medium medium) {
        if (!q.reachable().forms().contains(medium)) return Rule.NO_WORDS;
        Rule unreachable = switch (medium) {
            case EMAIL -> mail(q);
            case SMS, WHATSAPP -> number(q, Objects.requireNonNull(medium.channel()));
            case PUSH -> browser(q);
            case PAGE -> q.order() == null ? Rule.NO_PAGE : null;
        };
        return unreachable == null ? consent(q, medium) : unreachable;
    }

    private static @Nullable Rule mail(StepQuestion q) {
        if (q.rules().sender() == null) return Rule.NO_SENDER;
        if (q.recipient().mailbox() == null) return Rule.NO_ADDRESS;
        return q.recipient().standing() == Recipient.Standing.BOUNCED ? Rule.BOUNCED : null;
    }

    private static @Nullable Rule number(StepQuestion q, Channel channel) {
        if (!q.reachable().set().contains(channel)) return Rule.NO_PROVIDER;
        if (q.recipient().phone() == null) return Rule.NO_NUMBER;
        if (q.reachable().suppressed().contains(channel)) return Rule.SUPPRESSED;
        boolean closed = channel == Channel.WHATSAPP
                && !q.reachable().template()
                && !q.reachable().window();
        return closed ? Rule.WINDOW_CLOSED : null;
    }

    private static @Nullable Rule browser(StepQuestion q) {
        if (!q.reachable().set().contains(Channel.PUSH)) return Rule.NO_PROVIDER;
        return q.reachable().browsers().isEmpty() ? Rule.NO_BROWSER : null;
    }

    /**
     * Service rests on the contract; a review request may rest on the purchase where the store says so, by mail and on the
     * page: a telephone is closer, so there it needs a yes. What stands on the page rests on what was said of mail.
     */
    private static @Nullable Rule consent(StepQuestion q, Medium medium) {
        Purpose purpose = q.step().purpose();
        Channel channel = medium.channel();
        Said said = q.recipient().said(channel == null ? Channel.EMAIL : channel);
        if (said.refused().contains(purpose)) return Rule.UNSUBSCRIBED;
        boolean near = channel != null && channel != Channel.EMAIL;
        boolean restsOnPurchase = purpose == Purpose.SERVICE
                || (purpose == Purpose.REVIEW
                        && !near
                        && q.order() != null
                        && q.rules().caps().askBuyers());
        return restsOnPurchase || said.agreed().contains(purpose) ? null : Rule.NO_CONSENT;
    }
}
