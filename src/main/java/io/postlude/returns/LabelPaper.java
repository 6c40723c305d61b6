package io.postlude.returns;

/** What a customer prints, or when they can. */
public sealed interface LabelPaper {
    /** The built-in one, drawn by {@link LabelPdf} and {@link LabelZpl}. */
    record Drawn(LabelText text) implements LabelPaper {}

    /** The carrier's, as it was bought. */
    record Bought(Label label, Postage.Document document) implements LabelPaper {}

    /** It is being bought, or a person sees to it. */
    record Coming() implements LabelPaper {}
}
