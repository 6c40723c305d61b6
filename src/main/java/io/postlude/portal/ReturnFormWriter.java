package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderView;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import io.postlude.portal.ReturnForm.Choice;
import io.postlude.portal.ReturnFormPage.Option;
import io.postlude.portal.ReturnFormPage.Pick;
import io.postlude.portal.ReturnFormPage.Sum;
import io.postlude.portal.ReturnFormPage.Total;
import io.postlude.portal.ReturnFormPage.Way;
import io.postlude.returns.Cause;
import io.postlude.returns.Denial;
import io.postlude.returns.Method;
import io.postlude.returns.Offering;
import io.postlude.returns.Offering.Answered;
import io.postlude.returns.Offering.Thing;
import io.postlude.returns.Policy;
import io.postlude.returns.Quote;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.Rule;
import io.postlude.returns.SizeAdvice;
import io.postlude.returns.Wear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the page on which a customer chooses what to send back. */
final class ReturnFormWriter {
    private final ReturnPaper paper;
    private final Words words;
    private final Stand stand;

    /**
     * What the page is about.
     *
     * @param shown what may be had for everything, each with what was chosen or its first reason
     * @param chosen what was chosen comes to; null before anything was
     * @param advice what others kept for whom a size of these things did not fit
     * @param denials what stood in the way when it was to be committed
     * @param picked what things of the catalogue are called
     */
    record Stand(
            Offering offering,
            Map<Long, List<ProductView.Variant>> variants,
            ReturnForm form,
            Quote shown,
            @Nullable Quote chosen,
            List<Denial> denials,
            Policy policy,
            List<SizeAdvice.Advice> advice,
            Map<VariantId, String> picked) {}

    ReturnFormWriter(ReturnPaper paper, Stand stand) {
        this.paper = paper;
        this.words = paper.words();
        this.stand = stand;
    }

    /** What stands around the choice: other returns, the withdrawal, and who they are where they were given it. */
    record Around(
            List<Frame.Link> others,
            ReturnFormPage.@Nullable Right right,
            ReturnFormPage.@Nullable Recipient recipient) {}

    ReturnFormPage write(Around around, String key) {
        Offering offering = stand.offering();
        String head = offering.isPossible() ? "back.head" : "back.head.none";
        List<Sentence> halves = words.halves(head, Map.of());
        List<Pick> picks = offering.things().stream().map(this::pick).toList();
        return new ReturnFormPage(
                paper.frames()
                        .frame(
                                paper.title(words.get("back.title")),
                                paper.address() + "/return",
                                EnumSet.of(Icon.CHEV, Icon.CLOCK)),
                eyebrow(),
                halves.getFirst(),
                halves.getLast(),
                lead(),
                paper.path("/return"),
                key,
                picks,
                ways(),
                total(),
                problems(),
                around.others(),
                around.right(),
                around.recipient());
    }

    private Sentence eyebrow() {
        OrderView order = stand.offering().order();
        return words.sentence(
                "eyebrow", Map.of("order", order.number(), "day", paper.days().day(order.placedAt())));
    }

    private Sentence lead() {
        if (paper.gift() && stand.offering().isPossible()) return words.sentence("gift.form.lead", Map.of());
        if (!stand.offering().isPossible())
            return words.sentence(
                    "back.lead.none", Map.of("brand", paper.brand().name()));
        var until = stand.offering().until();
        return until == null
                ? words.sentence("back.lead.open", Map.of())
                : words.sentence("back.lead", Map.of("until", paper.days().date(until)));
    }

    private Pick pick(Thing thing) {
        OrderView.Line line = thing.line();
        String id = line.id().toString();
        Choice choice = stand.form().chosen().get(line.id());
        Reason reason = reason(thing, choice);
        return new Pick(
                id,
                line.title(),
                line.variantTitle() == null ? "" : line.variantTitle(),
                ReturnPaper.picture(line),
                paper.worth(line.unitPrice()),
                choice != null && choice.checked(),
                quantities(thing, choice),
                reasons(thing, reason, choice),
                wear(thing, choice),
                remedies(thing, choice),
                variants(thing, choice),
                advice(thing),
                choice == null ? "" : choice.words(),
                not(thing),
                why(thing, reason),
                wrong(thing),
                repair(thing, reason));
    }

    private List<Option> wear(Thing thing, @Nullable Choice choice) {
        if (!thing.asksWear()) return List.of();
        Wear said = choice == null || choice.wear() == null ? Wear.UNUSED : choice.wear();
        return Arrays.stream(Wear.values())
                .map(wear -> new Option(wear.word(), words.get("back.wear." + wear), wear == said))
                .toList();
    }

    private @Nullable String repair(Thing thing, Reason picked) {
        boolean offered = thing.reasons().stream()
                .filter(answered -> answered.reason() == picked)
                .anyMatch(answered -> answered.decision().then() instanceof Rule.Allow allow && allow.repair());
        return offered && !paper.gift() && ClaimForm.suits(picked)
                ? ClaimForm.asking(paper.path("/claim"), thing.line().id(), picked)
                : null;
    }

