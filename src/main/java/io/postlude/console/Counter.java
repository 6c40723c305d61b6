package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Permission;
import io.postlude.stores.SameOrigin;

/**
 * Where every request to the console passes: who is it, may they, does the form come from our own page. A desk adds its
 * pages and deeds here and nowhere else.
 */
final class Counter {
    private final JavalinDefaultRoutingApi routes;
    private final Doorman doorman;

    Counter(JavalinDefaultRoutingApi routes, Doorman doorman) {
        this.routes = routes;
        this.doorman = doorman;
    }

    /** A page or a deed, for someone who was let in. */
    interface Desk {
        Answer serve(Visit visit);
    }

    /** Something to look at; it changes nothing. */
    void page(String path, Permission permission, Desk desk) {
        routes.get("/console/" + path, handler(permission, desk));
    }

    /** Something to do, asked for by a form of ours. */
    void deed(String path, Permission permission, Desk desk) {
        routes.post("/console/" + path, handler(permission, desk));
    }

    private Handler handler(Permission permission, Desk desk) {
        return http -> {
            Visit visit = doorman.admit(http);
            if (visit == null) {
                doorman.showDoor(http);
                return;
            }
            if (!SameOrigin.allows(claim(http), visit.session(), http.formParam("_token"))) {
                throw new Refusal(Problem.of(
                        403,
                        "foreign-form",
                        "This form is not from this page, or too old",
                        "Load the page again and send it once more."));
            }
            if (!visit.may(permission)) {
                throw new Refusal(Problem.of(
                        403,
                        "not-allowed",
                        "Your role may not do this",
                        "An owner of the store can change your role."));
            }
            write(http, desk.serve(visit));
        };
    }

    /** What the browser says of where a request comes from. */
    static SameOrigin.Claim claim(Context http) {
        return new SameOrigin.Claim(
                http.method().name(), http.header("Sec-Fetch-Site"), http.header("Origin"), http.host());
    }

    static void write(Context http, Answer answer) {
        // With "no-referrer" a browser calls the origin of our own forms "null", and the wall would refuse them.
        http.header("Referrer-Policy", "same-origin");
        http.header("Cache-Control", "no-store");
        switch (answer) {
            case Answer.Html html -> http.status(html.status()).html(html.body());
            case Answer.Go go -> {
                http.status(303);
                http.header("Location", go.path());
            }
            case Answer.Written _ -> {}
        }
    }
}
