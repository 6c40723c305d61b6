package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.stores.Brand;
import io.postlude.stores.BrandCheck;
import io.postlude.stores.BrandLook;
import io.postlude.stores.BrandProposal;
import io.postlude.stores.Colour;
import io.postlude.stores.Lettering;
import io.postlude.stores.Palette;
import io.postlude.stores.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands in the brand's form, and the brand it makes. */
final class BrandForm {
    private static final String[] COLOURS = {
        "paper", "surface", "ink", "brand", "on-brand", "brand-ink", "mark", "on-mark"
    };
    private static final Map<String, String> NAMES = Map.of(
            "paper", "Paper",
            "surface", "Panels",
            "ink", "Text",
            "brand", "Buttons",
            "on-brand", "Text on buttons",
            "brand-ink", "Links",
            "mark", "Highlight",
            "on-mark", "Text on highlight");

    private final Map<String, String> values;
    private final Map<String, String> wrong = new LinkedHashMap<>();
    private int version;

    private BrandForm(Map<String, String> values, int version) {
        this.values = values;
        this.version = version;
    }

    static BrandForm of(Store store) {
        Brand brand = store.brand();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", brand.name());
        values.put("logoUrl", orEmpty(brand.logoUrl()));
        values.put("tone", brand.tone().name());
        values.put("address", brand.contact().address());
        values.put("email", orEmpty(brand.contact().email()));
        values.put("phone", orEmpty(brand.contact().phone()));
        values.put("helpUrl", orEmpty(brand.contact().helpUrl()));
        values.put("site", orEmpty(brand.links().site()));
        values.put("privacy", orEmpty(brand.links().privacy()));
        values.put("withdrawal", orEmpty(brand.links().withdrawal()));
        values.put("radius", Integer.toString(brand.look().radiusPixels()));
        LetteringFields.put(values, brand.look().lettering());
        put(values, "day-", brand.look().day());
        put(values, "night-", brand.look().night());
        return new BrandForm(values, store.version());
    }

    static BrandForm from(Visit visit) {
        Map<String, String> values = new LinkedHashMap<>();
        of(visit.shop()).values.keySet().forEach(name -> values.put(name, visit.field(name)));
        values.put("propose", visit.field("propose"));
        String version = visit.field("version");
        return new BrandForm(values, version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0);
    }

    int version() {
        return version;
    }

    /** The next try starts from what holds by now. */
    void over(int newer) {
        version = newer;
    }

    Map<String, String> errors() {
        return wrong;
    }

    void refuse(List<FieldError> errors) {
        for (FieldError error : errors) {
            String last = error.pointer().substring(error.pointer().lastIndexOf('/') + 1);
            wrong.put(values.containsKey(last) ? last : last.equals("markSvg") ? "logoUrl" : "look", error.detail());
        }
    }

    /** Null where it is no brand at all; {@link #errors} says why. Showcases stay as they are. */
    @Nullable
    Brand read(Brand old) {
        wrong.clear();
        BrandLook look = look(old.look());
        if (text("name").isBlank()) {
            wrong.put("name", "Give the name customers know.");
        }
        Brand.Contact contact = part(
                "contact",
                () -> new Brand.Contact(text("address"), absent("email"), absent("phone"), absent("helpUrl")));
        Brand.Links links = part(
                "site",
                () -> new Brand.Links(
                        absent("site"),
                        absent("privacy"),
                        absent("withdrawal"),
                        old.links().social()));
        if (look == null || contact == null || links == null || !wrong.isEmpty()) {
            return null;
        }
        Brand.Tone tone = text("tone").equals("FAMILIAR") ? Brand.Tone.FAMILIAR : Brand.Tone.FORMAL;
        return part(
                "logoUrl",
                () -> new Brand(
                        text("name"), old.markSvg(), absent("logoUrl"), look, tone, contact, links, old.showcases()));
    }

    private interface Part<T> {
        T make();
    }

    private <T> @Nullable T part(String field, Part<T> part) {
        try {
            return part.make();
        } catch (IllegalArgumentException e) {
            String why = e.getMessage() == null ? "This does not fit." : e.getMessage();
            String culprit = field.equals("contact") ? culprit(why) : field;
            wrong.put(culprit, why);
            return null;
        }
    }

    private static String culprit(String why) {
        return why.contains("mail") ? "email" : why.contains("telephone") ? "phone" : "helpUrl";
    }

    private @Nullable BrandLook look(BrandLook old) {
        proposed();
        Palette day = palette("day-");
        Palette night = palette("night-");
        String radius = text("radius");
        int pixels = radius.matches("\\d{1,2}") ? Integer.parseInt(radius) : -1;
        if (pixels < 0) {
            wrong.put("radius", "A number from 0 to 32.");
        }
        Lettering lettering = LetteringFields.read(values, wrong);
        if (day == null || night == null || lettering == null || pixels < 0) {
            return null;
        }
        return part("radius", () -> new BrandLook(day, night, lettering, pixels, old.controlRadiusPixels()));
    }

