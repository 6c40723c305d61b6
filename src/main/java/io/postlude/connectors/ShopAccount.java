package io.postlude.connectors;

import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Payout;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Outcome;
import io.postlude.stores.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A shop through which its own orders are given what is due: refunds always, the rest where the store chose so. */
abstract class ShopAccount implements RefundWay {
    static final String EXCHANGES = "exchanges";
    static final String CREDIT = "credit";
    private static final String BY_ITSELF = "shop";
    private static final String BY_A_PERSON = "person";

    private final Source source;
    private final Map<Payout.Kind, Giving> ways;

    ShopAccount(Source source, Map<Payout.Kind, Giving> ways) {
        this.source = source;
        this.ways = Map.copyOf(ways);
    }

    @Override
    public String kind() {
        return source.word();
    }

    static Entry exchanges(String hint) {
        return choice(EXCHANGES, "Orders of exchanges", hint, List.of("A person places them", "Placed by itself"));
    }

    /** {@code as} is what the shop gives for credit. */
    static Entry credit(String hint, String as) {
        return choice(CREDIT, "Store credit", hint, List.of("Held here, or by a person (Returns, Money)", as));
    }

    private static Entry choice(String name, String title, String hint, List<String> answers) {
        return Entry.choice(
                name,
                title,
                hint,
                List.of(Map.entry(BY_A_PERSON, answers.getFirst()), Map.entry(BY_ITSELF, answers.getLast())));
    }

    static boolean wants(Map<String, String> entered, String what) {
        return BY_ITSELF.equals(entered.get(what));
    }

    @Override
    public boolean gives(Map<String, String> entered, String source, Payout.Kind kind) {
        return source.equals(kind())
                && switch (kind) {
                    case REFUND -> true;
                    case EXCHANGE -> wants(entered, EXCHANGES);
                    case CREDIT -> wants(entered, CREDIT);
                };
    }

    @Override
    public Outcome give(Map<String, String> entered, Due due) {
        return way(due).give(entered, due);
    }

    @Override
    public Outcome ask(Map<String, String> entered, Due due) {
        return way(due).ask(entered, due);
    }

    private Giving way(Due due) {
        return Objects.requireNonNull(ways.get(due.kind()));
    }
}
