package io.postlude.stores;

import io.postlude.kernel.Secrets;
import java.util.Base64;

/** Secrets that must be readable again, as text for a column. */
record Sealed(Secrets secrets, String purpose) {
    String seal(String plain) {
        return Base64.getEncoder().encodeToString(secrets.seal(purpose, plain));
    }

    String open(String sealed) {
        return secrets.unseal(purpose, Base64.getDecoder().decode(sealed));
    }
}