    /** One colour may stand for all: the rest is worked out so that it can be read. */
    private void proposed() {
        String one = text("propose");
        if (one.isEmpty()) {
            return;
        }
        Colour brand = part("propose", () -> Colour.parse(one));
        if (brand != null) {
            put(values, "day-", BrandProposal.day(brand));
            put(values, "night-", BrandProposal.night(brand));
            values.put("propose", "");
        }
    }

    private @Nullable Palette palette(String scheme) {
        List<Colour> colours = new ArrayList<>();
        for (String name : COLOURS) {
            Colour colour = part(scheme + name, () -> Colour.parse(text(scheme + name)));
            if (colour != null) {
                colours.add(colour);
            }
        }
        return colours.size() < COLOURS.length
                ? null
                : new Palette(
                        colours.get(0),
                        colours.get(1),
                        colours.get(2),
                        colours.get(3),
                        colours.get(4),
                        colours.get(5),
                        colours.get(6),
                        colours.get(7));
    }

    List<BrandPage.Group> groups(List<BrandCheck.Fault> faults) {
        boolean formal = !text("tone").equals("FAMILIAR");
        Pick tone = new Pick(
                "tone",
                "Address (du or Sie, tú or usted)",
                List.of(new Option("FAMILIAR", "Familiar", !formal), new Option("FORMAL", "Formal", formal)));
        Field propose = Field.text("propose", "One colour for all", text("propose"))
                .hinting("Such as #1f4d3d: preview, and both palettes below are worked out from it.")
                .refused(wrong.get("propose"));
        return List.of(
                new BrandPage.Group(
                        "Name and reach", words("name", "email", "phone", "helpUrl", "address"), List.of(tone)),
                new BrandPage.Group("Links and logo", words("site", "privacy", "withdrawal", "logoUrl"), List.of()),
                new BrandPage.Group("Look", List.of(propose, number()), List.of()),
                new BrandPage.Group("Lettering", LetteringFields.fields(values, wrong), LetteringFields.picks(values)),
                new BrandPage.Group("Colours by day", colours("day", faults), List.of()),
                new BrandPage.Group("Colours by night", colours("night", faults), List.of()));
    }

    private List<Field> words(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            Field field = Field.text(name, label(name), text(name)).refused(wrong.get(name));
            fields.add(name.equals("name") ? field.needed() : field);
        }
        return fields;
    }

    private static String label(String name) {
        return switch (name) {
            case "name" -> "Name";
            case "email" -> "E-mail";
            case "phone" -> "Telephone";
            case "helpUrl" -> "Help page";
            case "address" -> "Postal address, one line";
            case "site" -> "Shop";
            case "privacy" -> "Privacy page";
            case "withdrawal" -> "Withdrawal page";
            default -> "Logo, as an address";
        };
    }

    private Field number() {
        return Field.text("radius", "Roundness of corners, in pixels", text("radius"))
                .ofType("number", "off")
                .refused(wrong.get("radius"));
    }

    private List<Field> colours(String scheme, List<BrandCheck.Fault> faults) {
        List<Field> fields = new ArrayList<>();
        for (String name : COLOURS) {
            String field = scheme + "-" + name;
            String fault = wrong.getOrDefault(field, unreadable(scheme, name, faults));
            fields.add(Field.text(field, NAMES.getOrDefault(name, name), text(field))
                    .ofType("color", "off")
                    .refused(fault.isEmpty() ? null : fault));
        }
        return fields;
    }

    private static String unreadable(String scheme, String name, List<BrandCheck.Fault> faults) {
        return faults.stream()
                .filter(fault -> fault.scheme().equals(scheme) && fault.front().equals(name))
                .map(fault -> String.format(
                        Locale.ROOT,
                        "%.1f to 1 on %s; it needs %.1f to 1.",
                        fault.ratio(),
                        NAMES.getOrDefault(fault.back(), fault.back()).toLowerCase(Locale.ROOT),
                        fault.needed()))
                .findFirst()
                .orElse("");
    }

    private static void put(Map<String, String> values, String scheme, Palette palette) {
        Map<String, Function<Palette, Colour>> read = Map.of(
                "paper", Palette::paper,
                "surface", Palette::surface,
                "ink", Palette::ink,
                "brand", Palette::brand,
                "on-brand", Palette::onBrand,
                "brand-ink", Palette::brandInk,
                "mark", Palette::mark,
                "on-mark", Palette::onMark);
        for (String name : COLOURS) {
            values.put(
                    scheme + name,
                    java.util.Objects.requireNonNull(read.get(name))
                            .apply(palette)
                            .hex());
        }
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }

    private @Nullable String absent(String name) {
        return text(name).isEmpty() ? null : text(name);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
