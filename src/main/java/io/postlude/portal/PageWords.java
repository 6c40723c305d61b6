package io.postlude.portal;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.Vocabulary;
import io.postlude.deliveries.Words;
import io.postlude.returns.ReturnTelling;
import io.postlude.stores.Brand;

/** The sentences of the customers' pages. */
final class PageWords {
    private static final Vocabulary ALL =
            new Vocabulary("/web/portal/words/", "/web/portal/returns/", ReturnTelling.WORDS, "/web/portal/claims/");

    private PageWords() {}

    static Words familiar(Language language) {
        return ALL.words(language, Brand.Tone.FAMILIAR);
    }

    static Words formal(Language language) {
        return ALL.words(language, Brand.Tone.FORMAL);
    }
}
