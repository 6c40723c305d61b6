package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.QrCode;
import java.util.List;

/** The pages on which a store is set up. */
final class SampleSettings {
    private SampleSettings() {}

    static BrandPage brand() {
        Field accent = Field.text("accent", "Accent", "#d8c24a")
                .ofType("color", "off")
                .refused("1.7 to 1 on white; text needs 4.5 to 1. Try #7a6a12.");
        Field ground = Field.text("ground", "Ground", "#ffffff").ofType("color", "off");
        Field greeting = Field.text("greeting", "Greeting", "Hi").hinting("Opens every message.");
        return new BrandPage(
                SamplePages.shell("Brand", "brand", List.of()),
                "/console/brand",
                "/console/brand/preview",
                1,
                List.of(
                        new BrandPage.Group("Colours", List.of(accent, ground), List.of()),
                        new BrandPage.Group("Words", List.of(greeting), List.of())),
                null,
                "<!doctype html><html lang=en><title>Your parcel</title><h1>Your parcel is on its way</h1>",
                true);
    }

    static SectionsPage staff() {
        return new SectionsPage(
                SamplePages.shell("Staff", "staff", List.of()),
                List.of(),
                new SectionsPage.Secret(
                        "A link for mads@marenandpine.example",
                        "https://shop.example/console/welcome/f3v",
                        "Shown once. It works for 3 days."),
                List.of(
                        new SectionsPage.Section(
                                "people",
                                "Staff",
                                "4 people of this store",
                                new Table(
                                        "Staff",
                                        List.of(
                                                Column.text("Name"),
                                                Column.text("Role"),
                                                Column.text("Second factor"),
                                                Column.text("")),
                                        List.of(new Row(
                                                null,
                                                List.of(
                                                        Cell.link("Signe Dahl", "signe@marenandpine.example", "#"),
                                                        Cell.of("Owner"),
                                                        Cell.pill(new Pill(Tone.KEPT, "On"), null),
                                                        Cell.deeds(List.of(Deed.of("Disable", "lock", "/d")))))),
                                        new Empty("", "", null),
                                        null,
                                        Paging.none("")),
                                null),
                        new SectionsPage.Section(
                                "invite", "Invite someone", "they set their own password", null, invitation())));
    }

    private static Form invitation() {
        return Form.of(
                        "/i",
                        "Make the link",
                        "plus",
                        List.of(
                                Field.text("name", "Name", "").needed(),
                                Field.text("email", "E-mail", "")
                                        .ofType("email", "off")
                                        .needed()))
                .picking(new Pick("role", "Role", List.of(new Option("AGENT", "Agent", true))))
                .checking(new Form.Checks(
                        "scope",
                        "Scopes",
                        List.of(new Option("a", "orders:read", true), new Option("b", "orders:write", false))))
                .weighing(Form.Weight.PRIMARY);
    }

    static ConnectionsPage connections() {
        Form keep = Form.of(
                "/s",
                "Keep the secret",
                "lock",
                List.of(Field.text("secret", "Signing secret", "").ofType("password", "off")));
        return new ConnectionsPage(
                SamplePages.shell("Connections", "connections", List.of()),
                List.of(
                        new ConnectionsPage.Source(
                                "shopify",
                                "Shopify",
                                "orders, fulfilments, refunds and the three privacy topics",
                                new Pill(Tone.KEPT, "Connected"),
                                "One secret counts.",
                                "https://post.example/hooks/shopify/mp-3k",
                                List.of("Open Settings, Notifications, Webhooks."),
                                keep,
                                List.of(Deed.of("Switch off", "x", "/off"))),
                        new ConnectionsPage.Source(
                                "aftership",
                                "AfterShip",
                                "scans of parcels",
                                new Pill(Tone.WAIT, "Not connected"),
                                "The address is made when the secret is kept.",
                                null,
                                List.of("Open Webhooks."),
                                keep,
                                List.of())));
    }

    static AccountPage account() {
        return new AccountPage(
                SamplePages.shell("Your account", "account", List.of()),
                List.of(Fact.of("Name", "Signe Dahl"), Fact.of("Role", "Owner")),
                new AccountPage.SecondFactor(
                        QrCode.of("otpauth://totp/Postlude:signe?secret=JBSWY3DPEHPK3PXP&issuer=Postlude"),
                        "JBSW Y3DP EHPK 3PXP"),
                Form.of(
                        "/t",
                        "Turn it on",
                        "lock",
                        List.of(Field.text("code", "Code from the app", "").needed())),
                Form.of(
                        "/p",
                        "Change password",
                        "key",
                        List.of(
                                Field.text("now", "Password now", "").ofType("password", "current-password"),
                                Field.text("next", "New password", "")
                                        .ofType("password", "new-password")
                                        .hinting("At least 12 characters."))));
    }
}
