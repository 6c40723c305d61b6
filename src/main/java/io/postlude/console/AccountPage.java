package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.kernel.QrCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One's own account: password and second factor. */
public record AccountPage(
        Shell shell,
        List<Fact> facts,
        @Nullable SecondFactor offer,
        @Nullable Form secondFactor,
        Form password) {

    /** A secret not yet confirmed, as a picture to scan and as text to type. */
    public record SecondFactor(QrCode code, String secret) {}
}
