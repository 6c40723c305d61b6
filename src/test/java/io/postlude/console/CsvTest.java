package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void a_cell_that_a_spreadsheet_would_calculate_is_made_plain_text() {
        assertEquals(
                "\"'=HYPERLINK(\"\"http://evil\"\")\"\r\n", Csv.line(Arrays.asList("=HYPERLINK(\"http://evil\")")));
        assertEquals("\"'+49 30 1\",\"'@cmd\",\"'-2+3\"\r\n", Csv.line(Arrays.asList("+49 30 1", "@cmd", "-2+3")));
        assertEquals("\"'\t=1\",\"'\r=1\"\r\n", Csv.line(Arrays.asList("\t=1", "\r=1")));
    }

    @Test
    void a_negative_amount_stays_a_number() {
        assertEquals("\"-15.90\",\"312.00\"\r\n", Csv.line(Arrays.asList("-15.90", "312.00")));
    }

    @Test
    void quotes_commas_lines_and_absent_cells_survive() {
        assertEquals("\"a \"\"b\"\", c\nd\",\"\",\"🎁\"\r\n", Csv.line(Arrays.asList("a \"b\", c\nd", null, "🎁")));
    }
}
