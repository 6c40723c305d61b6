package io.postlude.claims;

import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.returns.Photos;
import io.postlude.returns.SheetPdf;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything a carrier asks for, on paper: the parcel, its scans, what was in it and worth, what the customer says, photographs. */
final class Dossier {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final int SCANS = 40;

    private final Store store;
    private final CarrierClaim asked;
    private final ClaimView claim;
    private final SheetPdf sheet = new SheetPdf();

    Dossier(Store store, CarrierClaim asked, ClaimView claim) {
        this.store = store;
        this.asked = asked;
        this.claim = claim;
    }

    byte[] draw(OrderView order, List<Photos.Photo> photos) {
        sheet.heading("Claim " + claim.code() + " to " + asked.carrier().toUpperCase(Locale.ROOT));
        sheet.text(store.profile().name() + ", order " + order.number());
        sheet.text("To be filed by " + asked.due() + ". " + what());
        things(order);
        claim.evidence().parcels().forEach(this::parcel);
        sheet.heading("Sent to");
        sheet.text(order.shipTo() == null ? "not known" : address(order.shipTo()));
        sheet.heading("What the customer says");
        sheet.text("Reported " + moment(claim.askedAt()) + ":");
        sheet.text(claim.words().isEmpty() ? "nothing written" : claim.words());
        pictures(photos);
        return sheet.file();
    }

    private String what() {
        return switch (claim.kind()) {
            case DAMAGED -> "The contents arrived damaged.";
            case MISSING -> "The parcel arrived without all of its contents.";
            case NEVER_ARRIVED -> "The parcel never arrived.";
            case WRONG_ITEM, DEFECT -> "";
        };
    }

    private void things(OrderView order) {
        sheet.heading("What is claimed: " + money(asked.value()));
        for (ClaimView.Part part : claim.parts())
            for (OrderView.Line line : order.lines())
                if (line.id().equals(part.line()))
                    sheet.text(part.quantity() + " x " + line.title()
                            + (line.variantTitle() == null ? "" : ", " + line.variantTitle())
                            + (line.sku() == null ? "" : " (" + line.sku() + ")") + ", each "
                            + money(line.unitPrice()));
        sheet.text("The order was paid with " + money(order.totals().total()) + " in all.");
    }

    private void parcel(Evidence.Parcel parcel) {
        sheet.heading("Parcel " + Objects.requireNonNullElse(parcel.number(), "without a number"));
        sheet.text("Handed over " + moment(claim.evidence().dispatched()) + ". First scan " + moment(parcel.firstScan())
                + ", last scan " + moment(parcel.lastScan()) + ". Delivered " + moment(parcel.delivered())
                + (parcel.deliveredAt() == null ? "" : " in " + parcel.deliveredAt())
                + (parcel.signedBy() == null ? "" : ", signed by " + parcel.signedBy()) + ".");
        parcel.scans().stream()
                .limit(SCANS)
                .forEach(scan -> sheet.text(moment(scan.at()) + "   " + scan.status()
                        + (scan.place() == null ? "" : ", " + scan.place())
                        + (scan.message() == null ? "" : ": " + scan.message())));
    }

    private void pictures(List<Photos.Photo> photos) {
        if (photos.isEmpty()) return;
        sheet.heading("Photographs");
        for (Photos.Photo photo : photos) {
            sheet.text(moment(photo.at()) + ", by " + photo.by());
            if (!sheet.picture(photo.bytes()))
                sheet.text("(" + photo.type() + ", cannot be drawn here; it stands with the claim)");
        }
    }

    private static String address(Address address) {
        return Stream.of(
                        address.name(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        Stream.of(address.postcode(), address.city())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" ")),
                        address.country())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String money(Money money) {
        return money.toString();
    }

    private String moment(@Nullable Instant at) {
        return at == null ? "not known" : MOMENT.format(at.atZone(store.zone()));
    }
}
