package io.postlude.console;

import io.postlude.console.ConnectionsPage.Source;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Connection;
import io.postlude.stores.ConnectionId;
import io.postlude.stores.Connections;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ties to outside systems: the address to paste there, the secret to paste here, and how to do both. */
final class ConnectionsDesk {
    private static final String PATH = "/console/connections";

    private final Frame frame;
    private final Connections connections;
    private final String url;

    ConnectionsDesk(Frame frame, Connections connections, String url) {
        this.frame = frame;
        this.connections = connections;
        this.url = url;
    }

    void addTo(Counter counter) {
        counter.page(
                "connections",
                Permission.MANAGE_CONNECTIONS,
                visit -> Answer.page("connections", page(visit, Refused.none())));
        counter.deed("connections/new/{source}", Permission.MANAGE_CONNECTIONS, this::connect);
        counter.deed("connections/{id}/secret", Permission.MANAGE_CONNECTIONS, this::rotate);
        counter.deed(
                "connections/{id}/disable",
                Permission.MANAGE_CONNECTIONS,
                visit -> answer(
                        visit,
                        connections.disable(visit.store(), id(visit), visit.actor()),
                        Done.CONNECTION_REMOVED,
                        ""));
        counter.deed(
                "connections/{id}/enable",
                Permission.MANAGE_CONNECTIONS,
                visit -> answer(
                        visit, connections.enable(visit.store(), id(visit), visit.actor()), Done.SECRET_KEPT, ""));
    }

    /** What was refused, and at which part of the page. */
    private record Refused(String part, List<FieldError> errors) {
        static Refused none() {
            return new Refused("", List.of());
        }

        List<FieldError> at(String other) {
            return part.equals(other) ? errors : List.of();
        }
    }

    private Answer connect(Visit visit) {
        var source = io.postlude.stores.Source.of(visit.part("source")).orElseThrow(Refusal::notFound);
        String shop = visit.field("shopDomain");
        var wanted = new Connections.Wanted(source, shop.isEmpty() ? null : shop, visit.field("secret"), Map.of());
        return answer(
                visit, connections.connect(visit.store(), wanted, visit.actor()), Done.SECRET_KEPT, source.word());
    }

    private Answer rotate(Visit visit) {
        ConnectionId id = id(visit);
        Connections.Outcome outcome = connections.rotate(visit.store(), id, visit.field("secret"), visit.actor());
        return answer(visit, outcome, Done.SECRET_KEPT, id.toString());
    }

    private Answer answer(Visit visit, Connections.Outcome outcome, Done done, String part) {
        return switch (outcome) {
            case Connections.Outcome.Saved _ -> Answer.done(PATH, done);
            case Connections.Outcome.Invalid(List<FieldError> errors) ->
                Answer.again("connections", page(visit, new Refused(part, errors)));
            case Connections.Outcome.Unknown() -> throw Refusal.notFound();
        };
    }

    private static ConnectionId id(Visit visit) {
        return ConnectionId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
    }

    private ConnectionsPage page(Visit visit, Refused refused) {
        List<Connection> all = connections.list(visit.store());
        List<Source> sources = new ArrayList<>();
        for (HowTo howTo : HowTo.values()) {
            List<Connection> ties =
                    all.stream().filter(tie -> tie.source() == howTo.source()).toList();
            ties.forEach(tie -> sources.add(tied(howTo, tie, refused)));
            if (ties.isEmpty()) {
                sources.add(untied(visit, howTo, refused));
            }
        }
        return new ConnectionsPage(frame.page(visit, "Connections", "connections"), sources);
    }

    private Source tied(HowTo howTo, Connection tie, Refused refused) {
        String path = PATH + "/" + tie.id();
        Pill state = tie.enabled() ? new Pill(Tone.KEPT, "Connected") : new Pill(Tone.VOID, "Switched off");
        boolean changing = tie.secrets().size() > 1;
        Field secret = Field.text("secret", "New signing secret", "")
                .ofType("password", "off")
                .needed()
                .hinting("The present one counts for another 24 hours.")
                .refused(Faults.of(refused.at(tie.id().toString()), "/secret"));
        return new Source(
                tie.id().toString(),
                tie.shopDomain() == null ? howTo.title() : howTo.title() + ", " + tie.shopDomain(),
                howTo.purpose(),
                state,
                changing ? "Two secrets count until the former one ends." : "One secret counts.",
                url + "/hooks/" + tie.source().word() + "/" + tie.pathToken(),
                howTo.steps(),
                Form.of(path + "/secret", "Change the secret", "lock", List.of(secret)),
                tie.enabled()
                        ? List.of(Deed.of("Switch off", "x", path + "/disable"))
                        : List.of(Deed.of("Switch on", "check", path + "/enable")));
    }

