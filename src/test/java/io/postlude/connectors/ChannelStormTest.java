package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.connectors.TwilioPeer.Behaviour;
import io.postlude.messaging.ChannelRounds;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Two workers, two providers in every mood: counted at the providers' side. */
class ChannelStormTest {
    private static ChannelsWorld world;

    @BeforeAll
    static void open() {
        world = new ChannelsWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() {
        world.empty();
    }

    @RepeatedTest(2)
    void whatever_providers_do_each_message_arrives_once_and_none_is_lost() throws Exception {
        long seed = System.nanoTime();
        Random chance = new Random(seed);
        Behaviour[] moods = {
            Behaviour.TAKES,
            Behaviour.TAKES_AND_HANGS_UP,
            Behaviour.HANGS_UP,
            Behaviour.UNAVAILABLE,
            Behaviour.BUSY,
            Behaviour.ANSWERS_NONSENSE
        };
        Behaviour[] first =
                chance.ints(120, 0, moods.length).mapToObj(i -> moods[i]).toArray(Behaviour[]::new);
        Behaviour[] second =
                chance.ints(120, 0, moods.length).mapToObj(i -> moods[i]).toArray(Behaviour[]::new);
        try (TwilioPeer one = new TwilioPeer(world.clock, first);
                TwilioPeer two = new TwilioPeer(world.clock, second);
                ChannelRounds other = world.anotherNode()) {
            world.twilio(one, "First");
            world.twilio(two, "Second");
            List<MessageId> queued = new ArrayList<>();
            for (int i = 0; i < 150; i++)
                queued.add(world.queue("storm-" + seed + "-" + i, "+49151" + (10_000_000 + i), "Parcel " + i));
            for (int i = 0; i < 60; i++) {
                Thread beside = Thread.ofVirtual().start(other::work);
                world.rounds.work();
                beside.join();
                world.clock.move(Duration.ofMinutes(11));
            }
            List<String> heard = new ArrayList<>(one.heard());
            heard.addAll(two.heard());
            assertEquals(150, heard.size(), "seed " + seed);
            assertEquals(150, heard.stream().distinct().count(), "seed " + seed);
            for (MessageId id : queued)
                assertEquals(
                        MessageState.SENT, world.sketch(id).state(), () -> "seed " + seed + " " + world.sketch(id));
        }
    }
}
