package io.postlude.stores;

import io.postlude.kernel.StoreId;
import java.util.Set;

/** The program behind a request. */
public record ApiCaller(StoreId store, ApiKeyId keyId, String keyName, Set<Scope> scopes) {
    public ApiCaller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
