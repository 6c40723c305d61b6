package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands in the log, and what comes back. */
class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00.123456Z");
    private static final EventJson.Columns COLUMNS = new EventJson.Columns(7, AT);

    enum Place implements Numbered {
        FIRST(10),
        SECOND(20);

        private final short number;

        Place(int number) {
            this.number = (short) number;
        }

        @Override
        public short number() {
            return number;
        }
    }

    record Placed(
            StoreId store,
            long key,
            Instant occurredAt,
            Place place,
            @Nullable Place before,
            @Nullable String word,
            List<Place> all,
            boolean replayed,
            int count)
            implements Event {}

    record Bare(StoreId store, Instant occurredAt) implements Event {
        @Override
        public long key() {
            return 1;
        }
    }

    @Test
    void it_is_as_short_as_it_can_be_and_comes_back_whole() {
        Placed plain = new Placed(new StoreId(7), 5, AT, Place.SECOND, null, null, List.of(), false, 0);
        assertEquals("{\"key\":5,\"place\":20,\"all\":[],\"count\":0}", json(plain));
        assertEquals(plain, EventJson.read(json(plain), Placed.class, COLUMNS));
        Placed full = new Placed(
                new StoreId(7), 5, AT, Place.FIRST, Place.SECOND, "w", List.of(Place.SECOND, Place.FIRST), true, 3);
        assertEquals(full, EventJson.read(json(full), Placed.class, COLUMNS));
    }

    @Test
    void an_event_of_columns_alone_comes_back_too() {
        Bare bare = new Bare(new StoreId(7), AT);
        assertEquals("{}", json(bare));
        assertEquals(bare, EventJson.read("{}", Bare.class, COLUMNS));
    }

    @Test
    void any_time_comes_back_to_the_microsecond() {
        for (String text : List.of(
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.000001Z",
                "1969-12-31T23:59:58.500001Z",
                "0001-01-01T00:00:00Z",
                "2026-11-22T04:00:00.900Z",
                "+200000-01-01T00:00:00.000007Z")) {
            Instant at = Instant.parse(text);
            assertEquals(
                    at,
                    EventJson.read("{}", Bare.class, new EventJson.Columns(7, at))
                            .occurredAt());
        }
    }

    @Test
    void an_event_written_at_length_is_still_read() {
        Event old = EventJson.read(
                "{\"store\":7,\"key\":5,\"occurredAt\":\"2026-03-01T08:00:00.123456Z\",\"place\":\"SECOND\",\"before\":null,"
                        + "\"word\":null,\"all\":[\"FIRST\"],\"replayed\":false,\"count\":2}",
                Placed.class,
                COLUMNS);
        assertEquals(new Placed(new StoreId(7), 5, AT, Place.SECOND, null, null, List.of(Place.FIRST), false, 2), old);
    }

    @Test
    void a_number_nobody_knows_is_refused() {
        assertThrows(
                IllegalStateException.class,
                () -> EventJson.read("{\"key\":5,\"place\":11,\"all\":[]}", Placed.class, COLUMNS));
    }

    private static String json(Event event) {
        return new String(EventJson.write(event), StandardCharsets.UTF_8);
    }
}
