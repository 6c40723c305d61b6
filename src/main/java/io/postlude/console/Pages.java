package io.postlude.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Draws page records with the templates that were compiled into the jar. */
final class Pages {
    private static final String PACKAGE = "io.postlude.pages";
    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, PACKAGE);

    private Pages() {}

    static String draw(String name, Object page) {
        StringOutput output = new StringOutput();
        ENGINE.render("console/" + name + ".jte", page, output);
        return output.toString();
    }
}
