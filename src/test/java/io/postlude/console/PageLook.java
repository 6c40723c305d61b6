package io.postlude.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at one open page as people do: on three widths, in light and dark, and with axe's eyes. */
final class PageLook {
    private static final int HEIGHT_PX = 900;
    private static final List<Integer> WIDTHS_PX = List.of(1440, 1024, 390);

    private PageLook() {}

    /** Everything wrong with the page; {@code -Dconsole.shots=folder} also keeps pictures. */
    static List<String> faults(Page page, String name) {
        List<String> faults = new ArrayList<>();
        for (int width : WIDTHS_PX) {
            page.setViewportSize(width, HEIGHT_PX);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                String where = name + " " + width + " " + scheme;
                if (scheme == ColorScheme.LIGHT) {
                    sideways(page, where, faults);
                }
                if (width != 1024) {
                    axe(page, where, faults);
                }
                shoot(page, name + "-" + width + "-" + scheme);
            }
        }
        return faults;
    }

    private static void sideways(Page page, String where, List<String> faults) {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (!over.equals(0)) {
            faults.add(where + " scrolls sideways by " + over);
        }
    }

    private static void axe(Page page, String where, List<String> faults) {
        new AxeBuilder(page)
                .exclude("iframe")
                .setLegacyMode(true)
                .analyze()
                .getViolations()
                .forEach(violation -> violation
                        .getNodes()
                        .forEach(node -> faults.add(where + " " + violation.getId() + " " + node.getHtml())));
    }

    private static void shoot(Page page, String name) {
        String folder = System.getProperty("console.shots");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, name + ".png")));
        }
    }
}
