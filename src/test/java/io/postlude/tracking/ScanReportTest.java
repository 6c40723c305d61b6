package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScanReportTest {

    private static final ScanTime NOON = ScanTime.exact(OffsetDateTime.parse("2026-03-01T12:00:00+01:00"));
    private static final ScanPlace KENLY = new ScanPlace("Kenly", "NC", "US");

    @Test
    void the_same_scan_told_twice_has_the_same_hash() {
        assertEquals(report("AR", NOON, KENLY).hash(), report("AR", NOON, KENLY).hash());
    }

    @Test
    void two_scans_of_one_moment_are_told_apart_by_code_and_by_place() {
        long arrived = report("AR", NOON, KENLY).hash();
        assertNotEquals(arrived, report("DP", NOON, KENLY).hash());
        assertNotEquals(arrived, report("AR", NOON, ScanPlace.UNKNOWN).hash());
        assertNotEquals(
                arrived, report("AR", ScanTime.local(NOON.local()), KENLY).hash());
    }

    @Test
    void the_hash_is_the_first_64_bits_of_sha_256() {
        assertEquals(0x20c2c28a3fc868ccL, report("AR", NOON, KENLY).hash());
    }

    @Test
    void a_number_is_kept_without_spaces_and_in_capitals() {
        assertEquals("1Z8V92A70367203024", numbered(" 1z 8v92-a703 67203024 ").number());
        assertThrows(IllegalArgumentException.class, () -> numbered(" - "));
    }

    @Test
    void a_time_without_a_zone_keeps_a_precision_flag_and_is_read_in_the_assumed_zone() {
        ScanTime time = ScanTime.local(LocalDateTime.parse("2026-07-01T09:30"));
        assertEquals(TimePrecision.LOCAL, time.precision());
        assertEquals(Instant.parse("2026-07-01T07:30:00Z"), time.instant(ZoneId.of("Europe/Berlin")));
        assertEquals(
                TimePrecision.DAY, ScanTime.day(LocalDate.parse("2026-07-01")).precision());
        assertEquals(ZoneOffset.ofHours(1), NOON.offset());
        assertEquals(Instant.parse("2026-03-01T11:00:00Z"), NOON.instant(ZoneId.of("Asia/Tokyo")));
    }

    @Test
    void the_far_future_and_the_distant_past_are_not_credible() {
        Instant received = Instant.parse("2026-03-01T12:00:00Z");
        assertTrue(NOON.credible(ZoneOffset.UTC, received));
        assertFalse(ScanTime.local(LocalDateTime.parse("9999-12-31T00:00")).credible(ZoneOffset.UTC, received));
        assertFalse(ScanTime.local(LocalDateTime.parse("2026-03-04T00:00")).credible(ZoneOffset.UTC, received));
        assertFalse(ScanTime.local(LocalDateTime.parse("0001-01-01T00:00")).credible(ZoneOffset.UTC, received));
    }

    @Test
    void a_clipped_text_never_ends_in_half_an_emoji() {
        assertEquals("ab", Text.clipped("ab\uD83D\uDE00", 3));
        assertEquals("ab", Text.clipped("a\0b", 3));
    }

    private static ScanReport report(String code, ScanTime time, ScanPlace place) {
        return new ScanReport("easypost", "FedEx", "123456789012", RawCode.of(code), time, place, null, null);
    }

    private static ScanReport numbered(String number) {
        return new ScanReport("api", null, number, RawCode.of("DELIVERED"), NOON, KENLY, null, null);
    }
}
