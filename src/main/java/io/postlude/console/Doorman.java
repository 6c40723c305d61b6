package io.postlude.console;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Knows who comes in. */
interface Doorman {
    /** Null for someone who is not signed in, or whose session has ended. */
    @Nullable
    Visit admit(Context http);

    /** Sends someone who is not signed in to the sign-in page, and from there back to where they wanted to go. */
    void showDoor(Context http);
}
