package io.postlude.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.postlude.browser.Axe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at one open page as people do: on three widths, in light and dark, and with axe's eyes. */
final class PageLook {
    private static final int HEIGHT_PX = 900;
    private static final List<View> VIEWS = List.of(
            new View(1440, ColorScheme.LIGHT, true),
            new View(1024, ColorScheme.LIGHT, false),
            new View(390, ColorScheme.DARK, true));

    private PageLook() {}

    /** Everything wrong with the page; {@code -Dconsole.shots=folder} also keeps pictures. */
    static List<String> faults(Page page, String name) {
        return faults(page, name, VIEWS);
    }

    /** For a page whose template was looked at in full elsewhere: only the narrow and dark view, where most goes wrong. */
    static List<String> faultsAtAGlance(Page page, String name) {
        return faults(page, name, List.of(VIEWS.getLast()));
    }

    private static List<String> faults(Page page, String name, List<View> views) {
        List<String> faults = new ArrayList<>();
        for (View view : views) {
            page.setViewportSize(view.width(), HEIGHT_PX);
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(view.scheme())
                    .setReducedMotion(ReducedMotion.REDUCE));
            String where = name + " " + view.width() + " " + view.scheme();
            sideways(page, where, faults);
            if (view.rules()) {
                Axe.faults(page).forEach(fault -> faults.add(where + " " + fault));
            }
            shoot(page, name + "-" + view.width() + "-" + view.scheme());
        }
        return faults;
    }

    /** {@code rules}: axe looks too. Each width and each scheme has its turn; all pairs of them would take minutes. */
    private record View(int width, ColorScheme scheme, boolean rules) {}

    private static void sideways(Page page, String where, List<String> faults) {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!over.equals(0)) {
            faults.add(where + " scrolls sideways by " + over);
        }
    }

    private static void shoot(Page page, String name) {
        String folder = System.getProperty("console.shots");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
        }
    }
}
