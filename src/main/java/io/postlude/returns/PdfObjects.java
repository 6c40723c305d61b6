package io.postlude.returns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The objects of a PDF file, numbered from 1 in the order they are added; the first is the catalogue. */
final class PdfObjects {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> places = new ArrayList<>();

    PdfObjects() {
        write("%PDF-1.4\n");
    }

    void add(String object, byte @Nullable [] stream) {
        places.add(out.size());
        write(places.size() + " 0 obj\n" + object + "\n");
        if (stream != null) {
            write("stream\n");
            out.writeBytes(stream);
            write("\nendstream\n");
        }
        write("endobj\n");
    }

    byte[] file() {
        int table = out.size();
        write("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        for (int place : places) write(String.format(Locale.ROOT, "%010d 00000 n \n", place));
        write("trailer\n<< /Size " + (places.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
