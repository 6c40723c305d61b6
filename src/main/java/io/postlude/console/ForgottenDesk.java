package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import io.postlude.stores.OwnSignIn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A forgotten password: the link is asked for here, comes by mail, and opens the page for a new one. */
final class ForgottenDesk {
    static final String ASK = "/console/forgotten";
    static final String PASSWORD = "/console/password/";
    private static final Link SIGN_IN = new Link("Back to sign in", "/console/sign-in");

    private final StaffDoor door;
    private final OwnSignIn ownSignIn;
    private final PasswordMails mails;

    ForgottenDesk(StaffDoor door, OwnSignIn ownSignIn, PasswordMails mails) {
        this.door = door;
        this.ownSignIn = ownSignIn;
        this.mails = mails;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(ASK, http -> Counter.write(http, Answer.page("door", askPage(null))));
        routes.post(ASK, this::ask);
        routes.get(
                PASSWORD + "{token}",
                http -> Counter.write(http, Answer.page("door", passwordPage(http.path(), null, null))));
        routes.post(PASSWORD + "{token}", this::reset);
    }

    /** The same answer for everybody: whether a person is known here is nobody's business. */
    private void ask(Context http) {
        OpeningDesk.refuseForeign(http);
        mails.ask(OpeningDesk.field(http, "email"), door.address(http));
        Note sent = new Note(
                Tone.KEPT,
                "If that address belongs to somebody here, a mail is on its way.",
                "Its link works for an hour. Nothing came? Look among unwanted mail, or ask an owner of your store.");
        Counter.write(http, Answer.page("door", askPage(sent)));
    }

    private void reset(Context http) {
        OpeningDesk.refuseForeign(http);
        String wanted = http.formParam("password");
        OwnSignIn.Change change =
                ownSignIn.resetPassword(http.pathParam("token"), wanted == null ? "" : wanted, door.address(http));
        Counter.write(
                http,
                switch (change) {
                    case OwnSignIn.Change.Done() -> new Answer.Go("/console/sign-in?changed=1");
                    case OwnSignIn.Change.Unfit(String reason) ->
                        Answer.again("door", passwordPage(http.path(), reason, null));
                    case OwnSignIn.Change.LinkOver(), OwnSignIn.Change.Wrong(), OwnSignIn.Change.TryLater _ ->
                        Answer.again("door", passwordPage(http.path(), null, over()));
                });
    }

    private static Note over() {
        return new Note(
                Tone.RISK,
                "This link is over.",
                "It works once and for an hour; a newer one ends it. Ask for another.");
    }

    private static DoorPage askPage(@Nullable Note note) {
        return new DoorPage(
                        "Forgot your password?",
                        "Give the e-mail you sign in with; a link to choose a new one comes by mail.",
                        ASK,
                        List.of(Field.text("email", "E-mail", "")
                                .ofType("email", "username")
                                .needed()),
                        Map.of(),
                        "Send the link",
                        note,
                        null)
                .leadingTo(SIGN_IN);
    }

    private static DoorPage passwordPage(String path, @Nullable String wrong, @Nullable Note note) {
        return new DoorPage(
                        "Choose a new password",
                        "It holds at once and ends all your sessions. A second factor stays as it is.",
                        path,
                        List.of(Field.text("password", "New password", "")
                                .ofType("password", "new-password")
                                .needed()
                                .hinting("At least 12 characters; a few words are good.")
                                .refused(wrong)),
                        Map.of(),
                        "Keep it",
                        note,
                        null)
                .leadingTo(new Link("Ask for another link", ASK));
    }
}
