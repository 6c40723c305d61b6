package io.postlude.portal;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.Language;
import java.nio.file.Path;
import java.util.List;

/** Takes pictures of pages: folder, brands, languages, states (or "all"), widths, schemes, separated by commas. */
final class Shots {
    private Shots() {}

    static void main(String[] args) throws Exception {
        try (var server = new ExampleServer();
                var chromium = Chromium.start()) {
            List<String> states =
                    args[3].equals("all") ? List.copyOf(ExampleServer.states().keySet()) : List.of(args[3].split(","));
            for (String brand : args[1].split(",")) {
                for (String language : args[2].split(",")) {
                    for (String width : args[4].split(",")) {
                        for (String scheme : args[5].split(",")) {
                            for (String state : states) {
                                shoot(
                                        chromium,
                                        server,
                                        new Shot(Path.of(args[0]), brand, language, state, width, scheme));
                            }
                        }
                    }
                }
            }
        }
    }

    private record Shot(Path folder, String brand, String language, String state, String width, String scheme) {}

    private static void shoot(Chromium chromium, ExampleServer server, Shot shot) {
        try (var context = chromium.context(new Browser.NewContextOptions()
                        .setViewportSize(Integer.parseInt(shot.width), 900)
                        .setColorScheme(ColorScheme.valueOf(shot.scheme.toUpperCase(java.util.Locale.ROOT))));
                Page page = context.newPage()) {
            page.navigate(server.url(shot.brand, Language.of(shot.language), shot.state));
            page.waitForFunction("document.fonts.status === 'loaded'");
            page.evaluate(
                    "document.getAnimations().forEach(a => a.finish && a.effect.getComputedTiming().iterations !== Infinity && a.finish())");
            String name = shot.state + "-" + shot.brand + "-" + shot.language + "-" + shot.width + "-" + shot.scheme;
            byte[] ignored = page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(shot.folder.resolve(name + ".png")));
            if (ignored.length == 0) {
                throw new IllegalStateException("No picture of " + name);
            }
        }
    }
}
