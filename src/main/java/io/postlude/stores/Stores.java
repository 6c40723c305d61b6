package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Problem;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tenants of this installation. Reading one costs no query (it is remembered until any node changes it, see
 * {@link Generation}); a change made on another node shows within a second.
 */
public final class Stores {
    private static final int MOST_VERSIONS_SHOWN = 100;
    private static final Colour FIRST_COLOUR = Colour.parse("#1f4d3d");

    private final Database database;
    private final EventLog log;
    private final Audit audit;
    private final InstantSource clock;
    private final Generation generation;
    private final Remembered<StoreId, Optional<Store>> byId;
    private final Remembered<String, Optional<StoreId>> bySlug;
    private final Remembered<Boolean, List<StoreId>> ids;

    Stores(Ground ground, Audit audit) {
        this.database = ground.database();
        this.log = ground.log();
        this.clock = ground.clock();
        this.generation = ground.generation();
        this.audit = audit;
        this.byId = new Remembered<>(generation, id -> database.acrossStores(tx -> StoreSql.find(tx, id)));
        this.bySlug = new Remembered<>(generation, slug -> database.acrossStores(tx -> StoreSql.bySlug(tx, slug)));
        this.ids = new Remembered<>(generation, all -> database.acrossStores(StoreSql::all));
    }

    /** Its clock. */
    public ZoneId zone(StoreId store) {
        return get(store).zone();
    }

    /** @throws IllegalArgumentException where there is no such store: ids come from us, so this is a fault of the caller */
    public Store get(StoreId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no store " + id));
    }

    public Optional<Store> find(StoreId id) {
        return byId.get(id);
    }

    public Optional<Store> bySlug(String slug) {
        return bySlug.get(slug).flatMap(this::find);
    }

    /** In the order they were opened. */
    public List<Store> allAcrossStores() {
        return ids.get(true).stream().flatMap(id -> find(id).stream()).toList();
    }

    /** Whether this person may open a store: the first one anybody signed in, further ones an owner of one. */
    public boolean mayOpen(StaffSession session) {
        return ids.get(true).isEmpty() || session.roles().containsValue(Role.OWNER);
    }

    /** Opens a store with a plain brand and a usual week; a person who opens it becomes its owner. */
    public SettingsOutcome open(StoreDetails details, Actor actor) {
        Field field = new Field();
        Store.Profile profile = SettingsCheck.profile(details, field);
        if (profile == null) return new SettingsOutcome.Invalid(field.errors());
        String country = profile.locale().getCountry();
        BusinessCalendar calendar = BusinessCalendar.usual(Holidays.knows(country) ? country : "");
        Instant now = clock.instant();
        Store draft = new Store(new StoreId(1), 1, profile, plainBrand(profile.name()), calendar, now);
        return slugGuarded(() -> {
            StoreId id = database.acrossStores(tx -> insert(tx, StoreSql.Settings.of(draft), actor));
            generation.look();
            return new SettingsOutcome.Saved(get(id));
        });
    }

    private StoreId insert(Tx tx, StoreSql.Settings settings, Actor actor) {
        Instant now = clock.instant();
        StoreId id = StoreSql.insert(tx, settings, now);
        StoreSql.keepVersion(tx, id, new StoreSql.Kept(1, settings, now, actor.name()));
        if (actor instanceof Actor.Staff person)
            StaffSql.putMembership(tx, id, new StaffSql.Membership(person.id(), Role.OWNER, now));
        audit.record(tx, id, actor, Audit.Deed.of("store.opened", "store", id.toString()));
        log.append(tx, new StoreEvent.StoreOpened(id, settings.details().slug(), now));
        Generation.raise(tx);
        return id;
    }

    private static Brand plainBrand(String name) {
        BrandLook look = new BrandLook(
                BrandProposal.day(FIRST_COLOUR),
                BrandProposal.night(FIRST_COLOUR),
                Lettering.plain(Typeface.HANKEN_GROTESK, Typeface.HANKEN_GROTESK),
                8,
                8);
        return new Brand(
                name.length() > 80 ? name.substring(0, 80) : name,
                null,
                null,
                look,
                Brand.Tone.FORMAL,
                new Brand.Contact("", null, null, null),
                new Brand.Links(null, null, null, List.of()),
                List.of());
    }

