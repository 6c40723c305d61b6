package io.postlude.journeys;

import org.jspecify.annotations.Nullable;

/**
 * What a request for a link or a picture says of its sender.
 *
 * @param purpose the headers Sec-Purpose, Purpose or X-Moz: set where something is fetched ahead
 * @param objects Sec-GPC or DNT: they do not want to be followed
 */
public record Visitor(
        String method, @Nullable String agent, @Nullable String purpose, boolean objects) {}
