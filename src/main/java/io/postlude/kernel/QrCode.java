package io.postlude.kernel;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A QR code as one SVG path, so that a page can hold it without a picture file.
 *
 * @param path the dark squares, each one unit wide, with the quiet zone left around them
 * @param size of the whole in units, the same in both directions
 */
public record QrCode(String path, int size) {
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.MARGIN, 3, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);

    /** The code of a text; more than it can hold is a bug of the caller. */
    public static QrCode of(String content) {
        try {
            BitMatrix matrix = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 0, 0, HINTS);
            return new QrCode(path(matrix), matrix.getWidth());
        } catch (WriterException e) {
            throw new IllegalArgumentException("does not fit a QR code", e);
        }
    }

    /** As a picture that stands by itself, black on white. */
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\"><rect width=\"%1$d\" height=\"%1$d\" fill=\"#fff\"/><path fill=\"#000\" d=\"%2$s\"/></svg>"
                .formatted(size, path);
    }

    private static String path(BitMatrix matrix) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
