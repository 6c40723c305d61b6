package io.postlude.returns;

import java.util.List;

/** What became of a wish to change a return. */
public sealed interface Answer {
    /** As it stands after it. {@code fresh} is false where the same was done before. */
    record Done(ReturnView view, boolean fresh) implements Answer {}

    /** Nothing was changed. */
    record Denied(List<Denial> denials) implements Answer {
        public Denied {
            denials = List.copyOf(denials);
        }
    }

    static Answer denied(Denial.Kind kind) {
        return new Denied(List.of(Denial.whole(kind)));
    }
}
