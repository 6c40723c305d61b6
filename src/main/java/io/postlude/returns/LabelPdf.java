package io.postlude.returns;

import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;

/**
 * Draws a built-in label: 4 by 6 inches, for label printers and for the middle of a sheet of paper. The file is written by
 * hand: one page, two fonts that every reader has, filled rectangles; a library for it took fifty times as long.
 */
public final class LabelPdf {
    private static final int WIDTH_POINTS = 288;
    private static final int HEIGHT_POINTS = 432;
    private static final int MARGIN_POINTS = 18;
    private static final int BARS_POINTS = 72;
    private static final int SQUARE_POINTS = 96;
    private static final double LEADING = 1.25;
    /** What the fonts every reader has are written in. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final LabelText text;
    private final StringBuilder page = new StringBuilder(8_192);
    private final CharsetEncoder western = WESTERN.newEncoder();

    private LabelPdf(LabelText text) {
        this.text = text;
    }

    public static byte[] of(LabelText text) {
        try {
            return new LabelPdf(text).draw();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] draw() throws IOException {
        int top = HEIGHT_POINTS - MARGIN_POINTS;
        lines(text.from(), new Place("F1", 9, top - 9));
        rule(342);
        lines(text.to(), new Place("F2", 15, 318));
        rule(222);
        matrix(
                LabelBars.bars(text.code()),
                new Into(MARGIN_POINTS, 140, WIDTH_POINTS - 2 * MARGIN_POINTS, BARS_POINTS));
        lines(List.of(text.code()), new Place("F2", 15, 120));
        lines(List.of(text.about()), new Place("F1", 9, 102));
        int square = WIDTH_POINTS - MARGIN_POINTS - SQUARE_POINTS;
        matrix(LabelBars.square(text.code()), new Into(square, MARGIN_POINTS, SQUARE_POINTS, SQUARE_POINTS));
        return file();
    }

    private record Place(String font, int size, int y) {}

    private record Into(int x, int y, int width, int height) {}

    private void lines(List<String> lines, Place place) {
        page.append("BT /")
                .append(place.font())
                .append(' ')
                .append(place.size())
                .append(" Tf ");
        page.append(number(place.size() * LEADING)).append(" TL ");
        page.append(MARGIN_POINTS).append(' ').append(place.y()).append(" Td\n");
        for (String line : lines)
            page.append('(').append(escaped(printable(line))).append(") Tj T*\n");
        page.append("ET\n");
    }

    private void rule(int y) {
        page.append("1 w ").append(MARGIN_POINTS).append(' ').append(y).append(" m ");
        page.append(WIDTH_POINTS - MARGIN_POINTS).append(' ').append(y).append(" l S\n");
    }

    /** Neighbours in a row are one rectangle, and so are rows that are alike. */
    private void matrix(BitMatrix matrix, Into into) {
        double wide = (double) into.width() / matrix.getWidth();
        double high = (double) into.height() / matrix.getHeight();
        for (int y = 0; y < matrix.getHeight(); ) {
            int alike = y + 1;
            while (alike < matrix.getHeight() && sameRow(matrix, y, alike)) alike++;
            double bottom = into.y() + into.height() - alike * high;
            for (int x = 0; x < matrix.getWidth(); ) {
                int end = x;
                while (end < matrix.getWidth() && matrix.get(end, y)) end++;
                if (end > x)
                    page.append(number(into.x() + x * wide))
                            .append(' ')
                            .append(number(bottom))
                            .append(' ')
                            .append(number((end - x) * wide))
                            .append(' ')
                            .append(number((alike - y) * high))
                            .append(" re\n");
                x = end + 1;
            }
            y = alike;
        }
        page.append("f\n");
    }

    private static boolean sameRow(BitMatrix matrix, int one, int other) {
        for (int x = 0; x < matrix.getWidth(); x++) if (matrix.get(x, one) != matrix.get(x, other)) return false;
        return true;
    }

    private byte[] file() throws IOException {
        byte[] drawn = deflated();
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + WIDTH_POINTS + " " + HEIGHT_POINTS
                        + "] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>",
                font("Helvetica"),
                font("Helvetica-Bold"),
                "<< /Length " + drawn.length + " /Filter /FlateDecode >>",
                "<< /Title (" + escaped(printable(text.code())) + ") /Producer (Postlude) >>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        write(out, "%PDF-1.4\n");
        for (int i = 0; i < objects.size(); i++) {
            places.add(out.size());
            write(out, (i + 1) + " 0 obj\n" + objects.get(i) + "\n");
            if (objects.get(i).contains("/Length")) {
                write(out, "stream\n");
                out.write(drawn);
                write(out, "\nendstream\n");
            }
            write(out, "endobj\n");
        }
        int table = out.size();
        write(out, "xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        for (int place : places) write(out, String.format(Locale.ROOT, "%010d 00000 n \n", place));
        write(
                out,
                "trailer\n<< /Size " + (places.size() + 1) + " /Root 1 0 R /Info 7 0 R >>\nstartxref\n" + table
                        + "\n%%EOF\n");
        return out.toByteArray();
    }

    private byte[] deflated() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(page.toString().getBytes(WESTERN));
        }
        return out.toByteArray();
    }

    static String font(String name) {
        return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding /WinAnsiEncoding >>";
    }

    private static void write(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(WESTERN));
    }

    /** To a thousandth of a point, without zeros at the end; a label has hundreds of them. */
    private static String number(double value) {
        long thousandths = Math.round(value * 1_000);
        String text = Long.toString(thousandths / 1_000);
        if (thousandths % 1_000 == 0) return text;
        String rest = Long.toString(1_000 + thousandths % 1_000).substring(1);
        int end = 3;
        while (rest.charAt(end - 1) == '0') end--;
        return text + "." + rest.substring(0, end);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("(", "\\(")
                .replace(")", "\\)")
                .replaceAll("\\p{Cntrl}", " ");
    }

    /** The fonts every reader has know Western letters only: others lose their marks, or become a question mark. */
    private String printable(String line) {
        return printable(line, western);
    }

    /** As it may stand in brackets on a page. */
    static String written(String line) {
        return escaped(printable(line, WESTERN.newEncoder()));
    }

    private static String printable(String line, CharsetEncoder western) {
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(line)) return line;
        StringBuilder all = new StringBuilder();
        line.codePoints().forEach(sign -> all.append(printable(Character.toString(sign), western, true)));
        return all.toString();
    }

    private static String printable(String sign, CharsetEncoder western, boolean mayFold) {
        if (western.canEncode(sign)) return sign;
        if (!mayFold) return "?";
        String bare = Normalizer.normalize(sign, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        return bare.isEmpty() ? "?" : printable(bare, western, false);
    }
}