    /** Changes who the store is; {@code version} is the one the person looked at. */
    public SettingsOutcome saveDetails(StoreId store, int version, StoreDetails details, Actor actor) {
        Field field = new Field();
        Store.Profile profile = SettingsCheck.profile(details, field);
        if (profile == null) return new SettingsOutcome.Invalid(field.errors());
        Store old = get(store);
        Store changed = new Store(store, version, profile, old.brand(), old.calendar(), old.openedAt());
        return slugGuarded(() -> save(old, changed, "details", actor));
    }

    /** Changes what customers see; refused where a pair of its colours cannot be read. Drawings are cleaned first. */
    public SettingsOutcome saveBrand(StoreId store, int version, Brand brand, Actor actor) {
        List<Problem.FieldError> errors = SettingsCheck.brand(brand);
        if (!errors.isEmpty()) return new SettingsOutcome.Invalid(errors);
        Store old = get(store);
        Brand clean = SettingsCheck.cleaned(brand);
        return save(
                old, new Store(store, version, old.profile(), clean, old.calendar(), old.openedAt()), "brand", actor);
    }

    public SettingsOutcome saveCalendar(StoreId store, int version, BusinessCalendar calendar, Actor actor) {
        Field field = new Field();
        SettingsCheck.calendar(calendar, field);
        if (!field.errors().isEmpty()) return new SettingsOutcome.Invalid(field.errors());
        Store old = get(store);
        return save(
                old,
                new Store(store, version, old.profile(), old.brand(), calendar, old.openedAt()),
                "calendar",
                actor);
    }

    private SettingsOutcome save(Store old, Store changed, String part, Actor actor) {
        StoreId id = changed.id();
        if (old.version() != changed.version()) return outdated(id);
        boolean saved = database.inStore(id, tx -> write(tx, changed, part, actor));
        if (!saved) return outdated(id);
        generation.look();
        return new SettingsOutcome.Saved(get(id));
    }

    private boolean write(Tx tx, Store changed, String part, Actor actor) {
        StoreId id = changed.id();
        Instant now = clock.instant();
        StoreSql.Settings settings = StoreSql.Settings.of(changed);
        if (!StoreSql.update(tx, id, changed.version(), settings)) return false;
        int version = changed.version() + 1;
        StoreSql.keepVersion(tx, id, new StoreSql.Kept(version, settings, now, actor.name()));
        audit.record(
                tx,
                id,
                actor,
                new Audit.Deed(
                        "settings." + part + "-changed",
                        "store",
                        id.toString(),
                        Map.of("version", changed.version()),
                        Map.of("version", version)));
        log.append(tx, new StoreEvent.StoreSettingsChanged(id, version, now));
        Generation.raise(tx);
        return true;
    }

    private SettingsOutcome outdated(StoreId id) {
        generation.look();
        return new SettingsOutcome.Outdated(get(id).version());
    }

    private static SettingsOutcome slugGuarded(java.util.function.Supplier<SettingsOutcome> change) {
        try {
            return change.get();
        } catch (DatabaseException e) {
            if (!DatabaseException.constraint(e).equals("store_slug_unique")) throw e;
            return new SettingsOutcome.Invalid(
                    List.of(new Problem.FieldError("/slug", "Another store here has this word; choose another.")));
        }
    }

    /** A state the settings once had. */
    public record Version(
            int version, Instant at, String by, StoreDetails details, Brand brand, BusinessCalendar calendar) {}

    /** Newest first, at most 100. To take one again, save its parts. */
    public List<Version> history(StoreId store) {
        return database.inStore(store, tx -> StoreSql.versions(tx, store, MOST_VERSIONS_SHOWN)).stream()
                .map(kept -> new Version(
                        kept.version(),
                        kept.at(),
                        kept.by(),
                        kept.settings().details(),
                        kept.settings().brand(),
                        kept.settings().calendar()))
                .toList();
    }
}
