package io.postlude.returns;

import io.postlude.returns.OrderWorth.LineWorth;
import io.postlude.returns.Reckoning.Chosen;
import io.postlude.returns.Remedy.OutboundShipping;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random lives of orders through the books: asked for in parts, called off, taken, kept less of, taken back, given. After
 * each step the laws are asked. Pure: what it drives is the code that quotes and posts.
 */
final class RandomFlows {
    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("EUR"), Currency.getInstance("JPY"), Currency.getInstance("KWD"));
    private static final int STEPS = 12;

    private final SplittableRandom random;
    private int reversals;
    private int capped;
    private int whole;

    RandomFlows(long seed) {
        random = new SplittableRandom(seed);
    }

    /** How often what was seen. */
    record Seen(int flows, int reversals, int capped, int whole) {}

    Seen run(int flows) {
        for (int i = 0; i < flows; i++) flow();
        return new Seen(flows, reversals, capped, whole);
    }

    /** One order with its pieces, each in one state. */
    private static final class Life {
        final List<PieceSums> asked = new ArrayList<>();
        final List<Posting> accepted = new ArrayList<>();
        final List<Posting> postings = new ArrayList<>();
        long paid;
        long given;
        long bonus;
        long elsewhere;
    }

    private void flow() {
        Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        LineWorth[] lines = lines();
        Life life = new Life();
        long shipping = 0;
        for (LineWorth line : lines) {
            life.paid += line.goods() + line.tax() + line.shipping();
            shipping += line.shipping();
        }
        // Some shops' sums do not agree, and some give money back by themselves.
        if (random.nextInt(4) == 0) life.elsewhere = random.nextLong(life.paid / 2 + 1);
        List<int[]> free = pieces(lines);
        long shippingHeld = 0;
        for (int step = 0; step < STEPS; step++) {
            if (!free.isEmpty() && random.nextInt(2) == 0) {
                int count = random.nextInt(4) == 0 ? free.size() : 1 + random.nextInt(free.size());
                boolean all = count == free.size();
                List<Chosen> chosen = new ArrayList<>();
                for (int i = 0; i < count; i++) chosen.add(chosen(lines, free.removeLast()));
                if (all) whole++;
                Reckoning.Terms terms = new Reckoning.Terms(
                        currency,
                        new Policy.SendingBack(Map.of(currency.getCurrencyCode(), random.nextLong(800)), Map.of()),
                        random.nextBoolean() ? Method.LABEL : Method.OWN_CARRIER,
                        all ? shipping - shippingHeld : 0);
                List<PieceSums> sums = Reckoning.reckon(terms, chosen);
                shippingHeld += sums.stream().mapToLong(PieceSums::shipping).sum();
                life.asked.addAll(sums);
            }
            act(life);
            check(life);
        }
    }

    private LineWorth[] lines() {
        LineWorth[] lines = new LineWorth[1 + random.nextInt(4)];
        for (int i = 0; i < lines.length; i++)
            lines[i] = new LineWorth(
                    1 + random.nextInt(5),
                    random.nextLong(50_000),
                    random.nextInt(3) == 0 ? random.nextLong(8_000) : 0,
                    random.nextLong(900));
        return lines;
    }

    private List<int[]> pieces(LineWorth[] lines) {
        List<int[]> all = new ArrayList<>();
        for (int line = 0; line < lines.length; line++)
            for (int number = 1; number <= lines[line].quantity(); number++)
                all.add(random.nextInt(all.size() + 1), new int[] {line, number});
        return all;
    }

    private Chosen chosen(LineWorth[] lines, int[] piece) {
        Remedy.Kind[] kinds = Remedy.Kind.values();
        Remedy.Kind kind = kinds[random.nextInt(kinds.length)];
        boolean keeps = kind == Remedy.Kind.KEEP;
        OutboundShipping[] shipping = OutboundShipping.values();
        Remedy remedy = new Remedy(
                kind,
                kind == Remedy.Kind.REFUND ? 0 : random.nextInt(2_000),
                keeps ? 0 : random.nextInt(2) * random.nextInt(3_000),
                keeps ? 1 + random.nextInt(Remedy.WHOLE) : 0,
                shipping[random.nextInt(shipping.length)]);
        return new Chosen(lines[piece[0]].piece(piece[1]), remedy, random.nextInt(3) == 0);
    }

    private void act(Life life) {
        switch (random.nextInt(5)) {
            case 0, 1, 2 -> accept(life);
            case 3 -> takeBack(life);
            default -> {
                // Called off: what was asked for is gone without a trace in the books.
                if (!life.asked.isEmpty() && random.nextInt(3) == 0) life.asked.removeLast();
            }
        }
    }

    /** The same cap as the database's. */
    private void accept(Life life) {
        if (life.asked.isEmpty()) return;
        PieceSums sums = life.asked.removeLast();
        long deduction = random.nextInt(4) == 0 ? random.nextLong(sums.owed() + 1) : 0;
        long owed = sums.owed() - deduction;
        if (life.given + life.elsewhere + owed > life.paid) {
            capped++;
            return;
        }
        Posting posting = sums.accepted(deduction);
        life.given += owed;
        life.bonus += sums.bonus();
        life.accepted.add(posting);
        life.postings.add(posting);
    }

    private void takeBack(Life life) {
        if (life.accepted.isEmpty()) return;
        Posting was = life.accepted.removeLast();
        life.postings.add(was.reversed());
        long bonus = was.of(Account.BONUS);
        life.bonus -= bonus;
        life.given -= owed(was) - bonus;
        reversals++;
    }

    private static long owed(Posting posting) {
        return -posting.of(Account.REFUND) - posting.of(Account.CREDIT) - posting.of(Account.EXCHANGE);
    }

    private static void check(Life life) {
        Posting all = life.postings.stream().reduce(Posting.NONE, Posting::plus);
        long trial = all.entries().values().stream().mapToLong(Long::longValue).sum();
        long owed = owed(all);
        if (trial != 0) throw new IllegalStateException("the trial balance is " + trial);
        if (owed != life.given + life.bonus) throw new IllegalStateException("the book and the ledger disagree");
        if (owed + life.elsewhere > life.paid + life.bonus)
            throw new IllegalStateException(owed + " given of " + life.paid + " paid and " + life.bonus + " bonus");
    }
}
