package io.postlude.returns;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.returns.ReturnView.Piece;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a return stands, in the customer's words: its page and every message about it say the same. */
public final class ReturnTelling {
    /** The folder of its sentences. */
    public static final String WORDS = "/returns/words/";

    private final Words words;
    private final Days days;
    private final ReturnNews.Stand stand;

    public ReturnTelling(Words words, Days days, ReturnNews.Stand stand) {
        this.words = words;
        this.days = days;
        this.stand = stand;
    }

    /** What holds, and what follows from it; the second may be empty. */
    public List<Sentence> headline() {
        ReturnView view = stand.view();
        String key = "back.at." + view.stage() + variant();
        var until = view.sendBy();
        if (view.stage() == Stage.AWAITED)
            return until == null
                    ? words.halves(key + ".open", Map.of())
                    : words.halves(key, Map.of("until", days.day(until)));
        if (view.stage() == Stage.ARRIVED && view.isGift()) return words.halves(key + ".gift", Map.of());
        return words.halves(key, Map.of());
    }

    /** What happens next. */
    public Sentence lead() {
        Stage stage = stand.view().stage();
        String key = "back.at." + stage + variant() + ".lead";
        var by = stand.refundBy();
        if (!variant().isEmpty()) return words.sentence(key, Map.of());
        if (stage == Stage.OWED && by == null) return words.sentence(key + ".open", Map.of());
        if (stage == Stage.ARRIVED && by == null) return words.sentence("back.at.UNDER_WAY.lead", Map.of());
        boolean promised = stage == Stage.OWED || stage == Stage.ARRIVED;
        return words.sentence(key, promised && by != null ? Map.of("by", days.day(by)) : Map.of());
    }

    /** Not all of it was taken. */
    private String variant() {
        List<Piece> pieces = stand.view().pieces();
        boolean declined = pieces.stream().anyMatch(piece -> piece.verdict() == Verdict.DECLINED);
        if (!declined) return "";
        if (stand.view().stage() == Stage.OWED) return ".part";
        boolean all = pieces.stream().noneMatch(piece -> piece.verdict() == Verdict.SETTLED);
        return stand.view().stage() == Stage.DONE && all ? ".declined" : "";
    }

    /** Pieces of one line that stand alike; {@code why} is what the store says about them. */
    public record Thing(
            LineId line,
            Verdict verdict,
            List<Piece> pieces,
            String state,
            @Nullable String why) {
        public Thing {
            pieces = List.copyOf(pieces);
        }
    }

    public List<Thing> things() {
        record Alike(
                LineId line,
                Verdict verdict,
                String state,
                @Nullable String why) {}
        Map<Alike, List<Piece>> groups = new LinkedHashMap<>();
        for (Piece piece : stand.view().pieces())
            groups.computeIfAbsent(
                            new Alike(piece.line(), piece.verdict(), state(piece), stand.why(piece)),
                            alike -> new ArrayList<>())
                    .add(piece);
        return groups.entrySet().stream()
                .map(entry -> new Thing(
                        entry.getKey().line(),
                        entry.getKey().verdict(),
                        entry.getValue(),
                        words.get(entry.getKey().state()),
                        entry.getKey().why()))
                .toList();
    }

    /** What does not come back is told what to do with; the rest, where it stands. */
    private static String state(Piece piece) {
        boolean agreed = piece.verdict() == Verdict.ACCEPTED || piece.verdict() == Verdict.SETTLED;
        return agreed && piece.sums().kind().stays()
                ? "back.piece.stays." + piece.sums().kind()
                : "back.piece." + piece.verdict();
    }

    /** What a dearer thing costs on top, and until when; empty where nothing is to be paid. */
    public Sentence pay() {
        Charge charge = stand.view().charge();
        if (charge == null || !charge.state().isOpen()) return Sentence.EMPTY;
        return words.sentence(
                page(charge) == null ? "back.pay.told" : "back.pay.until", Map.of("until", days.day(charge.dueAt())));
    }

    /** Where it is paid; null where the store tells how. */
    public static @Nullable String page(Charge charge) {
        String link = charge.link();
        return link != null && link.startsWith("https://") ? link : null;
    }

    /** As people of the language write it, with its currency: {@code 129,00 EUR}. */
    public static String money(Words words, Money money) {
        NumberFormat format =
                NumberFormat.getInstance(Locale.of(words.language().code()));
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(money.decimal())) + "\u00a0" + money.currency();
    }
}
