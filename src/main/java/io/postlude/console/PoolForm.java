package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.Pools;
import io.postlude.loyalty.Worth;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a new pool, and what was entered in them. */
final class PoolForm {
    private static final String PERCENT = "percent";
    private static final String AMOUNT = "amount";
    private static final String WORDS = "words";

    private final Visit visit;
    private final List<FieldError> wrong = new ArrayList<>();

    private PoolForm(Visit visit) {
        this.visit = visit;
    }

    /** {@code wanted} null: something is wrong. */
    record Reading(Pools.@Nullable Wanted wanted, List<FieldError> wrong) {}

    static Form of(Visit visit, List<FieldError> wrong) {
        String currency = visit.shop().profile().currency().getCurrencyCode();
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put(PERCENT, "percent off");
        kinds.put(AMOUNT, currency + " off");
        kinds.put(WORDS, "something else, in words below");
        return Form.of(
                        RewardsDesk.PATH,
                        "Make the pool",
                        "plus",
                        List.of(
                                text(visit, "name", "Name", wrong).needed(),
                                text(visit, "key", "Key", wrong)
                                        .needed()
                                        .hinting("Its name in journeys, such as thank-you. It stays."),
                                text(visit, "worth", "Worth", wrong).of(kinds),
                                text(visit, "value", "How much", wrong).hinting("10, or 7.50"),
                                text(visit, "words", "In words", wrong)
                                        .ofType("textarea", "off")
                                        .hinting("One language a line, en among them: en: a free mug"),
                                text(visit, "code", "One code for everybody", wrong)
                                        .hinting("Empty: a list of codes, which you take in next."),
                                text(visit, "days", "Good for days", wrong)
                                        .hinting("From the day it was given; empty: no such limit."),
                                text(visit, "until", "Or up to", wrong).ofType("date", "off"),
                                text(visit, "lowBelow", "Warn below", wrong)
                                        .hinting("So many codes left; empty: never.")))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Field text(Visit visit, String name, String label, List<FieldError> wrong) {
        String said = wrong.stream()
                .filter(error -> error.pointer().equals("/" + name))
                .map(FieldError::detail)
                .findFirst()
                .orElse(null);
        return Field.text(name, label, visit.field(name)).refused(said);
    }

    static Reading read(Visit visit) {
        PoolForm form = new PoolForm(visit);
        Worth worth = form.worth();
        Pool.Validity validity = new Pool.Validity(form.whole("days"), form.until());
        Integer low = form.whole("lowBelow");
        String code = visit.field("code");
        Pools.Wanted wanted = worth == null || !form.wrong.isEmpty()
                ? null
                : new Pools.Wanted(
                        visit.field("key"),
                        visit.field("name"),
                        code.isEmpty() ? null : code,
                        worth,
                        validity,
                        low == null ? 0 : low,
                        visit.session().name());
        return new Reading(wanted, form.wrong);
    }

    private @Nullable Worth worth() {
        String value = visit.field("value").replace(',', '.');
        return switch (visit.field("worth")) {
            case AMOUNT -> {
                Currency currency = visit.shop().profile().currency();
                if (value.matches("\\d{1,9}(\\.\\d{1,2})?") && !value.matches("[0.]+"))
                    yield new Worth.Amount(Money.parse(value, currency));
                yield refuse("value", "Give an amount above zero, such as 7.50.");
            }
            case WORDS -> words();
            default -> {
                if (value.matches("[1-9]\\d?|100")) yield new Worth.Percent(Integer.parseInt(value));
                yield refuse("value", "Give whole percent, 1 to 100.");
            }
        };
    }

    private @Nullable Worth words() {
        Map<String, String> words = new HashMap<>();
        for (String line : visit.field("words").lines().toList()) {
            if (line.isBlank()) continue;
            String[] parts = line.split(":", 2);
            String said = parts.length < 2 ? "" : parts[1].strip();
            if (!parts[0].strip().matches("[a-z]{2}") || said.isEmpty() || said.length() > Worth.WORDS_LIMIT_SIGNS)
                return refuse(
                        "words", "“" + line.strip() + "” is no language with its words, such as “en: a free mug”.");
            words.put(parts[0].strip(), said);
        }
        if (words.containsKey(Worth.FALLBACK)) return new Worth.Said(words);
        return refuse("words", "Say it in English at least: whoever reads no other language here reads that.");
    }

    private @Nullable Worth refuse(String field, String text) {
        wrong.add(new FieldError("/" + field, text));
        return null;
    }

    /** Null: nothing was entered. */
    private @Nullable Integer whole(String field) {
        String text = visit.field(field);
        if (text.isEmpty()) return null;
        if (text.matches("\\d{1,6}")) return Integer.parseInt(text);
        wrong.add(new FieldError("/" + field, "Give a whole number, or nothing."));
        return null;
    }

    private @Nullable LocalDate until() {
        String text = visit.field("until");
        if (text.isEmpty()) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            wrong.add(new FieldError("/until", "Give a day such as 2027-04-30, or nothing."));
            return null;
        }
    }
}
