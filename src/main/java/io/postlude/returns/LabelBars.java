package io.postlude.returns;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** The code of a return as bars (Code 128) and as a square (QR). */
public final class LabelBars {
    /**
     * Every reader takes any of the eight masks. To look for the evenest of them draws the square eight times, which was most of
     * the work of a label; codes are spread evenly as they are.
     */
    private static final int MASK = 0;

    private static final Map<EncodeHintType, Object> SQUARE = Map.of(
            EncodeHintType.MARGIN,
            2,
            EncodeHintType.ERROR_CORRECTION,
            ErrorCorrectionLevel.M,
            EncodeHintType.QR_MASK_PATTERN,
            MASK);

    private LabelBars() {}

    static BitMatrix bars(String code) {
        return new Code128Writer().encode(code, BarcodeFormat.CODE_128, 0, 1, Map.of(EncodeHintType.MARGIN, 0));
    }

    static BitMatrix square(String content) {
        try {
            return new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 0, 0, SQUARE);
        } catch (WriterException e) {
            throw new IllegalArgumentException("does not fit a QR code", e);
        }
    }

    /** A QR code as one SVG path in units of its own squares. */
    public record Path(String d, int size) {}

    /** For pages: what a counter scans from a telephone. */
    public static Path path(String content) {
        BitMatrix matrix = square(content);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++)
            for (int x = 0; x < matrix.getWidth(); x++)
                if (matrix.get(x, y))
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        return new Path(path.toString(), matrix.getWidth());
    }
}
