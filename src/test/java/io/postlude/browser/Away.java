package io.postlude.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A step that leads to another page, or to the same one anew: done when that has been loaded. Without it a test reads the
 * page it came from, or asks the database what the form has not told it yet.
 */
public final class Away {
    private Away() {}

    public static void click(Page page, String selector) {
        by(page, () -> page.click(selector));
    }

    public static void click(Locator locator) {
        by(locator.page(), locator::click);
    }

    public static void press(Page page, String selector, String key) {
        by(page, () -> page.press(selector, key));
    }

    public static void by(Page page, Runnable step) {
        AtomicBoolean arrived = new AtomicBoolean();
        Consumer<Page> arrival = _ -> arrived.set(true);
        page.onLoad(arrival);
        try {
            step.run();
            page.waitForCondition(arrived::get);
        } catch (TimeoutError e) {
            throw new AssertionError("No other page came after " + page.url() + "\n" + page.content(), e);
        } finally {
            page.offLoad(arrival);
        }
    }
}
