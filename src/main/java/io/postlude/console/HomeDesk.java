package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Permission;
import java.util.List;

/** What belongs to no page of its own: files, menu, keys, counts, the choice of store. */
final class HomeDesk {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Frame frame;
    private final StaffDoor door;

    HomeDesk(Frame frame, StaffDoor door) {
        this.frame = frame;
        this.door = door;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(Assets.PATH + "{name}", http -> file(http, http.pathParam("name")));
        routes.get(Assets.PATH + "fonts/{name}", http -> file(http, "fonts/" + http.pathParam("name")));
    }

    void addTo(Counter counter) {
        counter.page(
                "menu",
                Permission.SEE_SETTINGS,
                visit -> Answer.page("menu", new MenuPage(frame.page(visit, "All pages", "menu"), List.of())));
        counter.page(
                "keys",
                Permission.SEE_SETTINGS,
                visit -> Answer.page("menu", new MenuPage(frame.page(visit, "Keyboard", "keys"), MenuPage.KEYS)));
        counter.page("counts", Permission.SEE_SETTINGS, visit -> Answer.page("counts", frame.nav(visit, "")));
        counter.deed("store", Permission.SEE_SETTINGS, this::changeStore);
    }

    private Answer changeStore(Visit visit) {
        String wanted = visit.field("store");
        StoreId store = visit.stores().keySet().stream()
                .filter(id -> Integer.toString(id.value()).equals(wanted))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        door.lookAt(visit.http(), store);
        return new Answer.Go("/console/today");
    }

    private static void file(Context http, String name) {
        Assets.Asset asset = Assets.find(name);
        if (asset == null) {
            throw Refusal.notFound();
        }
        http.header("Cache-Control", FOR_EVER);
        http.contentType(asset.type()).result(asset.open());
    }
}
