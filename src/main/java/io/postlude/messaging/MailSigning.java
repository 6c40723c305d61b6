package io.postlude.messaging;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys that sign a store's mails (DKIM). A key is made here and never leaves; what its domain has to publish is shown, and it
 * signs from when a person says that this is done.
 */
public final class MailSigning implements MailSigner {
    private static final String PURPOSE = "mail-signing-key";
    private static final int RSA_BITS = 2_048;
    private static final int ED25519_BYTES = 32;
    private static final int MOST_KEYS = 20;
    private static final Duration REMEMBERED = Duration.ofSeconds(20);
    private static final int MOST_REMEMBERED = 1_000;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Ground ground;
    private final LoadingCache<Sender, List<Dkim>> remembered;

    public record Ground(Database database, Ids ids, Secrets secrets, InstantSource clock, Audit audit) {}

    private record Sender(StoreId store, String domain) {}

    public MailSigning(Ground ground) {
        this.ground = ground;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build(sender -> ground
                        .database()
                        .inStore(sender.store(), tx -> SigningSql.enabled(tx, sender.store(), sender.domain()))
                        .stream()
                        .map(this::open)
                        .toList());
    }

    /** The kinds of key: every receiver knows RSA, fewer the shorter Ed25519; a domain may have one of each. */
    public enum Kind {
        RSA,
        ED25519
    }

    /** A key with the DNS record its domain has to publish. */
    public record View(
            SigningKeyId id, String domain, Kind kind, String recordName, String recordText, boolean enabled) {}

    public List<View> list(StoreId store) {
        return ground.database().inStore(store, tx -> SigningSql.list(tx, store)).stream()
                .map(row -> new View(
                        row.id(),
                        row.domain(),
                        Kind.valueOf(row.algorithm().name()),
                        row.selector() + "._domainkey." + row.domain(),
                        "v=DKIM1; k=" + row.algorithm().dns() + "; p=" + row.publicKey(),
                        row.enabled()))
                .toList();
    }

    /** Makes a key that does not sign yet. Empty where that is no domain, or there are too many. */
    public Optional<SigningKeyId> make(StoreId store, String domain, Kind kind, Actor actor) {
        String name = domain.strip().toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(name).matches() || list(store).size() >= MOST_KEYS) return Optional.empty();
        SigningKeyId id = new SigningKeyId(ground.ids().next());
        Dkim.Algorithm algorithm = Dkim.Algorithm.valueOf(kind.name());
        KeyPair pair = pair(algorithm);
        String sealed = Base64.getEncoder()
                .encodeToString(ground.secrets()
                        .seal(
                                PURPOSE,
                                Base64.getEncoder()
                                        .encodeToString(pair.getPrivate().getEncoded())));
        SigningSql.Row row =
                new SigningSql.Row(store, id, name, selector(id), algorithm, sealed, published(algorithm, pair), false);
        ground.database().runInStore(store, tx -> {
            SigningSql.insert(tx, row, ground.clock().instant());
            audit(tx, store, actor, new Deed("signing-key.made", id));
        });
        return Optional.of(id);
    }

    private static String selector(SigningKeyId id) {
        return "p" + Long.toString(id.value(), Character.MAX_RADIX);
    }

    private static KeyPair pair(Dkim.Algorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.family());
            if (algorithm == Dkim.Algorithm.RSA) generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key can be made", e);
        }
    }

    /** RSA publishes the whole structure, Ed25519 the 32 bytes at its end (RFC 8463). */
    private static String published(Dkim.Algorithm algorithm, KeyPair pair) {
        byte[] whole = pair.getPublic().getEncoded();
        byte[] part = algorithm == Dkim.Algorithm.RSA
                ? whole
                : Arrays.copyOfRange(whole, whole.length - ED25519_BYTES, whole.length);
        return Base64.getEncoder().encodeToString(part);
    }

    /** Its record is published: it signs from now on, within half a minute on every node. */
    public boolean enable(StoreId store, SigningKeyId id, Actor actor) {
        return switchTo(store, id, true, actor);
    }

    public boolean disable(StoreId store, SigningKeyId id, Actor actor) {
        return switchTo(store, id, false, actor);
    }

    private boolean switchTo(StoreId store, SigningKeyId id, boolean on, Actor actor) {
        boolean done = ground.database().<Boolean>inStore(store, tx -> {
            boolean changed = SigningSql.enable(tx, store, id, on);
            if (changed)
                audit(tx, store, actor, new Deed(on ? "signing-key.switched-on" : "signing-key.switched-off", id));
            return changed;
        });
        remembered.invalidateAll();
        return done;
    }

    private record Deed(String what, SigningKeyId id) {}

    private void audit(Tx tx, StoreId store, Actor actor, Deed deed) {
        ground.audit()
                .record(
                        tx,
                        store,
                        actor,
                        Audit.Deed.of(deed.what(), "signing-key", deed.id().toString()));
    }

    @Override
    public List<Dkim> of(StoreId store, String domain) {
        return remembered.get(new Sender(store, domain.toLowerCase(Locale.ROOT)));
    }

    private Dkim open(SigningSql.Row row) {
        byte[] key = Base64.getDecoder()
                .decode(ground.secrets().unseal(PURPOSE, Base64.getDecoder().decode(row.sealed())));
        return Dkim.of(row.domain(), row.selector(), row.algorithm(), key);
    }
}
