package io.postlude.api;

import io.postlude.kernel.Json;

/** What a call is answered with: a status and a JSON body. */
record Answer(int status, String json) {
    static Answer ok(Object body) {
        return new Answer(200, Json.write(body));
    }

    static Answer created(Object body) {
        return new Answer(201, Json.write(body));
    }
}
