package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.orders.VariantId;
import io.postlude.returns.OrderWorth.PieceWorth;
import io.postlude.returns.Quote.Item;
import io.postlude.returns.Quote.Offer;
import io.postlude.returns.Quote.QuotedPiece;
import io.postlude.returns.Rule.Allow;
import io.postlude.returns.Rule.Refuse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges an ask: what the policy allows, what is wrong with it, and what it comes to. Values in, a value out. */
final class Quoting {
    private final Situation now;
    private final Ask ask;
    private final List<Denial> denials = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>(List.of(Method.values()));

    private final OtherThings things;

    /** What is left of each variant that is counted. */
    private final Map<VariantId, Integer> left;

    private Quoting(Situation now, Ask ask, OtherThings things) {
        this.now = now;
        this.ask = ask;
        this.things = things;
        this.left = new HashMap<>(things.left());
    }

    static Quote quote(Situation now, Ask ask, OtherThings things) {
        return new Quoting(now, ask, things).quote();
    }

    /** A wish that was judged, with the pieces it would take. */
    private record Judged(
            Wish wish,
            Decision decision,
            @Nullable Allow allow,
            List<Integer> numbers,
            @Nullable Remedy remedy) {
        boolean stands() {
            return allow != null && remedy != null && !numbers.isEmpty();
        }
    }

