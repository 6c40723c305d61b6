package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Problem;
import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
    private static StoresGround ground;
    private static Stores stores;

    @BeforeAll
    static void open() {
        ground = new StoresGround();
        stores = ground.module.stores();
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    @Test
    void a_store_is_found_by_id_and_slug_with_its_country_s_calendar_and_a_readable_brand() {
        Store store = stores.get(ground.open("found"));
        assertEquals(store, stores.bySlug("found").orElseThrow());
        assertEquals("DE", store.calendar().region());
        assertEquals(List.of(), BrandCheck.faults(store.brand().look()));
        assertEquals(Locale.forLanguageTag("de-DE"), store.locale());
        assertTrue(stores.allAcrossStores().contains(store));
        assertEquals(Optional.empty(), stores.find(new StoreId(999_999)));
    }

    @Test
    void a_taken_slug_is_refused_at_its_field() {
        StoreId _ = ground.open("taken");
        var refused = assertInstanceOf(
                SettingsOutcome.Invalid.class, stores.open(StoresGround.maren("taken"), StoresGround.TEST));
        assertEquals("/slug", refused.errors().getFirst().pointer());
    }

    @Test
    void each_wrong_field_has_its_own_reason() {
        StoreDetails wrong = new StoreDetails(
                "Not a slug",
                " ",
                "a\nb",
                "xx-YY",
                "Mars/Olympus",
                "XAU",
                List.of(new StoreAddress(StoreAddress.Use.SEAT, "Seat", List.of(), "1", "Hamburg", "Germany")));
        var refused = assertInstanceOf(SettingsOutcome.Invalid.class, stores.open(wrong, StoresGround.TEST));
        assertEquals(
                Set.of(
                        "/slug",
                        "/name",
                        "/legalName",
                        "/locale",
                        "/zone",
                        "/currency",
                        "/addresses/0/lines",
                        "/addresses/0/country"),
                refused.errors().stream().map(Problem.FieldError::pointer).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"JPY, 0", "KWD, 3", "EUR, 2", "CLF, 4"})
    void currencies_with_any_number_of_decimals_are_taken(String currency, int decimals) {
        StoreDetails details = StoreDetails.of(
                "money-" + currency.toLowerCase(Locale.ROOT),
                "متجر 🧶",
                new StoreDetails.Region("ar-KW", "Asia/Kuwait", currency));
        Store store = stores.open(details, StoresGround.TEST).orThrow();
        assertEquals(decimals, store.currency().getDefaultFractionDigits());
        assertEquals("متجر 🧶", store.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "CET", "Etc/../GMT", "", "Europe/Berlin\n", "GMT+2"})
    void a_zone_without_rules_of_its_region_is_refused(String zone) {
        StoreDetails details =
                StoreDetails.of("zone-x", "Zone", new StoreDetails.Region("de-DE", zone.strip() + "x", "EUR"));
        assertInstanceOf(SettingsOutcome.Invalid.class, stores.open(details, StoresGround.TEST));
    }

    @Test
    void a_change_raises_the_version_and_the_state_before_stays_in_the_history() {
        StoreId id = ground.open("history");
        ground.clock.move(Duration.ofMinutes(1));
        Store saved = stores.saveBrand(id, 1, DemoBrands.marenAndPine(), StoresGround.TEST)
                .orThrow();
        assertEquals(2, saved.version());
        assertEquals("Maren & Pine", stores.get(id).brand().name());
        assertEquals(DemoBrands.marenAndPine().look(), stores.get(id).brand().look());
        List<Stores.Version> history = stores.history(id);
        assertEquals(
                List.of(2, 1), history.stream().map(Stores.Version::version).toList());
        Store back = stores.saveBrand(id, 2, history.get(1).brand(), StoresGround.TEST)
                .orThrow();
        assertEquals(history.get(1).brand(), back.brand());
    }

    @Test
    void of_two_people_who_change_the_same_version_the_second_is_told() {
        StoreId id = ground.open("outdated");
        Store first = stores.saveCalendar(id, 1, BusinessCalendar.usual("AT"), StoresGround.TEST)
                .orThrow();
        assertEquals("AT", first.calendar().region());
        assertEquals(
                new SettingsOutcome.Outdated(2),
                stores.saveCalendar(id, 1, BusinessCalendar.usual("FR"), StoresGround.TEST));
        assertEquals("AT", stores.get(id).calendar().region());
    }

    @Test
    void a_change_on_one_node_shows_on_another_by_itself() {
        StoresModule other = ground.node();
        StoreId id = ground.open("nodes");
        Store seen = await(() -> other.stores().find(id)).orElseThrow();
        assertEquals("DE", seen.calendar().region());
        Store _ = stores.saveCalendar(id, 1, BusinessCalendar.usual("FR"), StoresGround.TEST)
                .orThrow();
        Optional<Store> changed = await(() -> other.stores()
                .find(id)
                .filter(store -> store.calendar().region().equals("FR")));
        assertTrue(changed.isPresent());
    }

    @Test
    void a_sign_that_hides_a_script_loses_it() {
        StoreId id = ground.open("sign");
        Brand maren = DemoBrands.marenAndPine();
        String sign =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\" viewBox=\"0 0 9 9\"><script>alert(2)"
                        + "</script><path d=\"M0 0h9v9z\" fill=\"url(https://evil.example/x)\"/></svg>";
        Brand brand = new Brand(
                maren.name(), sign, null, maren.look(), maren.tone(), maren.contact(), maren.links(), List.of());
        String kept = stores.saveBrand(id, 1, brand, StoresGround.TEST)
                .orThrow()
                .brand()
                .markSvg();
        assertEquals(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"></path></svg>",
                kept);
    }

    @Test
    void a_store_that_nobody_could_read_is_not_saved() {
        StoreId id = ground.open("unreadable");
        Brand maren = DemoBrands.marenAndPine();
        Palette day = maren.look().day();
        Palette pale = new Palette(
                day.paper(),
                day.surface(),
                day.paper(),
                day.brand(),
                day.onBrand(),
                day.brandInk(),
                day.mark(),
                day.onMark());
        BrandLook look = new BrandLook(pale, maren.look().night(), maren.look().lettering(), 8, 8);
        Brand brand = new Brand("x", null, null, look, maren.tone(), maren.contact(), maren.links(), List.of());
        var refused =
                assertInstanceOf(SettingsOutcome.Invalid.class, stores.saveBrand(id, 1, brand, StoresGround.TEST));
        assertTrue(refused.errors().stream().anyMatch(error -> error.pointer().equals("/look/day")));
        assertFalse(stores.get(id).brand().name().equals("x"));
    }

    private static <T> Optional<T> await(java.util.function.Supplier<Optional<T>> asked) {
        long end = System.nanoTime() + 60_000_000_000L;
        Optional<T> answer = asked.get();
        while (answer.isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
            answer = asked.get();
        }
        return answer;
    }
}
