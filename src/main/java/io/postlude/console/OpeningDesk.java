package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Actor;
import io.postlude.stores.SameOrigin;
import io.postlude.stores.SettingsOutcome;
import io.postlude.stores.SignIn;
import io.postlude.stores.Staff;
import io.postlude.stores.StaffSession;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first owner, the first store, and people who were invited. */
final class OpeningDesk {
    private static final String OPEN = "/console/open";

    private final StaffDoor door;
    private final Staff staff;
    private final Stores stores;

    OpeningDesk(StaffDoor door, Staff staff, Stores stores) {
        this.door = door;
        this.staff = staff;
        this.stores = stores;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/console/setup/{token}", http -> show(http, setUpPage(http, List.of())));
        routes.post("/console/setup/{token}", this::setUp);
        routes.get("/console/welcome/{token}", this::welcome);
        routes.post("/console/welcome/{token}", this::accept);
        routes.post("/console/welcome/{token}/join", this::join);
        routes.get(OPEN, http -> show(http, openPage(http, List.of())));
        routes.post(OPEN, this::open);
    }

    private void setUp(Context http) {
        refuseForeign(http);
        Staff.NewPerson wanted = person(http, field(http, "email"));
        answer(
                http,
                staff.setUp(http.pathParam("token"), wanted, door.visitor(http)),
                OPEN,
                errors -> setUpPage(http, errors));
    }

    private void accept(Context http) {
        refuseForeign(http);
        Staff.Invitation invitation = invitation(http);
        answer(
                http,
                staff.accept(http.pathParam("token"), person(http, invitation.email()), door.visitor(http)),
                "/console/today",
                errors -> welcomePage(http, invitation, errors));
    }

    private interface Again {
        DoorPage with(List<FieldError> errors);
    }

    private void answer(Context http, Staff.Entry entry, String next, Again again) {
        switch (entry) {
            case Staff.Entry.Welcome(SignIn.Outcome outcome) -> {
                if (outcome instanceof SignIn.Outcome.SignedIn in) {
                    door.letIn(http, in.token());
                }
                Counter.write(http, new Answer.Go(next));
            }
            case Staff.Entry.Invalid(List<FieldError> errors) ->
                Counter.write(http, Answer.again("door", again.with(errors)));
            case Staff.Entry.LinkOver() -> throw Refusal.notFound();
        }
    }

    private void welcome(Context http) {
        Staff.Invitation invitation = invitation(http);
        boolean known = staff.isKnown(invitation);
        Optional<StaffSession> session = door.session(http);
        if (!known) {
            show(http, welcomePage(http, invitation, List.of()));
        } else if (session.isEmpty()) {
            Counter.write(http, new Answer.Go("/console/sign-in?next=" + http.path()));
        } else {
            show(http, joinPage(http, invitation));
        }
    }

    private void join(Context http) {
        StaffSession session = door.session(http).orElseThrow(Refusal::notFound);
        refuseForeign(http);
        Staff.Invitation invitation = invitation(http);
        if (!staff.join(http.pathParam("token"), session)) {
            throw Refusal.notFound();
        }
        door.lookAt(http, invitation.store());
        Counter.write(http, new Answer.Go("/console/today"));
    }

