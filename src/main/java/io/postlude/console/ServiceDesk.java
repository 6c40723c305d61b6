package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SectionsPage.Section;
import io.postlude.deliveries.ChoiceRule;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Gestures;
import io.postlude.deliveries.PromiseRule;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store does for customers who wait: until when it answers and pays back, which choices they have, what may be given,
 * what a question costs.
 */
final class ServiceDesk {
    static final String PATH = "/console/service";

    private final Frame frame;
    private final Database database;
    private final Deliveries deliveries;
    private final Audit audit;

    ServiceDesk(Frame frame, Database database, Deliveries deliveries, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.deliveries = deliveries;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("service", Permission.SEE_SETTINGS, visit -> page(visit, null, Map.of(), 200));
        counter.deed("service/choices", Permission.CHANGE_SETTINGS, this::saveChoices);
        counter.deed("service/goodwill", Permission.CHANGE_SETTINGS, this::saveGoodwill);
        counter.deed("service/promises", Permission.CHANGE_SETTINGS, this::savePromises);
        counter.deed("service/cost", Permission.CHANGE_SETTINGS, this::saveCost);
    }

    private record Read(
            PromiseRule promises, ChoiceRule choices, Optional<Gestures.Rule> goodwill, Optional<Money> cost) {}

    private Read read(Tx tx, Visit visit) {
        return new Read(
                deliveries.promiseRule(tx, visit.store()),
                deliveries.choiceRule(tx, visit.store()),
                deliveries.gestures().rule(tx, visit.store()),
                deliveries.contacts().cost(tx, visit.store()));
    }

    /** {@code errors} by the field's name. */
    private Answer page(Visit visit, @Nullable Note refusal, Map<String, String> errors, int status) {
        Read read = database.inStore(visit.store(), tx -> read(tx, visit));
        boolean may = visit.may(Permission.CHANGE_SETTINGS);
        SectionsPage page = new SectionsPage(
                frame.page(visit, "Service", "service").noting(refusal),
                List.of(),
                null,
                List.of(
                        new Section(
                                "promises",
                                "What you promise when somebody asks, or is owed money",
                                promised(read.promises()),
                                null,
                                may ? promises(read.promises(), errors) : null),
                        new Section(
                                "choices",
                                "What customers of a late order can choose",
                                "on its page and in the mail; to wait they can always. " + told(read.choices()),
                                null,
                                may ? choices(read.choices()) : null),
                        new Section(
                                "goodwill",
                                "What may be given for the wait",
                                "by owners and agents, for one order altogether"
                                        + (read.goodwill().isEmpty() ? "; nothing yet" : ""),
                                null,
                                may ? goodwill(visit, read.goodwill(), errors) : null),
                        new Section(
                                "cost",
                                "What one question costs",
                                "where nobody measured: wages, tools and overhead of one contact",
                                null,
                                may ? cost(visit, read.cost(), errors) : null)));
        return new Answer.Html(status, Pages.draw("sections", page));
    }

    private static String promised(PromiseRule rule) {
        return "an answer within %s, money on its way within %s; both in your own working time, see Store"
                .formatted(
                        Words.count(rule.replyHours(), "opening hour", "opening hours"),
                        Words.count(rule.refundDays(), "working day", "working days"));
    }

    private static String told(ChoiceRule rule) {
        String all = (rule.address() ? "Another address: yes. " : "Another address: no. ")
                + (rule.pickup() ? "Pick-up: yes. " : "Pick-up: no. ");
        return all + "Cancel: " + label(rule.cancel()).toLowerCase(Locale.ROOT) + ".";
    }

    private static String label(ChoiceRule.Cancel cancel) {
        return switch (cancel) {
            case NEVER -> "Never";
            case UNSENT -> "Until a carrier has it";
            case LATE -> "Whatever is late or lost";
        };
    }

    private static Form promises(PromiseRule rule, Map<String, String> errors) {
        return Form.of(
                PATH + "/promises",
                "Save the terms",
                "check",
                List.of(
                        Field.text("hours", "Opening hours until an answer", Integer.toString(rule.replyHours()))
                                .ofType("number", "off")
                                .hinting("From 1 to 200. Each question asked in writing becomes a promise.")
                                .refused(errors.get("hours"))
                                .needed(),
                        Field.text(
                                        "refund",
                                        "Working days until money is on its way",
                                        Integer.toString(rule.refundDays()))
                                .ofType("number", "off")
                                .hinting("From 1 to 30. Promised to whoever cancels or sends back.")
                                .refused(errors.get("refund"))
                                .needed()));
    }