    /** How the reason that stands there was decided. */
    private List<String> why(Thing thing, Reason reason) {
        if (thing.free() == 0) return List.of();
        ReturnWhy why = new ReturnWhy(words, paper.days(), stand.policy());
        return thing.reasons().stream()
                .filter(answered -> answered.reason() == reason)
                .findFirst()
                .or(() -> thing.reasons().stream().findFirst())
                .map(answered -> why.lines(answered.decision()))
                .orElse(List.of());
    }

    private static List<Option> quantities(Thing thing, @Nullable Choice choice) {
        int picked = choice == null ? 1 : choice.quantity();
        return thing.free() < 2
                ? List.of()
                : IntStream.rangeClosed(1, thing.free())
                        .mapToObj(count -> new Option(String.valueOf(count), String.valueOf(count), count == picked))
                        .toList();
    }

    /** What was chosen, or the first reason for which it may come back. */
    static Reason reason(Thing thing, @Nullable Choice choice) {
        if (choice != null && choice.reason() != null) return choice.reason();
        return thing.reasons().stream()
                .filter(answered -> answered.decision().isAllowed())
                .map(Answered::reason)
                .findFirst()
                .orElse(Reason.OTHER);
    }

    /** Reasons that never lead anywhere are not asked; the words of a finer one stand behind its reason. */
    private List<Option> reasons(Thing thing, Reason picked, @Nullable Choice choice) {
        List<Option> all = new ArrayList<>();
        for (Answered answered : thing.reasons()) {
            Reason reason = answered.reason();
            boolean selected =
                    reason == picked && (choice == null || choice.detail().isEmpty());
            if (answered.decision().isAllowed() || reason == picked)
                all.add(new Option(reason.word(), words.get("back.reason." + reason), selected));
        }
        return all;
    }

    private Optional<Quote.Item> item(Thing thing) {
        return stand.shown().items().stream()
                .filter(item -> item.wish().line().equals(thing.line().id()))
                .findFirst();
    }

    private List<Way> remedies(Thing thing, @Nullable Choice choice) {
        List<Way> ways = new ArrayList<>();
        List<Quote.Offer> offers = item(thing).map(Quote.Item::offers).orElse(List.of());
        boolean several = variants(thing, choice).size() > 1;
        for (Quote.Offer offer : offers) {
            Remedy.Kind kind = offer.remedy().kind();
            if (kind == Remedy.Kind.EXCHANGE && !several) continue;
            boolean first = ways.isEmpty();
            boolean selected = (choice == null || choice.remedy() == null) ? first : choice.remedy() == kind;
            ways.add(new Way(
                    kind.word(),
                    words.get("back.remedy." + kind),
                    sum(offer),
                    hint(offer),
                    selected,
                    kind == Remedy.Kind.SHOP ? shop(choice) : null));
        }
        return ways;
    }

    private ReturnFormPage.Shop shop(@Nullable Choice choice) {
        if (choice == null || choice.shop() == null) return new ReturnFormPage.Shop(null, null);
        String name = stand.picked().get(choice.shop());
        return new ReturnFormPage.Shop(choice.shop().toString(), name);
    }

    private String sum(Quote.Offer offer) {
        if (offer.remedy().kind() != Remedy.Kind.EXCHANGE)
            return paper.worth(offer.amount().plus(offer.bonus()));
        return offer.bonus().isZero() || paper.gift() ? "" : "+ " + paper.money(offer.bonus());
    }

    private String hint(Quote.Offer offer) {
        String key = "back.remedy." + offer.remedy().kind();
        return switch (offer.remedy().kind()) {
            case REFUND ->
                words.say(key + ".hint", Map.of("count", stand.policy().refundDays()));
            case CREDIT ->
                offer.bonus().isZero() || paper.gift()
                        ? words.get(key + ".hint")
                        : words.say(key + ".bonus", Map.of("bonus", paper.money(offer.bonus())));
            case EXCHANGE -> words.get(key + ".hint");
            case SHOP ->
                offer.bonus().isZero() || paper.gift()
                        ? words.get(key + ".hint")
                        : words.say(key + ".bonus", Map.of("bonus", paper.money(offer.bonus())));
            case KEEP, DONATE -> words.say(key + ".hint", Map.of("amount", paper.money(offer.amount())));
        };
    }

    private List<Option> variants(Thing thing, @Nullable Choice choice) {
        List<ProductView.Variant> known =
                stand.variants().getOrDefault(thing.line().product().value(), List.of());
        VariantId suggested = suggested(thing, choice);
        return known.stream()
                .filter(variant -> variant.title() != null)
                .map(variant -> new Option(
                        variant.id().toString(),
                        String.valueOf(variant.title()),
                        variant.id().equals(suggested)))
                .toList();
    }

