package io.postlude.stores;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Pictures a store uploads for its brand: PNG as it is, SVG rewritten by {@link Svg}. Each lies under the fingerprint of its
 * bytes, so its address never shows another picture and may be kept by browsers for ever.
 */
public final class Logos implements Web.Routes {
    public static final int MOST_BYTES = 300_000;
    private static final int MOST_PIXELS = 4_000;
    private static final int MOST_KEPT = 50;
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    /** A drawing opened by itself is a page of ours: it may run nothing and load nothing. */
    private static final String NOTHING = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Database database;
    private final InstantSource clock;
    private final Audit audit;

    Logos(Ground ground, Audit audit) {
        this.database = ground.database();
        this.clock = ground.clock();
        this.audit = audit;
    }

    public sealed interface Outcome {
        /** {@code path} is what {@link Brand#logoUrl} takes. */
        record Saved(String path) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    /** Keeps a picture of at most 300,000 bytes; the brand shows it once it is saved with this path. */
    public Outcome put(StoreId store, byte[] upload, Actor actor) {
        if (upload.length > MOST_BYTES) return new Outcome.Refused("The picture has more than 300,000 bytes.");
        if (isPng(upload)) return putPng(store, upload, actor);
        return switch (Svg.clean(new String(upload, StandardCharsets.UTF_8))) {
            case Svg.Clean(String text) -> keep(store, ".svg", text.getBytes(StandardCharsets.UTF_8), actor);
            case Svg.Refused(String reason) -> new Outcome.Refused("Neither PNG nor SVG that can be shown. " + reason);
        };
    }

    private Outcome putPng(StoreId store, byte[] upload, Actor actor) {
        ByteBuffer header = ByteBuffer.wrap(upload).order(ByteOrder.BIG_ENDIAN);
        int width = header.getInt(16);
        int height = header.getInt(20);
        boolean fits = width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
        return fits
                ? keep(store, ".png", upload, actor)
                : new Outcome.Refused("The picture is wider or higher than 4,000 pixels.");
    }

    private static boolean isPng(byte[] upload) {
        return upload.length >= 33
                && Arrays.equals(upload, 0, PNG.length, PNG, 0, PNG.length)
                && new String(upload, 12, 4, StandardCharsets.US_ASCII).equals("IHDR");
    }

    private Outcome keep(StoreId store, String ending, byte[] bytes, Actor actor) {
        String name = HexFormat.of().formatHex(Secrets.sha256(bytes), 0, 16) + ending;
        boolean kept = database.inStore(store, tx -> {
            if (tx.number("select count(*) from stores.logo where store_id = ?", store) >= MOST_KEPT) return false;
            int made = tx.update("""
                    insert into stores.logo (store_id, name, bytes, put_at) values (?, ?, ?, ?)
                    on conflict (store_id, name) do nothing""", store, name, bytes, clock.instant());
            if (made == 1)
                audit.record(
                        tx,
                        store,
                        actor,
                        Audit.Deed.of("brand.logo-put", "logo", name).after(Map.of("bytes", bytes.length)));
            return true;
        });
        return kept
                ? new Outcome.Saved("/logos/" + store + '/' + name)
                : new Outcome.Refused("This store keeps 50 pictures; that is the most.");
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/logos/{store}/{name}", this::show);
    }

    private void show(Context context) {
        String store = context.pathParam("store");
        String name = context.pathParam("name");
        if (!store.matches("sto_[1-9]\\d{0,8}") || !name.matches("[0-9a-f]{32}\\.(svg|png)")) throw Refusal.notFound();
        StoreId id = new StoreId(Integer.parseInt(store.substring(4)));
        byte[] bytes = database.inStore(
                id,
                tx -> tx.first(
                                "select bytes from stores.logo where store_id = ? and name = ?",
                                row -> row.getBytes(1),
                                id,
                                name)
                        .orElseThrow(Refusal::notFound));
        context.header("Content-Security-Policy", NOTHING);
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType(name.endsWith(".svg") ? "image/svg+xml" : "image/png")
                .result(bytes);
    }
}
