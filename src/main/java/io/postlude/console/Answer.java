package io.postlude.console;

/** What a page or a deed answers. */
sealed interface Answer {
    /** A page; 422 where a form comes back with what is wrong. */
    record Html(int status, String body) implements Answer {}

    /** Go and look there; a deed that was done never answers with a page of its own, so that reloading repeats nothing. */
    record Go(String path) implements Answer {}

    /** Already written, as a stream. */
    record Written() implements Answer {}

    static Answer page(String template, Object page) {
        return new Html(200, Pages.draw(template, page));
    }

    static Answer again(String template, Object page) {
        return new Html(422, Pages.draw(template, page));
    }

    /** Back to a page that then says what was done. */
    static Answer done(String path, Done what) {
        return new Go(
                path + (path.contains("?") ? "&" : "?") + "done=" + what.name().toLowerCase(java.util.Locale.ROOT));
    }
}