    private Staff.Invitation invitation(Context http) {
        return staff.invitation(http.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    private void open(Context http) {
        StaffSession session = door.session(http).orElseThrow(Refusal::notFound);
        if (!SameOrigin.allows(Counter.claim(http), session, http.formParam("_token"))) {
            throw foreign();
        }
        if (!stores.mayOpen(session)) {
            throw Refusal.notFound();
        }
        Actor actor = session.actor(door.address(http));
        switch (stores.open(details(http), actor)) {
            case SettingsOutcome.Saved saved -> {
                door.lookAt(http, saved.store().id());
                Counter.write(http, new Answer.Go("/console/connections"));
            }
            case SettingsOutcome.Invalid(List<FieldError> errors) ->
                Counter.write(http, Answer.again("door", openPage(http, errors)));
            case SettingsOutcome.Outdated _ -> throw new IllegalStateException("a new store cannot be outdated");
        }
    }

    private static StoreDetails details(Context http) {
        StoreDetails.Region region =
                new StoreDetails.Region(field(http, "locale"), field(http, "zone"), field(http, "currency"));
        return StoreDetails.of(field(http, "slug"), field(http, "name"), region);
    }

    private static DoorPage setUpPage(Context http, List<FieldError> errors) {
        return new DoorPage(
                "Create the owner",
                "Nobody is here yet. The first person owns this installation and opens the first store.",
                http.path(),
                personFields(http, errors, true),
                Map.of(),
                "Create the owner",
                null,
                null);
    }

    private static DoorPage welcomePage(Context http, Staff.Invitation invitation, List<FieldError> errors) {
        return new DoorPage(
                "Welcome",
                "You are invited as " + invitation.email() + ". Choose a password of your own.",
                http.path(),
                personFields(http, errors, false),
                Map.of(),
                "Begin",
                null,
                null);
    }

    private DoorPage joinPage(Context http, Staff.Invitation invitation) {
        String store =
                stores.find(invitation.store()).map(found -> found.name()).orElse("a store");
        return new DoorPage(
                "Join " + store,
                "You are signed in already; this store is added to yours.",
                http.path() + "/join",
                List.of(),
                Map.of(),
                "Join",
                new Note(Tone.INFO, "The invitation is for " + invitation.email(), ""),
                null);
    }

    private DoorPage openPage(Context http, List<FieldError> errors) {
        StaffSession session = door.session(http).filter(stores::mayOpen).orElseThrow(Refusal::notFound);
        Sent sent = new Sent(http, errors);
        return new DoorPage(
                "Open a store",
                "One brand with its own orders, customers and pages. You can open more later.",
                OPEN,
                List.of(
                        sent.field("name", "Name", ""),
                        sent.field("slug", "Word in addresses", "").hinting("Such as maren-pine."),
                        sent.field("locale", "Language and country", "en-GB").hinting("Such as de-DE."),
                        sent.field("zone", "Time zone", "Europe/London").hinting("Such as Europe/Oslo."),
                        sent.field("currency", "Currency", "EUR").hinting("Such as EUR or NOK.")),
                Map.of("_token", session.formToken()),
                "Open the store",
                null,
                null);
    }

    private static List<Field> personFields(Context http, List<FieldError> errors, boolean withEmail) {
        Sent sent = new Sent(http, errors);
        Field name = sent.field("name", "Your name", "").ofType("text", "name");
        Field email = sent.field("email", "E-mail", "").ofType("email", "username");
        Field password = Field.text("password", "Password", "")
                .ofType("password", "new-password")
                .needed()
                .hinting("At least 12 characters; a few words are good.")
                .refused(Faults.of(errors, "/password"));
        return withEmail ? List.of(name, email, password) : List.of(name, password);
    }

    /** A form as it was sent, or as it begins, with what is wrong beside each field. */
    private record Sent(Context http, List<FieldError> errors) {
        Field field(String name, String label, String first) {
            String given = http.method().name().equals("POST") ? OpeningDesk.field(http, name) : first;
            return Field.text(name, label, given).needed().refused(Faults.of(errors, "/" + name));
        }
    }

    private static Staff.NewPerson person(Context http, String email) {
        return new Staff.NewPerson(email, field(http, "name"), "en", field(http, "password"));
    }

    static void refuseForeign(Context http) {
        if (!SameOrigin.allows(Counter.claim(http))) {
            throw foreign();
        }
    }

    private static Refusal foreign() {
        return new Refusal(io.postlude.kernel.Problem.of(
                403, "foreign-form", "This form comes from another site", "Open the page itself and try again."));
    }

    private static void show(Context http, DoorPage page) {
        Counter.write(http, Answer.page("door", page));
    }

    static String field(Context http, String name) {
        String value = http.formParam(name);
        return value == null ? "" : value.strip();
    }
}
