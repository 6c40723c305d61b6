package io.postlude.returns;

import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Draws a built-in label: 4 by 6 inches, for label printers and for the middle of a sheet of paper. */
public final class LabelPdf {
    private static final float WIDTH_POINTS = 288;
    private static final float HEIGHT_POINTS = 432;
    private static final float MARGIN_POINTS = 18;
    private static final float BARS_POINTS = 72;
    private static final float SQUARE_POINTS = 96;

    private final PDFont plain = new PDType1Font(FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
    private final LabelText text;

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
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(new PDRectangle(WIDTH_POINTS, HEIGHT_POINTS));
            document.addPage(page);
            document.getDocumentInformation().setTitle(text.code());
            try (PDPageContentStream to = new PDPageContentStream(document, page)) {
                draw(to);
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    private void draw(PDPageContentStream to) throws IOException {
        float top = HEIGHT_POINTS - MARGIN_POINTS;
        lines(to, text.from(), new Place(plain, 9, top - 9));
        rule(to, 342);
        lines(to, text.to(), new Place(bold, 15, 318));
        rule(to, 222);
        matrix(
                to,
                LabelBars.bars(text.code()),
                new PDRectangle(MARGIN_POINTS, 140, WIDTH_POINTS - 2 * MARGIN_POINTS, BARS_POINTS));
        lines(to, List.of(text.code()), new Place(bold, 15, 120));
        lines(to, List.of(text.about()), new Place(plain, 9, 102));
        matrix(
                to,
                LabelBars.square(text.code()),
                new PDRectangle(
                        WIDTH_POINTS - MARGIN_POINTS - SQUARE_POINTS, MARGIN_POINTS, SQUARE_POINTS, SQUARE_POINTS));
    }

    private record Place(PDFont font, float size, float y) {}

    private static void lines(PDPageContentStream to, List<String> lines, Place place) throws IOException {
        to.beginText();
        to.setFont(place.font(), place.size());
        to.setLeading(place.size() * 1.25f);
        to.newLineAtOffset(MARGIN_POINTS, place.y());
        for (String line : lines) {
            to.showText(printable(line, place.font()));
            to.newLine();
        }
        to.endText();
    }

    private static void rule(PDPageContentStream to, float y) throws IOException {
        to.setLineWidth(1);
        to.moveTo(MARGIN_POINTS, y);
        to.lineTo(WIDTH_POINTS - MARGIN_POINTS, y);
        to.stroke();
    }

    private static void matrix(PDPageContentStream to, BitMatrix matrix, PDRectangle into) throws IOException {
        float wide = into.getWidth() / matrix.getWidth();
        float high = into.getHeight() / matrix.getHeight();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y))
                    to.addRect(
                            into.getLowerLeftX() + x * wide,
                            into.getLowerLeftY() + into.getHeight() - (y + 1) * high,
                            wide,
                            high);
            }
        }
        to.fill();
    }

    /** The fonts every reader has know Western letters only: others lose their marks, or become a question mark. */
    private static String printable(String text, PDFont font) {
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(sign -> all.append(printable(Character.toString(sign), font, true)));
        return all.toString();
    }

    private static String printable(String sign, PDFont font, boolean mayFold) {
        try {
            font.encode(sign);
            return sign;
        } catch (IllegalArgumentException | IOException unknown) {
            if (!mayFold) return "?";
            String bare = Normalizer.normalize(sign, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
            return bare.isEmpty() ? "?" : printable(bare, font, false);
        }
    }
}
