package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Refusal;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import io.postlude.returns.SizeFit;
import io.postlude.returns.SizeFit.Direction;
import io.postlude.returns.SizeFits;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What customers are told about sizes, the numbers behind it, and where staff do not want it told. */
final class SizesDesk {
    static final String PATH = ReturnsDesk.PATH + "/sizes";

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Audit audit;

    SizesDesk(Frame frame, ReturnsDesk.Sources sources, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("returns/sizes", Permission.SEE_RETURNS, this::show);
        counter.deed("returns/sizes/silence", Permission.CHANGE_POLICY, visit -> change(visit, true));
        counter.deed("returns/sizes/speech", Permission.CHANGE_POLICY, visit -> change(visit, false));
    }

    private record Read(
            List<SizeFit> fits,
            SizeFits.Silence silence,
            Map<VariantId, Orders.VariantName> names,
            Map<ProductId, String> titles) {
        String name(SizeFit fit) {
            VariantId variant = fit.variant();
            return variant == null ? titles.getOrDefault(fit.product(), "a thing no longer known") : name(variant);
        }

        String name(@Nullable VariantId variant) {
            Orders.VariantName name = variant == null ? null : names.get(variant);
            return name == null ? "another size" : name.title();
        }
    }

    private Read read(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            List<SizeFit> fits = fits().all(tx, visit.store());
            Map<ProductId, String> titles = new HashMap<>();
            for (SizeFit fit : fits)
                if (fit.variant() == null)
                    titles.put(
                            fit.product(),
                            sources.orders()
                                    .product(tx, visit.store(), fit.product())
                                    .map(ProductView::title)
                                    .orElse("a thing no longer known"));
            List<VariantId> variants = fits.stream()
                    .flatMap(fit -> Stream.of(fit.variant(), fit.better()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            return new Read(
                    fits,
                    fits().silence(tx, visit.store()),
                    sources.orders().variantNames(tx, visit.store(), variants),
                    titles);
        });
    }

    private SizeFits fits() {
        return sources.returns().returns().learnt().sizes().fits();
    }

    private Answer show(Visit visit) {
        Read read = read(visit);
        boolean changes = visit.may(Permission.CHANGE_POLICY);
        boolean off = read.silence().everywhere();
        Form form = off
                ? Form.of(PATH + "/speech", "Tell customers again", "check", List.of())
                : Form.of(PATH + "/silence", "Tell customers nothing", "x", List.of());
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(
                                visit,
                                "Sizes",
                                new Link("What returns teach", ReturnsDesk.PATH + "/insights"),
                                "returns"),
                        List.of(),
                        null,
                        List.of(
                                new Section(
                                        "sizes",
                                        "Which size people kept",
                                        "things that came back as too small or too large within a year; at least "
                                                + SizeFit.LEAST_SETTLED + " who settled on a size and "
                                                + SizeFit.LEAST_AGREEING + " who changed the same way",
                                        table(read, changes && !off),
                                        null),
                                new Section(
                                        "switch",
                                        "In the whole store",
                                        off
                                                ? "switched off: customers and programs are told nothing about sizes"
                                                : "told on the order’s page, in the return form and to programs",
                                        null,
                                        changes ? form : null))));
    }

    private static Table table(Read read, boolean changes) {
        return Table.plain(
                "Sizes",
                List.of(
                        Column.text("Thing"),
                        Column.text("Customers read"),
                        Column.number("Settled").wide(),
                        Column.number("Larger"),
                        Column.number("Smaller"),
                        Column.text("")),
                read.fits().stream().map(fit -> row(read, fit, changes)).toList(),
                new Empty(
                        "Nothing came back for its size",
                        "Offer “too small” and “too large” as reasons in the return policy; what people keep instead then stands here.",
                        new Link("Return policy", PolicyDesk.PATH)));
    }

    private static Row row(Read read, SizeFit fit, boolean changes) {
        return Row.of(
                Cell.of(read.name(fit), fit.variant() == null ? "all sizes together" : null),
                Cell.pill(said(read, fit), why(read, fit)),
                Cell.of(Words.count(fit.settled())),
                Cell.of(Words.count(fit.larger())),
                Cell.of(Words.count(fit.smaller())),
                Cell.deeds(fit.variant() == null && changes ? List.of(turn(read, fit.product())) : List.of()));
    }

    private static Pill said(Read read, SizeFit fit) {
        if (read.silence().everywhere() || read.silence().products().contains(fit.product()))
            return new Pill(Tone.VOID, "Switched off");
        if (!fit.isTelling())
            return new Pill(
                    Tone.WAIT,
                    fit.settled() < SizeFit.LEAST_SETTLED || fit.agreeing() < SizeFit.LEAST_AGREEING
                            ? "Too few to say"
                            : "Nothing: most kept it");
        if (fit.variant() == null)
            return new Pill(Tone.INFO, fit.direction() == Direction.LARGER ? "Runs small" : "Runs large");
        return new Pill(Tone.INFO, fit.says() == SizeFit.Says.MOST ? "Most kept another" : "Many kept another");
    }

    private static @Nullable String why(Read read, SizeFit fit) {
        if (fit.agreeing() == 0) return null;
        String kept = fit.variant() == null
                ? (fit.direction() == Direction.LARGER ? "a larger size" : "a smaller size")
                : read.name(fit.better());
        return Words.count(fit.agreeing()) + " of " + Words.count(fit.settled()) + " kept " + kept;
    }

    private static Deed turn(Read read, ProductId product) {
        boolean off = read.silence().products().contains(product);
        return new Deed(
                off ? "Tell again" : "Switch off",
                off ? "check" : "x",
                PATH + (off ? "/speech" : "/silence"),
                Map.of("product", product.toString()),
                false);
    }

    private Answer change(Visit visit, boolean off) {
        String named = visit.field("product");
        @Nullable
        ProductId product = named.isEmpty() ? null : ProductId.parse(named).orElseThrow(Refusal::notFound);
        String by = visit.session().name();
        sources.database().runInStore(visit.store(), tx -> {
            if (product == null) {
                if (off) fits().silence(tx, visit.store(), by);
                else fits().speak(tx, visit.store());
            } else if (off) fits().silence(tx, visit.store(), product, by);
            else fits().speak(tx, visit.store(), product);
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    Audit.Deed.of(off ? "sizes.silenced" : "sizes.told", "returns", named.isEmpty() ? "store" : named));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }
}
