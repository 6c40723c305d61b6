package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The label for label printers. */
class LabelZplTest {
    private static final String CODE = "RET-7K3M-9QXA";

    private static String zpl(String name) {
        return LabelZpl.of(new LabelText(
                CODE, List.of(name, "Feldstr. 1"), List.of("Maren & Pine", "Skippergata 4"), "#1  /  2 pieces"));
    }

    @Test
    void the_bars_and_the_square_say_the_number_of_the_return() {
        String zpl = zpl("Anna Keller");
        assertTrue(zpl.startsWith("^XA\n") && zpl.endsWith("^XZ\n"), zpl);
        assertTrue(zpl.contains("^BCN,200,N,N,N^FD" + CODE + "^FS"), zpl);
        assertTrue(zpl.contains("^BQN,2,8^FDMA," + CODE + "^FS"), zpl);
        assertTrue(zpl.contains("^FDAnna Keller^FS"), zpl);
    }

    @Test
    void a_name_that_is_a_command_is_printed_and_not_obeyed() {
        String plain = zpl("x");
        String wicked = zpl("^XZ~JA_41 Müller");
        assertEquals(
                plain.chars().filter(sign -> sign == '^').count(),
                wicked.chars().filter(sign -> sign == '^').count());
        assertEquals(0, wicked.chars().filter(sign -> sign == '~').count());
        assertTrue(wicked.contains("_5EXZ_7EJA_5F41 Müller"), wicked);
    }
}
