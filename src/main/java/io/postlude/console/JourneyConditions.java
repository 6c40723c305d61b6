package io.postlude.console;

import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.flows.Flow.Per;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conditions to start from, in words; whoever takes one finds it written out and can change its figures. */
final class JourneyConditions {
    private JourneyConditions() {}

    static Map<String, String> of(Per per) {
        Map<String, String> all = new LinkedHashMap<>();
        if (per != Per.CUSTOMER) {
            all.put("order.late_days > 2", "more than 2 days late");
            all.put("order.late_days == 0", "in time");
            all.put("order.total >= 100.0", "an order of 100 or more");
            all.put("order.items >= 3", "three pieces or more");
            all.put("order.country == 'DE'", "it goes to Germany");
            all.put("order.lines.exists(line, line.title.contains('wool'))", "a product’s title says “wool”");
            all.put("'vip' in order.tags", "the order is tagged “vip”");
            all.put("order.delivered", "all of it has arrived");
            all.put("!order.refunded", "no money went back");
            all.put("promise.state == 'at_risk'", "its promise may be missed");
            all.put("promise.state == 'broken'", "its promise was missed");
            all.put("size(parcel.problems) == 0", "the carrier reports no problem");
        }
        if (per == Per.RETURN) {
            all.put("returned.outcome == 'accepted'", "the return was taken");
            all.put("'too_small' in returned.reasons", "something was too small");
            all.put("returned.refund >= 50.0", "50 or more goes back");
            all.put("returned.days_since_request > 14", "announced more than 14 days ago");
        }
        all.put("customer.orders <= 1", "their first order");
        all.put("customer.orders >= 2", "they bought before");
        all.put("'friend' in customer.tags", "they are tagged “friend”");
        all.put("customer.language == 'de'", "they read German");
        all.put("'marketing' in customer.agreed", "they said yes to marketing");
        all.put("history.sent_30_days == 0", "nothing was sent in 30 days");
        all.put("reward.given", "they were given a reward here");
        all.put("reward.used", "their reward was used");
        return all;
    }

    /** Beside the field {@code name}: what is chosen here takes its place. */
    static Pick pick(String name, Per per, Map<String, String> segments) {
        List<Option> options = new ArrayList<>(List.of(new Option("", "as written", true)));
        segments.forEach((key, title) ->
                options.add(new Option("'" + key + "' in customer.segments", "they are in “" + title + "”", false)));
        of(per).forEach((condition, words) -> options.add(new Option(condition, words, false)));
        return new Pick(name + "_ready", "Or take", options);
    }
}