    private Source untied(Visit visit, HowTo howTo, Refused refused) {
        String word = howTo.source().word();
        List<FieldError> errors = refused.at(word);
        List<Field> fields = new ArrayList<>();
        if (howTo.shopHint() != null) {
            fields.add(Field.text("shopDomain", "Shop", errors.isEmpty() ? "" : visit.field("shopDomain"))
                    .hinting(howTo.shopHint())
                    .refused(Faults.of(errors, "/shopDomain")));
        }
        fields.add(Field.text("secret", "Signing secret", "")
                .ofType("password", "off")
                .needed()
                .refused(Faults.of(errors, "/secret")));
        return new Source(
                word,
                howTo.title(),
                howTo.purpose(),
                new Pill(Tone.WAIT, "Not connected"),
                "The address is made when the secret is kept.",
                null,
                howTo.steps(),
                Form.of(PATH + "/new/" + word, "Keep the secret", "lock", fields),
                List.of());
    }

    /** How each system is set up over there. */
    private enum HowTo {
        SHOPIFY(
                io.postlude.stores.Source.SHOPIFY,
                "Shopify",
                "orders, fulfilments, refunds and the three privacy topics",
                "Such as maren.myshopify.com.",
                "In Shopify open Settings, Notifications, Webhooks; the secret stands at the foot of that page.",
                "Keep the secret here, then create a webhook there for each topic, format JSON, with the address shown here.",
                "Topics: orders/create, orders/updated, orders/cancelled, fulfillments/create, fulfillments/update, refunds/create, customers/redact, customers/data_request, shop/redact."),
        WOOCOMMERCE(
                io.postlude.stores.Source.WOOCOMMERCE,
                "WooCommerce",
                "orders and refunds",
                "Such as shop.example.com.",
                "In WooCommerce open Settings, Advanced, Webhooks, Add webhook.",
                "Choose a long secret, enter it there and here, and paste the address as delivery URL.",
                "Topics: Order created and Order updated; API version WP REST API v3."),
        AFTERSHIP(
                io.postlude.stores.Source.AFTERSHIP,
                "AfterShip",
                "scans of parcels",
                null,
                "In AfterShip Tracking open Notification settings, Webhooks.",
                "Copy the webhook secret here, then paste the address there and choose all tracking updates."),
        EASYPOST(
                io.postlude.stores.Source.EASYPOST,
                "EasyPost",
                "scans of parcels",
                null,
                "In EasyPost open Account settings, Webhooks, Add webhook for production.",
                "Choose a secret, enter it there and here, and paste the address."),
        SHIPPO(
                io.postlude.stores.Source.SHIPPO,
                "Shippo",
                "scans of parcels",
                null,
                "Shippo signs with a token in the address: choose a long one and keep it here.",
                "In Shippo open Settings, API, Webhooks; choose Track Updated and paste the address followed by ?token= and your token."),
        SEVENTEENTRACK(
                io.postlude.stores.Source.SEVENTEENTRACK,
                "17TRACK",
                "scans of parcels",
                null,
                "In 17TRACK API open Settings, Security: the key there signs what is sent; keep it here.",
                "Paste the address as webhook URL, version 2.4.");

        private final io.postlude.stores.Source source;
        private final String title;
        private final String purpose;
        private final @Nullable String shopHint;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> steps;

        HowTo(
                io.postlude.stores.Source source,
                String title,
                String purpose,
                @Nullable String shopHint,
                String... steps) {
            this.source = source;
            this.title = title;
            this.purpose = purpose;
            this.shopHint = shopHint;
            this.steps = List.of(steps);
        }

        io.postlude.stores.Source source() {
            return source;
        }

        String title() {
            return title;
        }

        String purpose() {
            return purpose;
        }

        @Nullable
        String shopHint() {
            return shopHint;
        }

        List<String> steps() {
            return steps;
        }
    }
}
