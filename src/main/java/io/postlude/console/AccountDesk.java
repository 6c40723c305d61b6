package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.QrCode;
import io.postlude.stores.OwnSignIn;
import io.postlude.stores.Permission;
import io.postlude.stores.SignIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One's own password and second factor. */
final class AccountDesk {
    private static final String PATH = "/console/account";
    private static final int GROUP_CHARS = 4;

    private final Frame frame;
    private final OwnSignIn own;
    private final SignIn signIn;

    AccountDesk(Frame frame, OwnSignIn own, SignIn signIn) {
        this.frame = frame;
        this.own = own;
        this.signIn = signIn;
    }

    void addTo(Counter counter) {
        counter.page("account", Permission.SEE_SETTINGS, visit -> Answer.page("account", page(visit, Shown.nothing())));
        counter.deed("account/password", Permission.SEE_SETTINGS, this::changePassword);
        counter.deed("account/second-factor", Permission.SEE_SETTINGS, this::offer);
        counter.deed("account/second-factor/confirm", Permission.SEE_SETTINGS, this::confirm);
        counter.deed("account/second-factor/off", Permission.SEE_SETTINGS, this::turnOff);
    }

    /** What a deed brings back onto the page. */
    private record Shown(
            OwnSignIn.@Nullable SecondStepOffer offer,
            @Nullable Note note,
            @Nullable String passwordFault,
            @Nullable String newFault) {
        static Shown nothing() {
            return new Shown(null, null, null, null);
        }

        static Shown noting(Note note) {
            return new Shown(null, note, null, null);
        }
    }

    private Answer changePassword(Visit visit) {
        OwnSignIn.Change change =
                own.changePassword(visit.session(), visit.field("now"), visit.field("next"), visit.address());
        return switch (change) {
            case OwnSignIn.Change.Done() -> Answer.done(PATH, Done.PASSWORD_CHANGED);
            case OwnSignIn.Change.Wrong() ->
                again(visit, new Shown(null, null, "That is not your password now.", null));
            case OwnSignIn.Change.Unfit(String reason) -> again(visit, new Shown(null, null, null, reason));
            case OwnSignIn.Change.TryLater(java.time.Instant at) ->
                again(
                        visit,
                        new Shown(
                                null,
                                null,
                                "Too many tries. Again at " + visit.words().time(at) + ".",
                                null));
            case OwnSignIn.Change.LinkOver() -> throw new IllegalStateException("no link is used here");
        };
    }

    private Answer offer(Visit visit) {
        return Answer.page("account", page(visit, new Shown(own.offerSecondStep(visit.session()), null, null, null)));
    }

    private Answer confirm(Visit visit) {
        Optional<List<String>> codes =
                own.confirmSecondStep(visit.session(), visit.field("code").replace(" ", ""));
        Note note = codes.map(given -> new Note(
                        Tone.KEPT,
                        "The second factor is on. Keep these recovery codes; they are shown only now.",
                        String.join("  ", given)))
                .orElse(Note.refused(
                        "That code does not fit.",
                        "Check the clock of your phone, then begin again with a new picture."));
        return codes.isPresent()
                ? Answer.page("account", page(visit, Shown.noting(note)))
                : again(visit, Shown.noting(note));
    }

    private Answer turnOff(Visit visit) {
        boolean off = own.removeSecondStep(visit.session(), visit.field("password"), visit.address());
        return off
                ? Answer.done(PATH, Done.SECOND_FACTOR_OFF)
                : again(visit, Shown.noting(Note.refused("That is not your password.", "The second factor stays on.")));
    }

    private Answer again(Visit visit, Shown shown) {
        return Answer.again("account", page(visit, shown));
    }

    private AccountPage page(Visit visit, Shown shown) {
        OwnSignIn.Standing standing = own.standing(visit.session());
        Shell shell = frame.page(visit, "Your account", "account").noting(shown.note());
        OwnSignIn.SecondStepOffer offer = shown.offer();
        return new AccountPage(
                shell,
                facts(visit, standing),
                offer == null ? null : new AccountPage.SecondFactor(QrCode.of(offer.address()), grouped(offer.seed())),
                secondFactor(standing, offer),
                password(shown));
    }

    private List<Fact> facts(Visit visit, OwnSignIn.Standing standing) {
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of("Name", visit.session().name()),
                Fact.of("E-mail", visit.session().email()),
                Fact.of("Role here", visit.person().role()),
                Fact.of("Second factor", standing.secondStep() ? "on" : "off")));
        if (standing.secondStep()) {
            facts.add(Fact.of("Recovery codes left", Words.count(standing.recoveryCodesLeft())));
        }
        for (SignIn.Device device : signIn.devices(visit.session().person())) {
            facts.add(Fact.of("Signed in", visit.words().moment(device.startedAt()) + ", " + device.network()));
        }
        return facts;
    }

    private static Form secondFactor(OwnSignIn.Standing standing, OwnSignIn.@Nullable SecondStepOffer offer) {
        if (offer != null) {
            Field code = Field.text("code", "Code from the app", "")
                    .ofType("text", "one-time-code")
                    .needed();
            return Form.of(PATH + "/second-factor/confirm", "Turn it on", "check", List.of(code));
        }
        if (standing.secondStep()) {
            Field now = Field.text("password", "Your password", "")
                    .ofType("password", "current-password")
                    .needed();
            return Form.of(PATH + "/second-factor/off", "Turn it off", "x", List.of(now))
                    .weighing(Form.Weight.GRAVE);
        }
        return Form.of(PATH + "/second-factor", "Set it up", "lock", List.of());
    }

    private static Form password(Shown shown) {
        return Form.of(
                PATH + "/password",
                "Change the password",
                "key",
                List.of(
                        Field.text("now", "Password now", "")
                                .ofType("password", "current-password")
                                .needed()
                                .refused(shown.passwordFault()),
                        Field.text("next", "New password", "")
                                .ofType("password", "new-password")
                                .needed()
                                .hinting("At least 12 characters; a few words are good.")
                                .refused(shown.newFault())));
    }

    /** In fours, as people type it. */
    private static String grouped(String seed) {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < seed.length(); i += GROUP_CHARS) {
            groups.append(i == 0 ? "" : " ").append(seed, i, Math.min(seed.length(), i + GROUP_CHARS));
        }
        return groups.toString();
    }
}