    /** What was chosen; where that is what did not fit, what others kept in its place. */
    private @Nullable VariantId suggested(Thing thing, @Nullable Choice choice) {
        VariantId own = thing.line().variant();
        VariantId chosen = choice == null ? null : choice.variant();
        if (chosen != null && !chosen.equals(own)) return chosen;
        Reason reason = reason(thing, choice);
        return stand.advice().stream()
                .filter(one -> one.variant().equals(own) && one.reason() == reason)
                .map(SizeAdvice.Advice::better)
                .findFirst()
                .orElse(choice == null ? own : chosen);
    }

    /** Said where there is something else to choose. */
    private List<String> advice(Thing thing) {
        Map<VariantId, String> titles = new HashMap<>();
        for (ProductView.Variant variant :
                stand.variants().getOrDefault(thing.line().product().value(), List.of()))
            if (variant.title() != null) titles.put(variant.id(), variant.title());
        return stand.advice().stream()
                .filter(one -> one.variant().equals(thing.line().variant()))
                .filter(one -> titles.containsKey(one.better()))
                .map(one -> words.say(
                        "back.advice." + one.reason(),
                        Map.of(
                                "people",
                                one.people(),
                                "agreeing",
                                one.agreeing(),
                                "better",
                                String.valueOf(titles.get(one.better())))))
                .toList();
    }

    private @Nullable String not(Thing thing) {
        if (thing.isPossible()) return null;
        if (thing.free() == 0) return words.get("back.not.sent");
        Cause cause = thing.reasons().stream()
                .map(answered -> answered.decision().then())
                .flatMap(then -> then instanceof Rule.Refuse(Cause why)
                        ? Optional.of(why).stream()
                        : Optional.<Cause>empty().stream())
                .findFirst()
                .orElse(Cause.NO_RULE);
        return words.get("back.not." + cause);
    }

    private List<String> wrong(Thing thing) {
        List<Denial> mine = new ArrayList<>();
        if (stand.chosen() != null) {
            for (int i = 0; i < stand.chosen().items().size(); i++) {
                if (!stand.chosen()
                        .items()
                        .get(i)
                        .wish()
                        .line()
                        .equals(thing.line().id())) continue;
                String at = "/items/" + i;
                stand.denials().stream()
                        .filter(denial ->
                                denial.pointer().equals(at) || denial.pointer().startsWith(at + "/"))
                        .forEach(mine::add);
            }
        }
        return mine.stream().map(this::said).distinct().toList();
    }

    private List<String> problems() {
        return stand.denials().stream()
                .filter(denial -> !denial.pointer().startsWith("/items/"))
                .map(this::said)
                .distinct()
                .toList();
    }

    private String said(Denial denial) {
        if (denial.cause() != null) return words.get("back.not." + denial.cause());
        String key = "back.wrong." + denial.kind();
        return words.get(words.has(key) ? key : "back.wrong.OTHER");
    }

    /** Ways back for what was chosen, or for all of it while nothing is. */
    private List<Way> ways() {
        Quote quote = stand.chosen() == null ? stand.shown() : stand.chosen();
        List<Way> ways = new ArrayList<>();
        Money fee = quote.fee();
        for (Method method : quote.methods()) {
            if (method == Method.KEEP) continue;
            boolean selected = stand.form().method() == null
                    ? ways.isEmpty()
                    : stand.form().method() == method;
            boolean costs = method.isPaidByStore() && !fee.isZero();
            ways.add(new Way(
                    method.word(),
                    words.get("back.method." + method),
                    costs ? paper.money(fee) : method == Method.OWN_CARRIER ? "" : words.get("back.free"),
                    words.get("back.method." + method + ".hint"),
                    selected));
        }
        return ways;
    }

    private @Nullable Total total() {
        Quote quote = stand.chosen();
        if (quote == null
                || quote.items().stream().allMatch(item -> item.pieces().isEmpty())) return null;
        List<Sum> sums = new ArrayList<>();
        if (!paper.gift()) add(sums, "back.sum.exchange", quote.exchanged(), false);
        if (quote.items().stream()
                .anyMatch(item ->
                        item.wish().remedy() == null || !item.wish().remedy().stays()))
            sums.add(new Sum(words.get("back.sum.fee"), paper.money(quote.fee()), false));
        add(sums, "back.sum.pay", quote.charge(), true);
        if (!paper.gift()) add(sums, "back.sum.credit", quote.credit(), true);
        add(sums, "back.sum.refund", quote.refund(), true);
        return new Total(sums, quote.needsPerson() ? words.get("back.sum.person") : null);
    }

    private void add(List<Sum> sums, String key, Money amount, boolean end) {
        if (!amount.isZero()) sums.add(new Sum(words.get(key), paper.money(amount), end));
    }

    /** Denials that only say what a customer has not chosen yet. */
    static final Set<Denial.Kind> NOT_CHOSEN_YET =
            Set.of(Denial.Kind.NO_METHOD, Denial.Kind.NO_REMEDY, Denial.Kind.NOTHING_CHOSEN);
}
