package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.PickupPeer.Behaviour;
import io.postlude.returns.Doorstep;
import io.postlude.returns.Doorstep.Agreed;
import io.postlude.returns.Doorstep.End;
import io.postlude.returns.Doorstep.InDoubt;
import io.postlude.returns.Doorstep.Later;
import io.postlude.returns.Doorstep.Never;
import io.postlude.returns.Doorstep.NobodySays;
import io.postlude.returns.Doorstep.Offered;
import io.postlude.returns.Doorstep.Stop;
import io.postlude.returns.Postage.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Carriers told of pickups through EasyPost and Shippo: once, whatever becomes of the answer, and that nobody has to come. */
class PickupsOutTest {
    private static final OutsideAccounts OUTSIDE = new OutsideAccounts();

    @AfterAll
    static void close() {
        OUTSIDE.close();
    }

    private static Doorstep setUp(String kind, PickupPeer peer) {
        return OUTSIDE.seller(kind, peer.entered(kind)).doorstep().orElseThrow();
    }

    private static Stop stop(String kind) {
        Place customer = new Place(
                "Anna Keller", "Feldstr. 1 & 2", "", "20357", "Hamburg", "", "DE", "+49 170 1", "anna@example.org");
        return new Stop(
                OUTSIDE.store,
                "pickup-" + OutsideAccounts.IDS.next(),
                kind.equals("easypost") ? PickupPeer.SHIPMENT : PickupPeer.TRANSACTION,
                "RET-7K3M-9QXA",
                customer,
                Instant.parse("2031-03-05T08:00:00Z"),
                Instant.parse("2031-03-05T16:00:00Z"));
    }

    private static String offered(Doorstep door, Stop stop) {
        return assertInstanceOf(Offered.class, door.offer(stop)).offer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void the_carrier_is_told_where_and_when_and_gives_its_number(String kind) throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp(kind, peer);
            Stop stop = stop(kind);
            String offer = offered(door, stop);
            assertEquals(0, peer.told.get(), "an offer binds nobody");
            Agreed agreed = assertInstanceOf(Agreed.class, door.agree(stop, offer));
            assertTrue(String.valueOf(agreed.confirmation()).startsWith("WTC"), agreed.toString());
            assertEquals(peer.scheduled().getFirst().id, agreed.reference());
            assertEquals(List.of(), peer.faults);
        }
    }

    @Test
    void at_easypost_a_lost_answer_is_asked_about_and_nobody_told_twice() throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp("easypost", peer);
            Stop stop = stop("easypost");
            String offer = offered(door, stop);
            peer.next.addAll(List.of(
                    Behaviour.HANGS_UP,
                    Behaviour.FALLS_OVER,
                    Behaviour.BUSY,
                    Behaviour.PENDS,
                    Behaviour.TELLS_AND_HANGS_UP));
            assertInstanceOf(InDoubt.class, door.agree(stop, offer), "hung up");
            assertInstanceOf(Later.class, door.ask(stop, offer), "surely not told");
            assertInstanceOf(InDoubt.class, door.agree(stop, offer), "fell over");
            assertInstanceOf(Later.class, door.agree(stop, offer), "busy: surely not told");
            assertInstanceOf(InDoubt.class, door.agree(stop, offer), "it does not say whether it is scheduled");
            assertInstanceOf(InDoubt.class, door.agree(stop, offer), "told, and the answer lost");
            assertInstanceOf(Agreed.class, door.ask(stop, offer));
            assertEquals(1, peer.told.get());
        }
    }

    @Test
    void shippo_cannot_be_asked_so_a_lost_answer_is_for_a_person_and_never_repeated() throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp("shippo", peer);
            for (Behaviour lost :
                    List.of(Behaviour.TELLS_AND_HANGS_UP, Behaviour.HANGS_UP, Behaviour.FALLS_OVER, Behaviour.PENDS)) {
                Stop stop = stop("shippo");
                String offer = offered(door, stop);
                peer.next.add(lost);
                NobodySays unsure = assertInstanceOf(NobodySays.class, door.agree(stop, offer), lost.name());
                assertTrue(unsure.why().contains("ask the carrier"), unsure.why());
                assertInstanceOf(NobodySays.class, door.ask(stop, offer));
            }
            Stop busy = stop("shippo");
            peer.next.add(Behaviour.BUSY);
            assertInstanceOf(Later.class, door.agree(busy, offered(door, busy)), "surely not told");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void what_is_refused_goes_to_a_person_with_the_reason(String kind) throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp(kind, peer);
            Stop stop = stop(kind);
            peer.next.add(Behaviour.REFUSES);
            Never never = assertInstanceOf(Never.class, door.agree(stop, offered(door, stop)));
            assertTrue(never.why().contains("no driver that day"), never.why());
        }
    }

    @Test
    void where_no_carrier_comes_easypost_says_why() throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp("easypost", peer);
            peer.comes = false;
            Never never = assertInstanceOf(Never.class, door.offer(stop("easypost")));
            assertTrue(never.why().contains("no pickups at this postcode"), never.why());
        }
    }

    @Test
    void easypost_is_told_once_that_nobody_has_to_come() throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp("easypost", peer);
            Stop stop = stop("easypost");
            Agreed agreed = assertInstanceOf(Agreed.class, door.agree(stop, offered(door, stop)));
            peer.cancels = false;
            Doorstep.Ending refused = door.callOff(OUTSIDE.store, agreed.reference());
            assertEquals(End.BY_HAND, refused.end());
            assertTrue(refused.answer().contains("the driver is on the way"), refused.answer());
            peer.cancels = true;
            assertEquals(
                    End.CALLED_OFF,
                    door.callOff(OUTSIDE.store, agreed.reference()).end());
            assertEquals(
                    End.CALLED_OFF,
                    door.callOff(OUTSIDE.store, agreed.reference()).end());
            assertEquals(1, peer.cancelled.get());
        }
    }

    @Test
    void shippo_cancels_nothing_so_a_person_tells_the_carrier() throws IOException {
        try (PickupPeer peer = new PickupPeer()) {
            Doorstep door = setUp("shippo", peer);
            assertEquals(End.BY_HAND, door.callOff(OUTSIDE.store, "p41").end());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"easypost", "shippo"})
    void a_provider_that_is_gone_leaves_nothing_agreed(String kind) throws IOException {
        Doorstep door;
        try (PickupPeer peer = new PickupPeer()) {
            door = setUp(kind, peer);
        }
        assertInstanceOf(Later.class, door.offer(stop(kind)));
        assertInstanceOf(Later.class, door.agree(stop(kind), "pickup_1/UPS/x"), "nobody was reached");
    }
}
