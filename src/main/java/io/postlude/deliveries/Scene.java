package io.postlude.deliveries;

import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.OrderFacts.Carrier;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Scan;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.stores.Brand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page is about: the parcel with the worst news, its situation, and the names its sentences fill in. */
public record Scene(
        Words words,
        Days days,
        Brand brand,
        OrderFacts order,
        @Nullable Parcel parcel,
        Situation situation,
        Punctuality punctuality) {

    public static Scene of(Words words, Days days, Brand brand, OrderFacts order) {
        return of(new Voice(words, days, brand), order, order.parcels());
    }

    /** In which words, in which zone and as whom it is said. */
    public record Voice(Words words, Days days, Brand brand) {}

    /** The same order seen from some of its parcels. */
    public static Scene of(Voice voice, OrderFacts order, List<Parcel> parcels) {
        Words words = voice.words();
        Days days = voice.days();
        Brand brand = voice.brand();
        Parcel worst = parcels.stream().min(Comparator.comparing(Situation::of)).orElse(null);
        Situation situation = order.cancellation() != null
                ? Situation.CANCELLED
                : worst == null ? Situation.PLACED : Situation.of(worst);
        return new Scene(words, days, brand, order, worst, situation, judge(days, order, worst, situation));
    }

    private static Punctuality judge(Days days, OrderFacts order, @Nullable Parcel parcel, Situation situation) {
        Window promised = order.promised();
        return switch (situation) {
            case CANCELLED,
                    RETURN_MOVING,
                    RETURN_ARRIVED,
                    VOIDED,
                    LOST,
                    DAMAGED,
                    UNDELIVERABLE,
                    REFUSED,
                    RETURNING,
                    RETURNED -> new Punctuality(null, Punctuality.Verdict.NONE, 0);
            case DELIVERED ->
                parcel == null || parcel.since() == null
                        ? new Punctuality(null, Punctuality.Verdict.NONE, 0)
                        : Punctuality.settled(promised, days.of(parcel.since()));
            default -> Punctuality.pending(promised, days.today(), best(order, parcel));
        };
    }

    /** The day it should come on, by what we know best: our own expectation before the carrier's word. */
    private static @Nullable LocalDate best(OrderFacts order, @Nullable Parcel parcel) {
        Expectation expected = parcel == null ? order.expected() : parcel.expected();
        if (expected != null) {
            return expected.likely().orElseGet(expected::median);
        }
        return parcel == null || parcel.estimate() == null
                ? null
                : parcel.estimate().to();
    }

    /** When it should come; absent where nobody can say, or nothing is to come any more. */
    public @Nullable Expectation expected() {
        return !isAwaited() ? null : parcel == null ? order.expected() : parcel.expected();
    }

    private boolean isAwaited() {
        return situation.isUnderWay() || situation == Situation.CUSTOMS || situation == Situation.HELD;
    }

    public boolean isLate() {
        return situation.isTrouble() || punctuality.isLate();
    }

    /** The detail of the canonical status, "damaged" of "EXCEPTION.damaged"; empty before there is one. */
    public String detail() {
        String code = parcel == null ? null : parcel.code();
        return code == null ? "" : code.substring(code.indexOf('.') + 1);
    }

    public List<Item> items() {
        return parcel == null ? order.unsent() : parcel.items();
    }

    @Nullable
    public Scan newest() {
        return parcel == null || parcel.scans().isEmpty()
                ? null
                : parcel.scans().getFirst();
    }

    /** Where it was last seen, as people write it. */
    @Nullable
    public String place() {
        Scan newest = newest();
        return newest == null ? null : ScanText.place(newest.place());
    }

    /** When the present situation began, as well as we know it. */
    public Instant since() {
        if (parcel == null) {
            return order.placedAt();
        }
        if (parcel.since() != null) {
            return parcel.since();
        }
        Scan newest = newest();
        if (newest != null) {
            return newest.at();
        }
        return parcel.packedAt() == null ? order.placedAt() : parcel.packedAt();
    }

    public Precision precision() {
        Scan newest = newest();
        return newest == null ? Precision.TIME : newest.precision();
    }

    public Carrier carrier() {
        return parcel == null ? Carrier.UNKNOWN : parcel.carrier();
    }

    /** The days the carrier itself names; absent where nothing is awaited, and once they are past: an old word is none. */
    @Nullable
    public Window carrierSays() {
        Window said = parcel == null ? null : parcel.estimate();
        return said == null || !isAwaited() || said.to().isBefore(days.today()) ? null : said;
    }

    /** The last of the days the carrier names. */
    @Nullable
    public LocalDate estimate() {
        Window said = carrierSays();
        return said == null ? null : said.to();
    }

    /** All names a sentence of this page may fill in. */
    public Map<String, Object> names() {
        var names = new HashMap<String, Object>();
        names.put("order", order.number());
        names.put("brand", brand.name());
        names.put("things", new Things(words).name(items()));
        String carrier = carrier().name();
        names.put("carrier", carrier == null ? words.get("carrier.unknown") : carrier);
        names.put("when", days.when(since(), precision()));
        names.put("day", days.day(since()));
        names.put("time", new Sentence.Moment(days.when(since(), Precision.TIME).datetime(), days.clock(since())));
        String place = place();
        if (place != null) {
            names.put("place", place);
        }
        LocalDate estimate = estimate();
        if (estimate != null) {
            names.put("estimate", days.day(estimate));
        }
        Window promised = order.promised();
        if (promised != null) {
            names.put("to", days.day(promised.to()));
            LocalDate from = promised.from();
            names.put("from", days.from(from == null ? promised.to() : from, promised.to()));
        }
        new WindowText(words, days).addTo(names, expected());
        return names;
    }
}
