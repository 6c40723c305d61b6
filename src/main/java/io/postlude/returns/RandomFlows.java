package io.postlude.returns;

import io.postlude.returns.OrderWorth.LineWorth;
import io.postlude.returns.Reckoning.Chosen;
import io.postlude.returns.Remedy.OutboundShipping;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Random lives of orders through the books: asked for in parts, called off, taken, kept less of, taken back,
 * given, other things dearer and cheaper, paid on top, not paid in time and paid back; some are gifts that somebody else sends back. After
 * each step the laws are asked. Pure: what it drives is the code that quotes and posts.
 */
final class RandomFlows {
    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("EUR"), Currency.getInstance("JPY"), Currency.getInstance("KWD"));
    private static final int STEPS = 12;
    private static final List<Remedy.Kind> ALL = List.of(Remedy.Kind.values());
    private static final List<Remedy.Kind> FOR_GIFTS =
            ALL.stream().filter(Remedy.Kind::suitsGift).toList();

    private final SplittableRandom random;
    private int reversals;
    private int capped;
    private int whole;
    private int dearer;
    private int cheaper;
    private int lapsed;
    private int paidBack;
    private int gifts;

    RandomFlows(long seed) {
        random = new SplittableRandom(seed);
    }

    /** How often what was seen. */
    record Seen(
            int flows,
            int reversals,
            int capped,
            int whole,
            int dearer,
            int cheaper,
            int lapsed,
            int paidBack,
            int gifts) {}

    Seen run(int flows) {
        for (int i = 0; i < flows; i++) flow();
        return new Seen(flows, reversals, capped, whole, dearer, cheaper, lapsed, paidBack, gifts);
    }

    /** One order with its pieces, each in one state. */
    private static final class Life {
        /** Sent back by whoever was given it. */
        final boolean gift;

        final List<PieceSums> asked = new ArrayList<>();
        final List<Taken> accepted = new ArrayList<>();
        /** Taken, and what they cost on top is not paid yet. */
        final List<Taken> unpaid = new ArrayList<>();

        final List<Posting> postings = new ArrayList<>();
        long paid;
        long given;
        long bonus;
        long elsewhere;
        /** What came in on top, and what of it was used or paid back. */
        long received;

        long spent;
        /** What of it was paid back. */
        long surplus;

        Life(boolean gift) {
            this.gift = gift;
        }
    }

    /** A piece that was taken, with its posting. */
    private record Taken(PieceSums sums, Posting posting) {}

    private void flow() {
        Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        LineWorth[] lines = lines();
        Life life = new Life(random.nextInt(5) == 0);
        if (life.gift) gifts++;
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
                for (int i = 0; i < count; i++) chosen.add(chosen(lines, free.removeLast(), life.gift));
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

    private Chosen chosen(LineWorth[] lines, int[] piece, boolean gift) {
        List<Remedy.Kind> kinds = gift ? FOR_GIFTS : ALL;
        Remedy.Kind kind = kinds.get(random.nextInt(kinds.size()));
        boolean keeps = kind.stays();
        OutboundShipping[] shipping = OutboundShipping.values();
        Remedy remedy = new Remedy(
                kind,
                kind == Remedy.Kind.REFUND ? 0 : random.nextInt(2_000),
                keeps ? 0 : random.nextInt(2) * random.nextInt(3_000),
                keeps ? 1 + random.nextInt(Remedy.WHOLE) : 0,
                shipping[random.nextInt(shipping.length)],
                kind.isThing() && random.nextBoolean() ? Remedy.Kind.CREDIT : null);
        OptionalLong price = kind.isThing() && random.nextBoolean()
                ? OptionalLong.of(random.nextLong(60_000))
                : OptionalLong.empty();
        return new Chosen(
                lines[piece[0]].piece(piece[1]), gift ? remedy.forGift() : remedy, random.nextInt(3) == 0, price);
    }

    private void act(Life life) {
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> accept(life);
            case 3 -> takeBack(life);
            case 4 -> pay(life);
            case 5 -> lapse(life);
            default -> {
                // Called off: what was asked for is gone without a trace in the books.
                if (!life.asked.isEmpty() && random.nextInt(3) == 0) life.asked.removeLast();
            }
        }
        payBack(life);
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
        long charge = sums.difference().charge();
        boolean paid = charge <= life.received - life.spent;
        if (sums.difference().back() > 0) cheaper++;
        if (charge > 0) dearer++;
        Posting posting = sums.accepted(deduction, paid);
        life.given += owed;
        life.bonus += sums.bonus();
        if (paid) life.spent += charge;
        (paid ? life.accepted : life.unpaid).add(new Taken(sums, posting));
        life.postings.add(posting);
    }

    private void takeBack(Life life) {
        if (life.accepted.isEmpty()) return;
        Taken taken = life.accepted.removeLast();
        Posting was = taken.posting();
        life.postings.add(was.reversed());
        life.bonus -= was.of(Account.BONUS);
        life.spent -= was.of(Account.DEPOSIT);
        life.given -= owed(was) - was.of(Account.BONUS) - was.of(Account.DEPOSIT);
        reversals++;
    }

    /** The customer pays on top: for what was taken already, or before that. */
    private void pay(Life life) {
        long charge = life.unpaid.isEmpty()
                ? life.asked.stream()
                        .mapToLong(sums -> sums.difference().charge())
                        .sum()
                : life.unpaid.getLast().sums().difference().charge();
        if (charge == 0) return;
        life.received += charge;
        life.postings.add(new Posting(Map.of(Account.RECEIVED, charge, Account.DEPOSIT, -charge)));
        if (life.unpaid.isEmpty()) return;
        Taken taken = life.unpaid.removeLast();
        life.spent += charge;
        life.postings.add(new Posting(Map.of(Account.DEPOSIT, charge, Account.EXCHANGE, -charge)));
        if (random.nextBoolean()) life.postings.add(sold(taken, charge, life));
    }

    /** Nobody pays: what was taken is given as money or credit. */
    private void lapse(Life life) {
        if (life.unpaid.isEmpty()) return;
        lapsed++;
        life.postings.add(sold(life.unpaid.removeLast(), 0, life));
    }

    /** The thing is not given after all: money or credit instead, as {@link Payouts#instead} books it. */
    private Posting sold(Taken taken, long charged, Life life) {
        boolean credit = life.gift || random.nextBoolean();
        long thing = -taken.posting().of(Account.EXCHANGE) + charged;
        long bonus = credit ? 0 : taken.sums().difference().used();
        life.bonus -= bonus;
        life.spent -= charged;
        return Payouts.instead(
                thing,
                new PayoutSql.Within(charged, taken.sums().difference().used()),
                credit ? Payout.Kind.CREDIT : Payout.Kind.REFUND);
    }

    /** What nothing is wanted for any more goes back. */
    private void payBack(Life life) {
        long wanted = life.asked.stream()
                .mapToLong(sums -> sums.difference().charge())
                .sum();
        long surplus = life.received - life.spent - wanted;
        if (surplus <= 0) return;
        paidBack++;
        life.spent += surplus;
        life.surplus += surplus;
        life.postings.add(new Posting(Map.of(Account.DEPOSIT, surplus, Account.REFUND, -surplus)));
    }

    private static long owed(Posting posting) {
        return -posting.of(Account.REFUND) - posting.of(Account.CREDIT) - posting.of(Account.EXCHANGE);
    }

    private static void check(Life life) {
        Posting all = life.postings.stream().reduce(Posting.NONE, Posting::plus);
        long trial = all.entries().values().stream().mapToLong(Long::longValue).sum();
        long owed = owed(all);
        long held = -all.of(Account.DEPOSIT);
        if (trial != 0) throw new IllegalStateException("the trial balance is " + trial);
        if (held < 0 || held != life.received - life.spent)
            throw new IllegalStateException("what is held on top and the ledger disagree: " + held);
        if (owed + held != life.given + life.bonus + life.received)
            throw new IllegalStateException("the book and the ledger disagree");
        if (life.gift && -all.of(Account.REFUND) != life.surplus)
            throw new IllegalStateException("money for a gift beside what was paid on top: " + all);
        if (owed + held + life.elsewhere > life.paid + life.bonus + life.received)
            throw new IllegalStateException(owed + " given of " + life.paid + " paid, " + life.received + " on top and "
                    + life.bonus + " bonus");
    }
}
