package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.stores.SameOrigin;
import io.postlude.stores.SignIn;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign in: the password, then a code where the person asked for one; and out again. */
final class DoorDesk {
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final String SIGN_IN = "/console/sign-in";
    private static final String CODE = "/console/code";
    private static final String HOME = "/console/today";

    private final StaffDoor door;
    private final SignIn signIn;
    private final Words words;
    private final DoorPage.@Nullable Demo demo;

    DoorDesk(StaffDoor door, SignIn signIn, InstantSource clock, Optional<ConsoleModule.Demo> demo) {
        this.door = door;
        this.signIn = signIn;
        this.words = new Words(clock, ZONE);
        this.demo = demo.map(shown -> new DoorPage.Demo(shown.email(), shown.password()))
                .orElse(null);
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", http -> Counter.write(http, new Answer.Go(HOME)));
        routes.get("/console", http -> Counter.write(http, new Answer.Go(HOME)));
        routes.get(SIGN_IN, http -> Counter.write(http, Answer.page("door", page(http, "", null))));
        routes.post(SIGN_IN, http -> own(http, this::signIn));
        routes.post(CODE, http -> own(http, this::confirm));
        routes.post("/console/sign-out", http -> own(http, this::signOut));
    }

    private interface Deed {
        Answer serve(Context http);
    }

    /** There is no session yet whose token a form could hold; what the browser says of its origin must do. */
    private static void own(Context http, Deed deed) {
        SameOrigin.Claim claim = Counter.claim(http);
        if (!SameOrigin.allows(claim)) {
            throw new Refusal(Problem.of(
                    403, "foreign-form", "This form comes from another site", "Open the page itself and try again."));
        }
        Counter.write(http, deed.serve(http));
    }

    private Answer signIn(Context http) {
        String email = field(http, "email");
        return answer(
                http,
                signIn.signIn(email, field(http, "password"), door.visitor(http)),
                wrong -> Answer.again("door", page(http, email, wrong)));
    }

    private Answer confirm(Context http) {
        String ticket = field(http, "ticket");
        return answer(
                http,
                signIn.confirm(ticket, field(http, "code"), door.visitor(http)),
                wrong -> Answer.again("door", codePage(http, ticket, wrong)));
    }

    private interface Again {
        Answer with(String wrong);
    }

    private Answer answer(Context http, SignIn.Outcome outcome, Again again) {
        return switch (outcome) {
            case SignIn.Outcome.SignedIn in -> {
                door.letIn(http, in.token());
                yield new Answer.Go(next(http));
            }
            case SignIn.Outcome.CodeNeeded(String ticket) -> Answer.page("door", codePage(http, ticket, null));
            case SignIn.Outcome.Wrong() ->
                again.with(
                        "That does not fit. After five wrong tries from one network this door stays shut for a while.");
            case SignIn.Outcome.TryLater(java.time.Instant at) ->
                again.with("Too many tries. It opens again at " + words.time(at) + " UTC.");
            case SignIn.Outcome.StartAgain() ->
                Answer.again("door", page(http, "", "That took too long. Begin again."));
        };
    }

    private Answer signOut(Context http) {
        door.letOut(http);
        return new Answer.Go(SIGN_IN);
    }

    private DoorPage page(Context http, String email, @Nullable String wrong) {
        return new DoorPage(
                        "Sign in",
                        "Staff only. Customers need no account.",
                        SIGN_IN,
                        List.of(
                                Field.text("email", "E-mail", email)
                                        .ofType("email", "username")
                                        .needed(),
                                Field.text("password", "Password", "")
                                        .ofType("password", "current-password")
                                        .needed()
                                        .refused(wrong)),
                        Map.of("next", next(http)),
                        "Sign in",
                        http.queryParam("changed") == null
                                ? null
                                : new Note(Tone.KEPT, "The new password holds.", "Sign in with it."),
                        demo)
                .leadingTo(new Parts.Link("Forgot your password?", ForgottenDesk.ASK));
    }

    private DoorPage codePage(Context http, String ticket, @Nullable String wrong) {
        return new DoorPage(
                "One more step",
                "The six digits your authenticator app shows now, or one of your recovery codes.",
                CODE,
                List.of(Field.text("code", "Code", "")
                        .ofType("text", "one-time-code")
                        .needed()
                        .refused(wrong)),
                Map.of("next", next(http), "ticket", ticket),
                "Go on",
                null,
                null);
    }

    private static String field(Context http, String name) {
        String value = http.formParam(name);
        return value == null ? "" : value;
    }

    /** Only a page of the console: an address from outside could lead anywhere. */
    private static String next(Context http) {
        String wanted = http.method().name().equals("GET") ? http.queryParam("next") : http.formParam("next");
        boolean ours = wanted != null && wanted.matches("/console/[A-Za-z0-9_\\-/.]*(\\?[^\\r\\n]*)?");
        return ours ? wanted : HOME;
    }
}
