package io.postlude.api;

import io.postlude.kernel.Json;

/**
 * What a call is answered with: a status and a JSON body.
 *
 * @param kept what the same call gets when it is repeated under its key; the same, but for what is told only once
 */
record Answer(int status, String json, String kept) {
    Answer(int status, String json) {
        this(status, json, json);
    }

    static Answer ok(Object body) {
        return new Answer(200, Json.write(body));
    }

    static Answer created(Object body) {
        return new Answer(201, Json.write(body));
    }

    /** The body holds a secret; a repeated call is told all but that. */
    Answer keptAs(Object body) {
        return new Answer(status, json, Json.write(body));
    }
}
