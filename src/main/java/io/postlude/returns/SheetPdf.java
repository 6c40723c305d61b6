package io.postlude.returns;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Writes sheets of A4 with lines of text and pictures, by the same means as {@link LabelPdf}: one after the other, top down. */
public final class SheetPdf {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final int WIDTH_POINTS = 595;
    private static final int HEIGHT_POINTS = 842;
    private static final int MARGIN_POINTS = 50;
    private static final int LINE_CHARS = 92;
    private static final double LEADING = 1.35;
    private static final int SMALL = 10;
    private static final int LARGE = 16;
    private static final int PICTURE_POINTS = 340;
    /** Greater pictures are drawn smaller: a dossier is read, not printed as a poster. */
    private static final int PICTURE_PIXELS = 1_200;

    private static final int PIXELS_LIMIT = 60_000_000;

    private static final int FONTS = 2;

    private final List<StringBuilder> pages = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<int[]> sizes = new ArrayList<>();
    private double y;

    public SheetPdf() {
        turn();
    }

    private void turn() {
        pages.add(new StringBuilder());
        y = HEIGHT_POINTS - MARGIN_POINTS;
    }

    private void need(double points) {
        if (y - points < MARGIN_POINTS) turn();
    }

    public void heading(String text) {
        need(3.0 * LARGE);
        y -= LARGE / 2.0;
        line(text, "F2", LARGE);
    }

    /** A paragraph, broken where a line is full. */
    public void text(String text) {
        for (String part : text.strip().split("\\R", -1)) for (String line : broken(part)) line(line, "F1", SMALL);
    }

    private static List<String> broken(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LINE_CHARS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) line.append(' ');
            line.append(word.length() > LINE_CHARS ? word.substring(0, LINE_CHARS) : word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void line(String text, String font, int size) {
        need(size * LEADING);
        y -= size * LEADING;
        pages.getLast()
                .append(String.format(
                        Locale.ROOT,
                        "BT /%s %d Tf %d %.2f Td (%s) Tj ET\n",
                        font,
                        size,
                        MARGIN_POINTS,
                        y,
                        LabelPdf.written(text)));
    }

    /** False for what is no picture that can be drawn. */
    public boolean picture(byte[] bytes) {
        BufferedImage picture = read(bytes);
        if (picture == null) return false;
        BufferedImage small = fitted(picture);
        double high = PICTURE_POINTS * (double) small.getHeight() / small.getWidth();
        double wide = PICTURE_POINTS;
        if (high > PICTURE_POINTS) {
            wide = wide * PICTURE_POINTS / high;
            high = PICTURE_POINTS;
        }
        need(high + SMALL);
        y -= high + SMALL;
        pages.getLast()
                .append(String.format(
                        Locale.ROOT,
                        "q %.2f 0 0 %.2f %d %.2f cm /P%d Do Q\n",
                        wide,
                        high,
                        MARGIN_POINTS,
                        y,
                        pictures.size()));
        pictures.add(deflated(colours(small)));
        sizes.add(new int[] {small.getWidth(), small.getHeight()});
        return true;
    }

    /** Its size is asked before it is unpacked: a small file may be a huge picture. */
    private static @Nullable BufferedImage read(byte[] bytes) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return null;
            ImageReader reader = readers.next();
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            return pixels > PIXELS_LIMIT ? null : reader.read(0);
        } catch (IOException e) {
            return null;
        }
    }

    private static BufferedImage fitted(BufferedImage picture) {
        double scale = Math.min(1, (double) PICTURE_PIXELS / Math.max(picture.getWidth(), picture.getHeight()));
        int wide = Math.max(1, (int) (picture.getWidth() * scale));
        int high = Math.max(1, (int) (picture.getHeight() * scale));
        BufferedImage fitted = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        var drawing = fitted.createGraphics();
        boolean _ = drawing.drawImage(picture, 0, 0, wide, high, java.awt.Color.WHITE, null);
        drawing.dispose();
        return fitted;
    }

    private static byte[] colours(BufferedImage picture) {
        int[] row = new int[picture.getWidth()];
        byte[] all = new byte[picture.getWidth() * picture.getHeight() * 3];
        int at = 0;
        for (int line = 0; line < picture.getHeight(); line++) {
            int[] _ = picture.getRGB(0, line, row.length, 1, row, 0, row.length);
            for (int rgb : row) {
                all[at++] = (byte) (rgb >> 16);
                all[at++] = (byte) (rgb >> 8);
                all[at++] = (byte) rgb;
            }
        }
        return all;
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The whole file. */
    public byte[] file() {
        PdfObjects objects = new PdfObjects();
        int firstPicture = 3 + FONTS;
        int firstPage = firstPicture + pictures.size();
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages.size(); i++) kids.append(firstPage + 2 * i).append(" 0 R ");
        objects.add("<< /Type /Catalog /Pages 2 0 R >>", null);
        objects.add("<< /Type /Pages /Kids [" + kids + "] /Count " + pages.size() + " >>", null);
        objects.add(LabelPdf.font("Helvetica"), null);
        objects.add(LabelPdf.font("Helvetica-Bold"), null);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < pictures.size(); i++) {
            objects.add(
                    "<< /Type /XObject /Subtype /Image /Width " + sizes.get(i)[0] + " /Height " + sizes.get(i)[1]
                            + " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length "
                            + pictures.get(i).length + " >>",
                    pictures.get(i));
            drawn.append("/P").append(i).append(' ').append(firstPicture + i).append(" 0 R ");
        }
        for (int i = 0; i < pages.size(); i++) {
            byte[] page = deflated(pages.get(i).toString().getBytes(WESTERN));
            objects.add(
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + WIDTH_POINTS + " " + HEIGHT_POINTS
                            + "] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << " + drawn
                            + ">> >> /Contents " + (firstPage + 2 * i + 1) + " 0 R >>",
                    null);
            objects.add("<< /Length " + page.length + " /Filter /FlateDecode >>", page);
        }
        return objects.file();
    }
}