    private Quote quote() {
        if (ask.gift() && !now.policy().gifts()) deny("", Denial.Kind.NO_GIFTS);
        if (ask.wishes().isEmpty()) deny("", Denial.Kind.NOTHING_CHOSEN);
        List<Judged> judged = new ArrayList<>();
        Set<LineId> seen = new HashSet<>();
        Map<LineId, Integer> taken = new HashMap<>();
        for (int i = 0; i < ask.wishes().size(); i++) {
            Wish wish = ask.wishes().get(i);
            if (!now.facts().containsKey(wish.line())) deny("/items/" + i + "/line", Denial.Kind.NO_SUCH_LINE);
            else if (!seen.add(wish.line())) deny("/items/" + i + "/line", Denial.Kind.LINE_TWICE);
            else judged.add(judge("/items/" + i, wish, taken));
        }
        Method method = method(judged);
        List<List<QuotedPiece>> pieces = reckon(judged, method, taken);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++)
            items.add(new Item(judged.get(i).wish(), judged.get(i).decision(), offers(judged.get(i)), pieces.get(i)));
        return new Quote(
                now.worth().currency(),
                now.policy().version(),
                items,
                methods,
                method,
                sendBy(judged),
                judged.stream().anyMatch(one -> one.decision().needsPerson()),
                denials);
    }

    private Judged judge(String at, Wish wish, Map<LineId, Integer> taken) {
        Facts facts = Objects.requireNonNull(now.facts().get(wish.line())).because(wish);
        if (!wish.detail().isEmpty() && !wish.reason().details().contains(wish.detail()))
            deny(at + "/detail", Denial.Kind.NO_SUCH_DETAIL);
        List<Integer> numbers = numbers(at, wish);
        taken.put(wish.line(), numbers.size());
        Decision decision = Deciding.decide(now.policy(), facts);
        return switch (decision.then()) {
            case Refuse refuse -> {
                denials.add(new Denial(at, Denial.Kind.NOT_TAKEN_BACK, refuse.cause()));
                yield new Judged(wish, decision, null, List.of(), null);
            }
            case Allow allow -> {
                Allow mine = ask.gift() ? allow.forGift() : allow;
                yield new Judged(wish, decision, mine, numbers, remedy(at, wish, mine));
            }
        };
    }

    private List<Integer> numbers(String at, Wish wish) {
        List<Integer> free = now.free().getOrDefault(wish.line(), List.of());
        if (wish.quantity() >= 1 && wish.quantity() <= free.size()) return free.subList(0, wish.quantity());
        boolean returning = !now.held().getOrDefault(wish.line(), Set.of()).isEmpty();
        boolean sent =
                Objects.requireNonNull(now.facts().get(wish.line())).delivery().dispatched() != null;
        if (!free.isEmpty() || wish.quantity() < 1) deny(at + "/quantity", Denial.Kind.TOO_MANY);
        else
            deny(
                    at,
                    returning ? Denial.Kind.RETURNING_ALREADY : sent ? Denial.Kind.TOO_MANY : Denial.Kind.NOT_SENT_YET);
        return List.of();
    }

    private @Nullable Remedy remedy(String at, Wish wish, Allow allow) {
        if (wish.remedy() == null) {
            deny(at + "/remedy", Denial.Kind.NO_REMEDY);
            return null;
        }
        Optional<Remedy> found = allow.remedies().stream()
                .filter(remedy -> remedy.kind() == wish.remedy())
                .findFirst();
        if (found.isEmpty()) deny(at + "/remedy", Denial.Kind.REMEDY_NOT_OFFERED);
        if (wish.remedy().isThing()) thing(at, wish);
        return found.orElse(null);
    }

    /** The other thing is there; one of another product has a price too. */
    private void thing(String at, Wish wish) {
        VariantId wanted = wish.variant();
        boolean known = wanted != null
                && (wish.remedy() == Remedy.Kind.EXCHANGE || things.prices().containsKey(wanted));
        if (wanted == null || !known) {
            deny(at + "/variant", Denial.Kind.NO_SUCH_VARIANT);
            return;
        }
        if (!left.containsKey(wanted)) return;
        int rest = left.merge(wanted, -wish.quantity(), Integer::sum);
        if (rest < 0) deny(at + "/variant", Denial.Kind.OUT_OF_STOCK);
    }

    /** What does not come back needs no way back; otherwise all things travel in one way that each of them may take. */
    private @Nullable Method method(List<Judged> judged) {
        List<Judged> coming = judged.stream()
                .filter(one ->
                        one.wish().remedy() == null || !one.wish().remedy().stays())
                .toList();
        if (coming.isEmpty() && !judged.isEmpty()) {
            methods.retainAll(Set.of(Method.KEEP));
            return Method.KEEP;
        }
        methods.remove(Method.KEEP);
        for (Judged one : coming)
            if (one.allow() != null) methods.retainAll(one.allow().methods());
        if (ask.method() == null) {
            deny("/method", Denial.Kind.NO_METHOD);
            return null;
        }
        if (methods.contains(ask.method())) return ask.method();
        deny("/method", Denial.Kind.METHOD_NOT_OFFERED);
        return null;
    }

    private List<List<QuotedPiece>> reckon(List<Judged> judged, @Nullable Method method, Map<LineId, Integer> taken) {
        List<Reckoning.Chosen> chosen = new ArrayList<>();
        for (Judged one : judged)
            if (one.stands())
                for (int number : one.numbers()) chosen.add(chosen(one, Objects.requireNonNull(one.remedy()), number));
        // Before a way was chosen the dearest is shown: nothing becomes dearer than it looked.
        Reckoning.Terms terms = new Reckoning.Terms(
                now.worth().currency(),
                now.policy().sendingBack(),
                method == null ? Method.LABEL : method,
                now.completes(taken) ? Math.max(0, now.worth().shipping() - now.shippingHeld()) : 0);
        List<PieceSums> sums = Reckoning.reckon(terms, chosen);
        List<List<QuotedPiece>> all = new ArrayList<>();
        int next = 0;
        for (Judged one : judged) {
            List<QuotedPiece> mine = new ArrayList<>();
            if (one.stands())
                for (int number : one.numbers())
                    mine.add(new QuotedPiece(
                            one.wish().line(),
                            number,
                            Objects.requireNonNull(one.remedy()),
                            sums.get(next++),
                            one.wish().variant(),
                            one.decision().needsPerson()));
            all.add(mine);
        }
        return all;
    }

    private Reckoning.Chosen chosen(Judged one, Remedy remedy, int number) {
        PieceWorth worth = now.worth().line(one.wish().line()).piece(number);
        boolean free = (one.allow() != null && one.allow().free())
                || one.wish().reason().isOurs();
        boolean another = remedy.kind() == one.wish().remedy();
        return new Reckoning.Chosen(
                worth,
                remedy,
                free,
                another ? things.price(line(one.wish()), worth, one.wish()) : OptionalLong.empty());
    }

    private OrderView.Line line(Wish wish) {
        return now.order().lines().stream()
                .filter(line -> line.id().equals(wish.line()))
                .findFirst()
                .orElseThrow();
    }

    private List<Offer> offers(Judged one) {
        if (one.allow() == null) return List.of();
        List<Offer> offers = new ArrayList<>();
        for (Remedy remedy : one.allow().remedies()) {
            Reckoning.Terms alone =
                    new Reckoning.Terms(now.worth().currency(), now.policy().sendingBack(), Method.IN_STORE, 0);
            List<PieceSums> sums = Reckoning.reckon(
                    alone,
                    one.numbers().stream()
                            .map(number -> chosen(one, remedy, number))
                            .map(chosen -> new Reckoning.Chosen(chosen.worth(), remedy, chosen.free()))
                            .toList());
            offers.add(new Offer(
                    remedy,
                    money(sums.stream().mapToLong(PieceSums::owed).sum()),
                    money(sums.stream().mapToLong(PieceSums::bonus).sum())));
        }
        return offers;
    }

    private Money money(long minor) {
        return new Money(minor, now.worth().currency());
    }

    private static @Nullable LocalDate sendBy(List<Judged> judged) {
        return judged.stream()
                .map(one -> one.decision().until())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void deny(String pointer, Denial.Kind kind) {
        denials.add(Denial.of(pointer, kind));
    }
}