    private static Form choices(ChoiceRule rule) {
        return Form.of(PATH + "/choices", "Save the choices", "check", List.of())
                .picking(new Pick(
                        "cancel",
                        "Cancel, money back",
                        Arrays.stream(ChoiceRule.Cancel.values())
                                .map(one -> new Option(TouchpointWords.code(one), label(one), one == rule.cancel()))
                                .toList()))
                .checking(new Form.Checks(
                        "choice",
                        "They may ask for",
                        List.of(
                                new Option("address", "Another address, while the parcel can turn", rule.address()),
                                new Option(
                                        "pickup", "Collecting it themselves, once a carrier has it", rule.pickup()))))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Form goodwill(Visit visit, Optional<Gestures.Rule> rule, Map<String, String> errors) {
        String currency = visit.shop().currency().getCurrencyCode();
        return Form.of(
                PATH + "/goodwill",
                "Save the limit",
                "check",
                List.of(
                        Field.text(
                                        "limit",
                                        "At most, in " + currency,
                                        rule.map(one -> Amounts.print(one.limit()))
                                                .orElse(""))
                                .hinting("Zero: nothing may be given.")
                                .refused(errors.get("limit"))
                                .needed(),
                        Field.text(
                                        "days",
                                        "A voucher is good for so many days",
                                        rule.map(one -> Integer.toString(one.daysGood()))
                                                .orElse("365"))
                                .ofType("number", "off")
                                .hinting("Zero: without an end.")
                                .refused(errors.get("days"))
                                .needed()));
    }

    private static Form cost(Visit visit, Optional<Money> cost, Map<String, String> errors) {
        return Form.of(
                PATH + "/cost",
                "Save the cost",
                "check",
                List.of(Field.text(
                                "cost",
                                "One contact, in " + visit.shop().currency().getCurrencyCode(),
                                cost.map(Amounts::print).orElse(""))
                        .refused(errors.get("cost"))
                        .needed()));
    }

    /** Holds for what is promised from now on; what was promised stays as it was said. */
    private Answer savePromises(Visit visit) {
        int hours = whole(visit.field("hours"));
        int days = whole(visit.field("refund"));
        if (hours < 1 || hours > PromiseRule.MOST_REPLY_HOURS) {
            return refused(visit, Map.of("hours", "Enter 1 to " + PromiseRule.MOST_REPLY_HOURS + " hours."));
        }
        if (days < 1 || days > PromiseRule.MOST_REFUND_DAYS) {
            return refused(visit, Map.of("refund", "Enter 1 to " + PromiseRule.MOST_REFUND_DAYS + " days."));
        }
        return save(visit, "service.promises", tx -> {
            Map<String, Object> before = print(deliveries.promiseRule(tx, visit.store()));
            PromiseRule rule = new PromiseRule(hours, days);
            deliveries.setPromiseRule(tx, visit.store(), rule);
            return new Changed(before, print(rule));
        });
    }

    private static Map<String, Object> print(PromiseRule rule) {
        return Map.of("replyHours", rule.replyHours(), "refundDays", rule.refundDays());
    }

    /** Zero for what is no number of at most three digits. */
    private static int whole(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }

    private Answer saveChoices(Visit visit) {
        ChoiceRule.Cancel cancel = TouchpointWords.named(ChoiceRule.Cancel.values(), visit.field("cancel"));
        if (cancel == null) {
            return refused(visit, Map.of());
        }
        List<String> chosen = visit.fields("choice");
        ChoiceRule rule = new ChoiceRule(chosen.contains("address"), chosen.contains("pickup"), cancel);
        return save(visit, "service.choices", tx -> {
            Map<String, Object> before = print(deliveries.choiceRule(tx, visit.store()));
            deliveries.setChoiceRule(tx, visit.store(), rule);
            return new Changed(before, print(rule));
        });
    }

    private static Map<String, Object> print(ChoiceRule rule) {
        return Map.of(
                "address",
                rule.address(),
                "pickup",
                rule.pickup(),
                "cancel",
                rule.cancel().name());
    }

    private Answer saveGoodwill(Visit visit) {
        Money limit = Amounts.read(visit.field("limit"), visit.shop().currency());
        String days = visit.field("days");
        if (limit == null) {
            return refused(visit, Map.of("limit", "Enter an amount such as 25 or 7.50."));
        }
        if (!days.matches("\\d{1,4}") || Integer.parseInt(days) > Gestures.Rule.MOST_DAYS) {
            return refused(visit, Map.of("days", "Enter 0 to 1,100 days."));
        }
        Gestures.Rule rule = new Gestures.Rule(limit, Integer.parseInt(days));
        return save(visit, "service.goodwill", tx -> {
            Map<String, Object> before = deliveries
                    .gestures()
                    .rule(tx, visit.store())
                    .map(ServiceDesk::print)
                    .orElse(Map.of());
            deliveries.gestures().setRule(tx, visit.store(), rule);
            return new Changed(before, print(rule));
        });
    }

    private static Map<String, Object> print(Gestures.Rule rule) {
        return Map.of("limit", rule.limit().toString(), "days", rule.daysGood());
    }

    private Answer saveCost(Visit visit) {
        Money cost = Amounts.read(visit.field("cost"), visit.shop().currency());
        if (cost == null) {
            return refused(visit, Map.of("cost", "Enter an amount such as 4 or 4.50."));
        }
        return save(visit, "service.contact-cost", tx -> {
            Map<String, Object> before = deliveries
                    .contacts()
                    .cost(tx, visit.store())
                    .<Map<String, Object>>map(old -> Map.of("cost", old.toString()))
                    .orElse(Map.of());
            deliveries.contacts().setCost(tx, visit.store(), cost);
            return new Changed(before, Map.of("cost", cost.toString()));
        });
    }

    private record Changed(Map<String, Object> before, Map<String, Object> after) {}

    private interface Change {
        Changed make(Tx tx);
    }

    private Answer save(Visit visit, String deed, Change change) {
        database.runInStore(visit.store(), tx -> {
            Changed changed = change.make(tx);
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    new Audit.Deed(
                            deed, "store", Integer.toString(visit.store().value()), changed.before(), changed.after()));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private Answer refused(Visit visit, Map<String, String> errors) {
        return page(visit, Note.refused("Nothing was saved", "What is wrong stands beside each field."), errors, 422);
    }
}
