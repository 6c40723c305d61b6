package io.postlude.browser;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Debian's browser, one for all test classes of a process; each class has windows of its own, which know nothing of the
 * others'. It goes with the process. A machine without it is told in one line how to get it.
 */
public final class Chromium implements AutoCloseable {
    private static final Path PLACE = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    /** How long anything on a page is waited for, on a machine that has much else to do. */
    private static final int PATIENCE_MS = 60_000;

    @GuardedBy("Chromium.class")
    private static @Nullable Browser shared;

    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Chromium(Browser browser) {
        this.browser = browser;
    }

    public static synchronized Chromium start() {
        Browser running = shared;
        if (running == null || !running.isConnected()) {
            running = launch();
            shared = running;
        }
        return new Chromium(running);
    }

    private static Browser launch() {
        if (!Files.isExecutable(PLACE)) {
            throw new IllegalStateException("The browser tests need /usr/bin/chromium: "
                    + "apt-get install -y --no-install-recommends chromium fonts-dejavu-core");
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PLACE)
                        .setArgs(ARGUMENTS)
                        .setTimeout(PATIENCE_MS));
    }

    /** A visitor nobody has seen before. */
    public BrowserContext context() {
        return context(new Browser.NewContextOptions());
    }

    public BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        contexts.add(context);
        return context;
    }

    public Page page() {
        return context().newPage();
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
