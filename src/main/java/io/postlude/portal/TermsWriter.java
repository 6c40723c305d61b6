package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Money;
import io.postlude.portal.TermsPage.Line;
import io.postlude.returns.Cause;
import io.postlude.returns.Method;
import io.postlude.returns.Policy;
import io.postlude.returns.PolicyTerms;
import io.postlude.returns.PolicyTerms.Span;
import io.postlude.returns.Remedy;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes the public page of a store's return policy. */
final class TermsWriter {
    private static final int HUNDREDTHS_PLACES = 2;

    private final ReturnPaper paper;
    private final Words words;
    private final PolicyTerms terms;
    private final TermsMarkup.Place place;

    TermsWriter(ReturnPaper paper, PolicyTerms terms, TermsMarkup.Place place) {
        this.paper = paper;
        this.words = paper.words();
        this.terms = terms;
        this.place = place;
    }

    TermsPage write() {
        OptionalInt days = terms.days();
        List<Sentence> head = days.isPresent()
                ? words.halves("terms.head", Map.of("days", days.getAsInt()))
                : words.halves("terms.head.some", Map.of());
        return new TermsPage(
                paper.frames()
                        .frame(paper.title(words.get("terms.title")), paper.address(), EnumSet.noneOf(Icon.class)),
                head.getFirst(),
                head.getLast(),
                words.get("terms.lead"),
                terms.spans().stream().map(this::span).distinct().toList(),
                notes(),
                remedies(),
                words.say("terms.money", Map.of("count", terms.refundDays())),
                costs(),
                methods(),
                terms.excluded().stream()
                        .sorted(Comparator.comparingInt(Cause::ordinal))
                        .map(cause -> words.get("terms.cause." + cause))
                        .toList(),
                TermsMarkup.of(terms, place));
    }

    private Line span(Span span) {
        String what = span.reasons().isEmpty()
                ? words.get("terms.any")
                : span.reasons().stream()
                        .map(reason -> words.get("back.reason." + reason))
                        .collect(Collectors.joining(" · "));
        List<String> hints = new ArrayList<>();
        if (span.some()) hints.add(words.get("terms.some"));
        if (span.person()) hints.add(words.get("terms.person"));
        String holds = span.window()
                .map(window -> words.say("terms.from." + window.from(), Map.of("days", window.days())))
                .orElseGet(() -> words.get("terms.open"));
        return new Line(what, String.join(" · ", hints), holds);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Policy.Holiday holiday : terms.holidays()) {
            TermsMarkup.Season season = TermsMarkup.Season.of(holiday, place.today());
            notes.add(words.say(
                    "terms.holiday",
                    Map.of(
                            "from", paper.days().date(season.from()),
                            "to", paper.days().date(season.to()),
                            "until", paper.days().date(season.until()))));
        }
        notes.add(words.get("terms.law"));
        return notes;
    }

    private List<Line> remedies() {
        List<Line> all =
                new ArrayList<>(terms.remedies().stream().map(this::remedy).toList());
        if (terms.repairs()) all.add(new Line(words.get("back.repair"), "", words.get("terms.repair")));
        return all;
    }

    private Line remedy(Remedy remedy) {
        List<String> parts = new ArrayList<>();
        if (remedy.bonus() > 0) parts.add(words.say("terms.bonus", Map.of("percent", percent(remedy.bonus()))));
        if (remedy.restocking() > 0)
            parts.add(words.say("terms.restocking", Map.of("percent", percent(remedy.restocking()))));
        if (remedy.keeps() > 0) parts.add(words.say("terms.keeps", Map.of("percent", percent(remedy.keeps()))));
        return new Line(words.get("back.remedy." + remedy.kind()), "", String.join(", ", parts));
    }

    private List<String> costs() {
        String currency = place.currency().getCurrencyCode();
        Policy.SendingBack back = terms.sendingBack();
        long fee = back.fee().getOrDefault(currency, 0L);
        boolean store = terms.methods().stream().anyMatch(Method::isPaidByStore);
        if (fee == 0) return store ? List.of(words.get("terms.cost.free")) : List.of();
        List<String> costs = new ArrayList<>();
        costs.add(words.say("terms.cost.fee", Map.of("fee", money(fee))));
        Long from = back.freeFrom().get(currency);
        if (from != null) costs.add(words.say("terms.cost.from", Map.of("value", money(from))));
        costs.add(words.get("terms.cost.ours"));
        return costs;
    }

    private List<Line> methods() {
        return terms.methods().stream()
                .filter(method -> method != Method.KEEP)
                .map(method ->
                        new Line(words.get("back.method." + method), words.get("back.method." + method + ".hint"), ""))
                .toList();
    }

    private String money(long minor) {
        Currency currency = place.currency();
        return paper.money(new Money(minor, currency));
    }

    private String percent(int hundredths) {
        NumberFormat format =
                NumberFormat.getInstance(Locale.of(words.language().code()));
        return format.format(BigDecimal.valueOf(hundredths, HUNDREDTHS_PLACES)) + "\u00a0%";
    }
}
