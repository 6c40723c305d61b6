package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, GSM_7, 1",
        "a, 161, GSM_7, 2",
        "a, 306, GSM_7, 2",
        "a, 307, GSM_7, 3",
        "€, 80, GSM_7, 1",
        "€, 81, GSM_7, 2",
        "ß, 160, GSM_7, 1",
        "ç, 70, UCS_2, 1",
        "ç, 71, UCS_2, 2",
        "ж, 134, UCS_2, 2",
        "ж, 135, UCS_2, 3"
    })
    void segments_are_counted_as_networks_do(String sign, int times, SmsText.Encoding encoding, int segments) {
        SmsText text = SmsText.of(sign.repeat(times));
        assertEquals(encoding, text.encoding());
        assertEquals(segments, text.segments().size());
        assertEquals(sign.repeat(times), String.join("", text.segments()));
    }

    @Test
    void neither_an_escaped_sign_nor_a_pair_of_surrogates_is_cut_in_two() {
        SmsText euros = SmsText.of("a".repeat(152) + "€" + "a".repeat(20));
        assertEquals("a".repeat(152), euros.segments().getFirst());
        SmsText parcels = SmsText.of("x".repeat(66) + "\uD83D\uDCE6" + "x".repeat(20));
        assertEquals("x".repeat(66), parcels.segments().getFirst());
        assertTrue(parcels.segments().get(1).startsWith("\uD83D\uDCE6"));
    }

    @Test
    void the_alphabet_has_its_signs_at_their_places() {
        assertArrayEquals(
                new byte[] {0x00, 0x1c, 0x20, 0x41, 0x5b, 0x7f, 0x1b, 0x65, 0x1b, 0x3c}, SmsText.septets("@Æ AÄà€["));
    }

    @Test
    void whatever_is_written_in_septets_is_read_back() {
        long seed = System.nanoTime();
        Random chance = new Random(seed);
        String alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0129:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€";
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = chance.nextInt(200); c > 0; c--)
                text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
            assertEquals(text.toString(), SmsText.fromSeptets(SmsText.septets(text.toString())), "seed " + seed);
        }
    }

    @Test
    void each_segment_has_its_price() {
        assertEquals(new BigDecimal("0.1500"), SmsText.of("a".repeat(200)).cost(new BigDecimal("0.0750")));
    }
}
