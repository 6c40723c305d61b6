package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/** Sells labels and sends drivers; does once what a test put into its way. */
final class PickupCarrier implements Postage, Doorstep {
    private static final ZoneId STORE = ZoneId.of("Europe/Berlin");

    /** What drivers are to fetch, by its key: the day. Each telling is one of them. */
    final Map<String, List<LocalDate>> comes = new HashMap<>();

    final Queue<String> next = new ArrayDeque<>();
    int calls;
    boolean cancels = true;

    void forget() {
        comes.clear();
        next.clear();
        calls = 0;
        cancels = true;
    }

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String title() {
        return "Counter";
    }

    @Override
    public Optional<Terms> terms(Tx tx, StoreId store) {
        return Optional.of(new Terms(true, 30));
    }

    @Override
    public Postage.Outcome offer(Wanted wanted) {
        return new Postage.Offered("label of " + wanted.key());
    }

    @Override
    public Postage.Outcome buy(Wanted wanted, String offer) {
        return new Bought(
                offer,
                "DHL",
                "JJD" + offer.replaceAll("\\D", ""),
                Money.of(642, "EUR"),
                new Document("application/pdf", new byte[] {'%'}));
    }

    @Override
    public Postage.Outcome ask(Wanted wanted, String offer) {
        return new Postage.Later("nothing was bought");
    }

    @Override
    public Voiding giveBack(StoreId store, String reference) {
        return new Voiding(Stand.VOIDED, "refunded");
    }

    @Override
    public Optional<Doorstep> doorstep() {
        return Optional.of(this);
    }

    @Override
    public Doorstep.Outcome offer(Stop stop) {
        assertTrue(stop.label().startsWith("label of "), stop.label());
        assertEquals("Feldstr. 1", stop.customer().street());
        return new Doorstep.Offered(stop.key() + " " + stop.from().atZone(STORE).toLocalDate());
    }

    @Override
    public Doorstep.Outcome agree(Stop stop, String offer) {
        calls++;
        String told = Objects.requireNonNullElse(next.poll(), "works");
        if (told.equals("later")) return new Doorstep.Later("busy");
        if (told.equals("never")) return new Doorstep.Never("no driver there");
        if (told.equals("falls over before")) throw new StackOverflowError("the machine went out");
        comes.computeIfAbsent(offer, key -> new ArrayList<>()).add(LocalDate.parse(offer.split(" ", 2)[1]));
        if (told.equals("falls over after")) throw new StackOverflowError("the machine went out");
        if (told.equals("loses the answer")) return new Doorstep.InDoubt("the line went dead");
        if (told.equals("nobody says")) return new Doorstep.NobodySays("ask the carrier");
        return new Agreed(offer, "WTC" + offer.hashCode());
    }

    @Override
    public Doorstep.Outcome ask(Stop stop, String offer) {
        return comes.containsKey(offer)
                ? new Agreed(offer, "WTC" + offer.hashCode())
                : new Doorstep.Later("it is not scheduled");
    }

    @Override
    public Ending callOff(StoreId store, String reference) {
        if (Objects.equals(next.peek(), "no answer")) {
            next.remove();
            return new Ending(End.UNKNOWN, "no answer");
        }
        if (!cancels) return new Ending(End.BY_HAND, "the driver is on the way");
        comes.remove(reference);
        return new Ending(End.CALLED_OFF, "canceled");
    }

    List<LocalDate> days() {
        return comes.values().stream().flatMap(List::stream).sorted().toList();
    }
}
