package io.postlude.console;

import io.postlude.console.Parts.Note;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.stores.Brand;
import io.postlude.stores.BrandCheck;
import io.postlude.stores.Permission;
import io.postlude.stores.SettingsOutcome;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store's face: a form, what it refuses, and the tracking page drawn with what stands in it. */
final class BrandDesk {
    private static final String PATH = "/console/brand";

    private final Frame frame;
    private final Stores stores;
    private final BrandPreview preview;

    BrandDesk(Frame frame, Stores stores, BrandPreview preview) {
        this.frame = frame;
        this.stores = stores;
        this.preview = preview;
    }

    void addTo(Counter counter) {
        counter.page(
                "brand",
                Permission.SEE_SETTINGS,
                visit -> Answer.page(
                        "brand",
                        page(visit, BrandForm.of(visit.shop()), visit.shop().brand(), null)));
        counter.deed("brand", Permission.CHANGE_BRAND, this::save);
        counter.deed("brand/preview", Permission.CHANGE_BRAND, this::preview);
    }

    private Answer save(Visit visit) {
        BrandForm form = BrandForm.from(visit);
        Brand draft = form.read(visit.shop().brand());
        if (draft == null || !form.errors().isEmpty()) {
            return again(visit, form, draft, "The brand was not saved.");
        }
        return switch (stores.saveBrand(visit.store(), form.version(), draft, visit.actor())) {
            case SettingsOutcome.Saved _ -> Answer.done(PATH, Done.BRAND_SAVED);
            case SettingsOutcome.Invalid(List<FieldError> errors) -> {
                form.refuse(errors);
                yield again(visit, form, draft, "The brand was not saved.");
            }
            case SettingsOutcome.Outdated(int version) -> {
                form.over(version);
                yield again(
                        visit,
                        form,
                        draft,
                        "Somebody else changed the brand meanwhile. Save again to put yours over it.");
            }
        };
    }

    /** With script only the page in the frame comes back; without, the whole form with it. */
    private Answer preview(Visit visit) {
        BrandForm form = BrandForm.from(visit);
        Brand draft = form.read(visit.shop().brand());
        if (visit.http().header("X-Part") != null) {
            Brand shown = draft == null ? visit.shop().brand() : draft;
            return new Answer.Html(200, preview.draw(shown, visit.shop().locale()));
        }
        return Answer.page("brand", page(visit, form, draft, null));
    }

    private Answer again(Visit visit, BrandForm form, @Nullable Brand draft, String why) {
        return Answer.again(
                "brand", page(visit, form, draft, Note.refused(why, "What is wrong stands beside each field.")));
    }

    private BrandPage page(Visit visit, BrandForm form, @Nullable Brand draft, @Nullable Note refusal) {
        Store shop = visit.shop();
        Brand shown = draft == null ? shop.brand() : draft;
        List<BrandCheck.Fault> faults = BrandCheck.faults(shown.look());
        return new BrandPage(
                frame.page(visit, "Brand", "brand"),
                PATH,
                PATH + "/preview",
                form.version(),
                form.groups(faults),
                refusal,
                preview.draw(shown, shop.locale()),
                visit.may(Permission.CHANGE_BRAND));
    }
}
