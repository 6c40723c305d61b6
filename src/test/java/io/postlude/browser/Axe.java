package io.postlude.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What axe has against an open page, outside of frames. Only faults are gathered: to tell of each element that nothing is
 * wrong with it, and to carry that out of the browser, took longer than to look.
 */
public final class Axe {
    private static final String AXE = axe();
    /** A colour that is still fading from one scheme to the other is nobody's to judge. */
    private static final String LOOK = """
            tags => {
              document.getAnimations().forEach(animation => animation.finish());
              const options = {resultTypes: ['violations'], ...(tags.length && {runOnly: tags})};
              return axe.run({exclude: [['iframe']]}, options).then(result => result.violations.map(
                fault => fault.id + ' x' + fault.nodes.length + ' ' + fault.nodes[0].html));
            }""";

    private Axe() {}

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the rules of these tags, or by all there are where none is named. */
    public static List<String> faults(Page page, String... tags) {
        if (Boolean.FALSE.equals(page.evaluate("typeof axe === 'object'"))) {
            Object _ = page.evaluate(AXE);
        }
        return ((List<?>) page.evaluate(LOOK, List.of(tags)))
                .stream().map(Object::toString).toList();
    }
}
