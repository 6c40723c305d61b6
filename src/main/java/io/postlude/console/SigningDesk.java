package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.MailSigning;
import io.postlude.messaging.SigningKeyId;
import io.postlude.stores.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that sign a store's mails: what its domain has to publish, and from when they sign. */
final class SigningDesk {
    private static final String PATH = "/console/signing";

    private final Frame frame;
    private final MailSigning signing;

    SigningDesk(Frame frame, MailSigning signing) {
        this.frame = frame;
        this.signing = signing;
    }

    void addTo(Counter counter) {
        counter.page("signing", Permission.MANAGE_CONNECTIONS, visit -> Answer.page("sections", page(visit, null)));
        counter.deed("signing/new", Permission.MANAGE_CONNECTIONS, this::make);
        counter.deed("signing/{id}/on", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, true));
        counter.deed("signing/{id}/off", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, false));
    }

    private SectionsPage page(Visit visit, @Nullable String wrong) {
        List<MailSigning.View> all = signing.list(visit.store());
        return new SectionsPage(
                frame.page(visit, "Mail signing", "signing"),
                List.of(),
                null,
                List.of(
                        new Section(
                                "keys",
                                "Keys",
                                "publish the record at your domain first, then switch its key on; mails from that domain are signed (DKIM)",
                                table(all),
                                null),
                        new Section("new", "Make a key", "it is made here and never shown", null, form(visit, wrong))));
    }

    private static Table table(List<MailSigning.View> all) {
        return Table.plain(
                "Signing keys",
                List.of(Column.text("Domain"), Column.text("State"), Column.text("TXT record"), Column.text("")),
                all.stream().map(SigningDesk::row).toList(),
                new Empty(
                        "Mails are not signed here",
                        "Large mail providers put unsigned mails aside. Leave it so where your mail server signs them.",
                        null));
    }

    private static Row row(MailSigning.View view) {
        String path = PATH + "/" + view.id();
        return Row.of(
                Cell.of(view.domain(), view.kind() == MailSigning.Kind.RSA ? "RSA, known everywhere" : "Ed25519"),
                view.enabled()
                        ? Cell.pill(new Pill(Tone.KEPT, "Signs"), null)
                        : Cell.pill(new Pill(Tone.WAIT, "Does not sign"), null),
                Cell.code(view.recordName(), view.recordText()),
                Cell.deeds(List.of(
                        view.enabled()
                                ? Deed.of("Switch off", "x", path + "/off")
                                : Deed.of("It is published, switch on", "check", path + "/on"))));
    }

    private static Form form(Visit visit, @Nullable String wrong) {
        return Form.of(
                        PATH + "/new",
                        "Make the key",
                        "key",
                        List.of(Field.text("domain", "Domain", visit.field("domain"))
                                .hinting("The part after the @ of the address your mails come from.")
                                .needed()
                                .refused(wrong)))
                .picking(new Pick(
                        "kind",
                        "Kind",
                        List.of(
                                new Option("RSA", "RSA, known everywhere", true),
                                new Option("ED25519", "Ed25519, beside an RSA key", false))))
                .weighing(Form.Weight.PRIMARY);
    }

    private Answer make(Visit visit) {
        MailSigning.Kind kind = visit.field("kind").equals("ED25519") ? MailSigning.Kind.ED25519 : MailSigning.Kind.RSA;
        return signing.make(visit.store(), visit.field("domain"), kind, visit.actor())
                        .isPresent()
                ? Answer.done(PATH, Done.KEY_MADE)
                : Answer.again("sections", page(visit, "Give a domain such as example.com; at most 20 keys."));
    }

    private Answer turn(Visit visit, boolean on) {
        SigningKeyId id = SigningKeyId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        boolean done = on
                ? signing.enable(visit.store(), id, visit.actor())
                : signing.disable(visit.store(), id, visit.actor());
        if (!done) throw Refusal.notFound();
        return Answer.done(PATH, Done.KEY_TURNED);
    }
}
