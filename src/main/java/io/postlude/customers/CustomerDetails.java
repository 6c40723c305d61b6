package io.postlude.customers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outside source says about a person. Null means "it does not say", never "there is none". Bad values are kept out
 * one by one: {@link Customers} answers which it could not take, and takes the rest.
 *
 * @param reference the source's own id of the person; null for a guest, who is then known by e-mail or phone
 * @param email as written; compared in lower case
 * @param phone as written; stored as E.164, read with {@code country} where it has no country code
 * @param country ISO 3166 alpha-2, of the address
 * @param locale BCP 47
 * @param birthday ISO, {@code 1990-05-17} or {@code --05-17} where the year is not told
 * @param asOf when the source knew this; older news does not overwrite newer
 */
public record CustomerDetails(
        String source,
        @Nullable String reference,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String locale,
        @Nullable String zone,
        @Nullable String country,
        @Nullable String birthday,
        List<String> tags,
        List<ConsentStatement> consents,
        Instant asOf) {

    /** What the source says the person allowed, with where it comes from as proof. */
    public record ConsentStatement(Channel channel, Purpose purpose, boolean given, Instant at, String proof) {}
}
