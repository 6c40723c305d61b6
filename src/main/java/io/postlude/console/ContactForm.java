package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Contacts;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contact entered by hand, and what is wrong with it. */
final class ContactForm {
    private static final List<String> NAMES = List.of("key", "order", "cause", "channel", "minutes", "cost", "words");
    private static final int FOUND = 20;

    private final Map<String, String> entered;
    private final Map<String, String> errors = new HashMap<>();

    private ContactForm(Map<String, String> entered) {
        this.entered = entered;
    }

    static ContactForm empty() {
        return new ContactForm(Map.of());
    }

    static ContactForm from(Visit visit) {
        Map<String, String> entered = new HashMap<>();
        NAMES.forEach(name -> entered.put(name, visit.field(name)));
        return new ContactForm(entered);
    }

    private String text(String name) {
        return entered.getOrDefault(name, "");
    }

    @Nullable
    Note refusal() {
        return errors.isEmpty()
                ? null
                : Note.refused("Nothing was written down", "What is wrong stands beside each field.");
    }

    /** What is written down. */
    record Entry(Contact contact, Contacts.Effort effort) {}

    /** Empty where something is wrong; then the form says what. */
    Optional<Entry> read(Tx tx, Visit visit, Orders orders) {
        Optional<OrderView> order = order(tx, visit, orders);
        Contact.Cause cause = TouchpointWords.named(Contact.Cause.values(), text("cause"));
        Contact.Channel channel = TouchpointWords.named(Contact.Channel.values(), text("channel"));
        Integer minutes = minutes();
        Money cost = cost(visit);
        if (text("words").length() > Contact.WORDS_LIMIT_CHARS) errors.put("words", "At most 4,000 characters.");
        if (text("key").isEmpty() || text("key").length() > 100 || cause == null || channel == null)
            errors.put("order", "Load the page again.");
        if (!errors.isEmpty() || cause == null || channel == null) return Optional.empty();
        Contact contact = new Contact(
                "console " + text("key"),
                order.map(OrderView::id).orElse(null),
                order.map(OrderView::customer).orElse(null),
                cause,
                channel,
                text("words").isEmpty() ? null : text("words"),
                visit.words().now());
        return Optional.of(new Entry(
                contact, new Contacts.Effort(minutes, cost, visit.session().person())));
    }

    private Optional<OrderView> order(Tx tx, Visit visit, Orders orders) {
        String number = text("order");
        if (number.isEmpty()) return Optional.empty();
        Optional<OrderView> found =
                orders.list(tx, visit.store(), OrderQuery.newest(FOUND).withText(number)).rows().stream()
                        .filter(row -> row.number().equalsIgnoreCase(number)
                                || row.number().equalsIgnoreCase("#" + number))
                        .findFirst()
                        .flatMap(row -> orders.order(tx, visit.store(), row.id()));
        if (found.isEmpty()) errors.put("order", "No order has that number. Leave it empty where you do not know it.");
        return found;
    }

    private @Nullable Integer minutes() {
        String text = text("minutes");
        if (text.isEmpty()) return null;
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > Contacts.Effort.MOST_MINUTES) {
            errors.put("minutes", "Enter whole minutes, at most a day.");
            return null;
        }
        return Integer.valueOf(text);
    }

    private @Nullable Money cost(Visit visit) {
        String text = text("cost").replace(',', '.');
        if (text.isEmpty()) return null;
        Money money = Amounts.read(text, visit.shop().currency());
        if (money == null) errors.put("cost", "Enter an amount such as 4 or 4.50.");
        return money;
    }

    Form draw(Visit visit, ContactsDesk.Read read) {
        String last = read.newest().isEmpty()
                ? "first"
                : read.newest().getFirst().id().toString();
        String fresh = visit.session().person() + "-" + last + "-"
                + visit.words().now().toEpochMilli();
        return Form.of(
                        Wismo.PATH,
                        "Write it down",
                        "check",
                        List.of(
                                field("order", "Order number").hinting("Empty where it is about none."),
                                field("minutes", "Minutes it took"),
                                field(
                                                "cost",
                                                "What it cost, in "
                                                        + visit.shop()
                                                                .currency()
                                                                .getCurrencyCode())
                                        .hinting("Empty: what one contact costs, as set under Service."),
                                field("words", "In their words")))
                .picking(new Pick("cause", "About", causes()), new Pick("channel", "Where", channels()))
                .hiding(Map.of("key", text("key").isEmpty() ? fresh : text("key")));
    }

    private Field field(String name, String label) {
        return Field.text(name, label, text(name)).refused(errors.get(name));
    }

    private List<Option> causes() {
        return Arrays.stream(Contact.Cause.values())
                .map(cause -> option(cause, Wismo.said(cause), "cause"))
                .toList();
    }

    private List<Option> channels() {
        return Arrays.stream(Contact.Channel.values())
                .filter(channel -> channel != Contact.Channel.PAGE)
                .map(channel -> option(channel, Wismo.said(channel), "channel"))
                .toList();
    }

    private Option option(Enum<?> one, String label, String name) {
        String code = TouchpointWords.code(one);
        return new Option(code, label, text(name).equals(code));
    }
}
