package io.postlude.portal;

import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** The links of look-up mails: they open an order for an hour, and say nothing to whoever reads them. */
final class LinkCodes {
    static final Duration WORKS_FOR = Duration.ofHours(1);
    private static final String PURPOSE = "lookup-link";
    private static final int MOST_CHARACTERS = 200;

    private final Secrets secrets;
    private final InstantSource clock;

    LinkCodes(Secrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    String code(StoreId store, long order) {
        long until = clock.instant().plus(WORKS_FOR).getEpochSecond();
        byte[] sealed = secrets.seal(PURPOSE, store.value() + ":" + order + ":" + until);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** What a code opens; empty if it is not ours or its time is over. */
    Optional<TrackingLinks.Target> open(String code) {
        if (code.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            String[] parts =
                    secrets.unseal(PURPOSE, Base64.getUrlDecoder().decode(code)).split(":");
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            return until.isBefore(clock.instant())
                    ? Optional.empty()
                    : Optional.of(new TrackingLinks.Target(
                            new StoreId(Integer.parseInt(parts[0])), Long.parseLong(parts[1])));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException foreign) {
            return Optional.empty();
        }
    }
}
