package io.postlude.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.returns.Photos;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is asked of a carrier: by when, with which papers, and what comes back. */
class CarrierClaimsTest {
    private static final ClaimsWorld WORLD = new ClaimsWorld();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static CarrierClaims carriers() {
        return WORLD.module.carriers();
    }

    private static <T> T in(Function<Tx, T> work) {
        return WORLD.database.inStore(WORLD.store, work::apply);
    }

    private static Optional<CarrierClaim> opened(ClaimView claim) {
        return in(tx -> carriers().open(tx, WORLD.store, claim, "ada"));
    }

    private static LocalDate today() {
        return WORLD.now().atZone(java.time.ZoneId.of("Europe/Berlin")).toLocalDate();
    }

    @Test
    void damage_is_to_be_filed_within_days_of_delivery_and_the_stores_own_contract_goes_before_the_usual() {
        OrderId order = WORLD.sent("C-1", 2);
        String number = WORLD.delivered(order);
        LocalDate delivered = today();
        WORLD.days(2);
        CarrierClaim usual = opened(WORLD.asked(order, ClaimKind.DAMAGED, 1)).orElseThrow();
        assertEquals(delivered.plusDays(7), usual.due(), "as the law has it, where nothing else is known");
        assertEquals(number, usual.number());
        assertEquals(ClaimsWorld.eur(2400), usual.value());

        WORLD.database.runInStore(
                WORLD.store, tx -> carriers().save(tx, WORLD.store, new CarrierTerm("DHL", 30, 50, CarrierTerm.OWN)));
        CarrierClaim own = opened(WORLD.asked(order, ClaimKind.MISSING, 1)).orElseThrow();
        assertEquals(delivered.plusDays(30), own.due());
        WORLD.database.runInStore(
                WORLD.store, tx -> carriers().save(tx, WORLD.store, new CarrierTerm("DHL", 60, 20, CarrierTerm.OWN)));
        OrderId slow = WORLD.sent("C-9", 1);
        LocalDate dispatched = today();
        WORLD.days(3);
        String _ = WORLD.delivered(slow);
        assertEquals(
                dispatched.plusDays(20),
                opened(WORLD.asked(slow, ClaimKind.DAMAGED, 1)).orElseThrow().due(),
                "never later than a lost one");
        assertTrue(in(tx -> carriers().terms(tx, WORLD.store)).stream()
                .allMatch(term -> !term.source().isEmpty()));
        List<CarrierClaim> listed = in(tx -> carriers().list(tx, WORLD.store));
        assertTrue(listed.indexOf(usual) < listed.indexOf(own), "what falls due first");
    }

    @Test
    void one_is_filed_once_and_ends_with_money_or_without_it() {
        OrderId order = WORLD.sent("C-2", 1);
        String _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        CarrierClaim first = opened(claim).orElseThrow();
        assertEquals(first, opened(claim).orElseThrow(), "the same again is the same");
        assertFalse(
                CarrierClaimsTest.<Boolean>in(
                        tx -> carriers().paid(tx, WORLD.store, claim.id(), ClaimsWorld.eur(2400))),
                "not filed yet");
        assertTrue(CarrierClaimsTest.<Boolean>in(tx -> carriers().filed(tx, WORLD.store, claim.id(), "DHL-77")));
        assertFalse(CarrierClaimsTest.<Boolean>in(tx -> carriers().filed(tx, WORLD.store, claim.id(), "DHL-78")));
        assertTrue(
                CarrierClaimsTest.<Boolean>in(tx -> carriers().refused(tx, WORLD.store, claim.id(), "Badly packed")));
        assertTrue(
                CarrierClaimsTest.<Boolean>in(
                        tx -> carriers().paid(tx, WORLD.store, claim.id(), ClaimsWorld.eur(2000))),
                "after all");
        assertFalse(
                CarrierClaimsTest.<Boolean>in(
                        tx -> carriers().paid(tx, WORLD.store, claim.id(), ClaimsWorld.eur(2000))),
                "once");
        CarrierClaim paid = in(tx -> carriers().of(tx, WORLD.store, claim.id())).orElseThrow();
        assertEquals("DHL-77", paid.reference());
        assertEquals(ClaimsWorld.eur(2000), paid.paid());
        assertTrue(in(tx -> carriers().recovered(tx, WORLD.store)).stream()
                .anyMatch(one -> one.paid().minor() >= 2000 && one.asked().minor() >= 2400));
    }

    @Test
    void a_defect_is_no_carriers_doing() {
        OrderId order = WORLD.sent("C-3", 1);
        String _ = WORLD.delivered(order);
        assertEquals(Optional.empty(), opened(WORLD.asked(order, ClaimKind.DEFECT, 1)));
    }

    @Test
    void the_dossier_has_parcel_scans_value_words_and_photographs() throws IOException {
        OrderId order = WORLD.sent("C-4", 1);
        String number = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        WORLD.database.runInStore(WORLD.store, tx -> {
            ClaimAnswer _ = WORLD.claims.addPhotos(
                    tx,
                    WORLD.store,
                    claim.id(),
                    new io.postlude.returns.Returns.Pictures(List.of(picture()), ClaimsWorld.CUSTOMER));
        });
        assertEquals(Optional.empty(), in(tx -> carriers().dossier(tx, WORLD.store, claim.id())), "nothing opened");
        assertTrue(opened(claim).isPresent());
        byte[] pdf = in(tx -> carriers().dossier(tx, WORLD.store, claim.id())).orElseThrow();
        try (var document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            for (String part : List.of(
                    number,
                    "The shade is cracked.",
                    "24.00",
                    "SKU-lamp",
                    "A. KELLER",
                    "Feldstr. 1",
                    "DHL",
                    claim.code())) assertTrue(text.contains(part), part + " in " + text);
            int pictures = 0;
            for (var page : document.getPages())
                for (var name : page.getResources().getXObjectNames())
                    if (page.getResources().isImageXObject(name)) pictures++;
            assertTrue(pictures > 0, "the photograph");
        }
        assertTrue(Photos.type(picture()).isPresent());
    }

    private static byte[] picture() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean _ = ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
