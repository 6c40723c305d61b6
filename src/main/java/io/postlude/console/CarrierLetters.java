package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.deliveries.Enquiries;
import io.postlude.deliveries.Enquiries.CarrierContact;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.stores.Brand;
import io.postlude.tracking.ShipmentView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions to carriers: the text with all they ask for, and the mail to the address they take it under. */
final class CarrierLetters {
    private static final Duration USEFUL_FOR = Duration.ofDays(2);
    private static final int FOLLOW_UP_WORKING_DAYS = 1;

    private final io.postlude.kernel.Database database;
    private final Enquiries enquiries;
    private final Messages messages;
    private final Optional<Mailbox> sender;

    /** {@code sender} writes for every store; without it each store's own address does. */
    CarrierLetters(ConsoleModule.Needs needs, Optional<Mailbox> sender) {
        this.database = needs.database();
        this.enquiries = needs.faces().deliveries().enquiries();
        this.messages = needs.faces().messages();
        this.sender = sender;
    }

    AtRiskOnePage.Ask ask(Visit visit, AtRiskKnown known) {
        ShipmentView first = known.parcels().getFirst();
        Optional<CarrierContact> contact =
                database.inStore(visit.store(), tx -> enquiries.contact(tx, visit.store(), AtRiskKnown.carrier(first)));
        String text = text(visit, known, first, contact.orElse(null));
        LocalDate followUp =
                visit.shop().calendar().addWorkingDays(visit.words().today(), FOLLOW_UP_WORKING_DAYS);
        List<Form.Checks> checks = new ArrayList<>();
        if (contact.isPresent() && from(visit).isPresent()) {
            checks.add(new Form.Checks(
                    "mail",
                    "Mail",
                    List.of(new Option("yes", "Send it to " + contact.get().email(), true))));
        }
        Form form = Form.of(
                        known.path() + "/enquiry",
                        "Ask the carrier",
                        "truck",
                        List.of(
                                Field.text("words", "What is asked", text)
                                        .ofType("textarea", "off")
                                        .needed(),
                                Field.text("followUp", "Ask again on", followUp.toString())
                                        .ofType("date", "off")
                                        .needed()))
                .picking(parcels(known))
                .checking(checks.toArray(Form.Checks[]::new))
                .hiding(Map.of("key", known.key(visit.session().person())));
        String scope = contact.isEmpty()
                ? "no address of this carrier is known: send it yourself, and add the address under Enquiries"
                : "to " + contact.get().email();
        return new AtRiskOnePage.Ask(
                scope, form, mailto(contact.map(CarrierContact::email).orElse(""), first, text));
    }

    private static Pick[] parcels(AtRiskKnown known) {
        if (known.parcels().size() == 1) {
            return new Pick[] {
                new Pick(
                        "parcel",
                        "Parcel",
                        List.of(new Option(
                                known.parcels().getFirst().id().toString(),
                                AtRiskKnown.number(known.parcels().getFirst()),
                                true)))
            };
        }
        return new Pick[] {
            new Pick(
                    "parcel",
                    "Parcel",
                    known.parcels().stream()
                            .map(parcel -> new Option(parcel.id().toString(), AtRiskKnown.number(parcel), false))
                            .toList())
        };
    }

    static String subject(ShipmentView parcel) {
        return "Where is parcel " + AtRiskKnown.number(parcel) + "?";
    }

    private static String mailto(String address, ShipmentView parcel, String text) {
        return "mailto:" + address + "?subject=" + encoded(subject(parcel)) + "&body=" + encoded(text);
    }

    /** A space is %20 in a mailto address (RFC 6068), a plus stays a plus there. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What every carrier asks back for, so that nobody has to. */
    private static String text(Visit visit, AtRiskKnown known, ShipmentView parcel, @Nullable CarrierContact contact) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        var last = parcel.times().lastScan();
        facts.put("Parcel", AtRiskKnown.number(parcel));
        facts.put("Our account", contact == null ? null : contact.account());
        facts.put("Our reference", known.order().number());
        facts.put("To", place(known.order()));
        facts.put("Last scan", last == null ? "none" : visit.words().moment(last));
        facts.put("Stands at", StatusWords.of(parcel.detail()));
        String lines = facts.entrySet().stream()
                .filter(fact -> fact.getValue() != null)
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
        return """
                Hello,

                please find this parcel, tell us where it is, and move it first.

                %s

                %s
                %s""".formatted(lines, visit.session().name(), visit.shop().name());
    }

    private static @Nullable String place(OrderView order) {
        Address to = order.shipTo();
        return to == null
                ? null
                : Stream.of(to.postcode(), to.city(), to.country())
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(" "));
    }

    /** Who writes: the installation's own address under the brand's name, else the brand's. */
    private Optional<Mailbox> from(Visit visit) {
        Brand brand = visit.shop().brand();
        return sender.map(own -> new Mailbox(brand.name(), own.address()))
                .or(() -> Optional.ofNullable(brand.contact().email())
                        .flatMap(email -> Mailbox.parse(brand.name(), email)));
    }

    /** What {@link #mail} needs. */
    record Letter(String key, OrderView order, ShipmentView parcel, String words) {}

    /** Puts the mail into the outbox; absent where the carrier's address is not known or nobody can write. */
    Optional<String> mail(Tx tx, Visit visit, Letter letter) {
        Optional<Mailbox> to = enquiries
                .contact(tx, visit.store(), AtRiskKnown.carrier(letter.parcel()))
                .flatMap(contact -> Mailbox.parse(null, contact.email()));
        Optional<Mailbox> from = from(visit);
        if (to.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        String email = visit.shop().brand().contact().email();
        var queued = messages.queue(
                tx,
                new OutgoingMail(
                        visit.store(),
                        "carrier_enquiry",
                        "enquiry:" + letter.key(),
                        new OutgoingMail.Envelope(
                                from.get(),
                                email == null
                                        ? null
                                        : Mailbox.parse(visit.shop().name(), email)
                                                .orElse(null),
                                to.get()),
                        letter.order().customer(),
                        new OutgoingMail.Content(
                                subject(letter.parcel()),
                                Pages.draw(
                                        "carriermail", new CarrierMailPage(subject(letter.parcel()), letter.words())),
                                letter.words(),
                                Map.of()),
                        OutgoingMail.WhenInDoubt.RESEND,
                        USEFUL_FOR));
        return queued == null ? Optional.empty() : Optional.of(to.get().address());
    }
}
