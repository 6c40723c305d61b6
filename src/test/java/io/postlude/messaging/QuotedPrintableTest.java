package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPrintableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a=b",
                "Grüße, №1, 🦄",
                "blank at the end \nand a tab\t\n",
                "\n\n.\n..\n",
                "ends in a blank "
            })
    void what_is_encoded_reads_the_same_elsewhere(String text) throws Exception {
        assertEquals(text.replace("\n", "\r\n"), decoded(QuotedPrintable.encode(text)));
    }

    @Test
    void every_end_of_line_becomes_the_mails_own() throws Exception {
        assertEquals("a\r\nb\r\nc\r\nd", decoded(QuotedPrintable.encode("a\r\nb\nc\rd")));
    }

    @Test
    void long_lines_of_anything_are_broken_softly_and_only_signs_of_the_wire_are_used() throws Exception {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String text = random.ints(random.nextInt(400), 1, 0x2FFF)
                    .filter(sign -> sign != '\r' && sign != '\n')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] encoded = QuotedPrintable.encode(text);
            assertEquals(text, decoded(encoded), "seed " + seed + ", round " + round);
            for (String line : new String(encoded, StandardCharsets.US_ASCII).split("\r\n", -1))
                assertTrue(line.length() <= 76 && line.matches("[ -~\\t]*(?<![ \\t])"), line);
        }
    }

    private static String decoded(byte[] encoded) throws Exception {
        byte[] bytes = MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")
                .readAllBytes();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
