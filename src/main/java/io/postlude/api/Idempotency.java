package io.postlude.api;

import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Tx;
import io.postlude.stores.ApiCaller;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Does a call with an {@code Idempotency-Key} once. The key's row is written first, in the transaction of the effect, so a
 * second call with the same key waits at the row until the first has ended, and then finds its answer. A call that was
 * refused leaves nothing: corrected, it may use its key again.
 */
final class Idempotency {
    static final Duration KEPT = Duration.ofDays(7);
    private static final int KEY_LIMIT_CHARS = 200;
    private static final int DELETE_LIMIT_ROWS = 10_000;

    private Idempotency() {}

    /** One call under a key. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared as a record
    record Call(ApiCaller caller, String key, byte[] requestHash) {
        static Call of(ApiCaller caller, String key, String methodAndPath, byte[] body) {
            if (!key.matches("[!-~]{1," + KEY_LIMIT_CHARS + "}"))
                throw Refusal.invalid(List.of(new Problem.FieldError(
                        "/header/Idempotency-Key", "must be 1 to " + KEY_LIMIT_CHARS + " printable ASCII characters")));
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(methodAndPath.getBytes(StandardCharsets.UTF_8));
            request.write('\n');
            request.writeBytes(body);
            return new Call(caller, key, Secrets.sha256(request.toByteArray()));
        }
    }

    /** Takes the key; where it was taken before, the answer given then. @throws Refusal 409 for another request */
    static Optional<Answer> begin(Tx tx, Call call, Instant now) {
        int taken = tx.update("""
                insert into api.idempotent_answer (store_id, api_key_id, key, request_hash, status, body, answered_at)
                values (?, ?, ?, ?, 0, '', ?) on conflict do nothing""", call.caller().store(), call.caller().keyId(), call.key(), call.requestHash(), now);
        return taken == 1 ? Optional.empty() : before(tx, call);
    }

    /** The answer given to this request before; empty where there was none. @throws Refusal 409 for another request */
    static Optional<Answer> before(Tx tx, Call call) {
        return tx.first(
                """
                select request_hash, status, body from api.idempotent_answer
                where store_id = ? and api_key_id = ? and key = ?""",
                row -> {
                    if (!Arrays.equals(row.getBytes(1), call.requestHash())) throw usedBefore();
                    return new Answer(row.getInt(2), row.getString(3));
                },
                call.caller().store(),
                call.caller().keyId(),
                call.key());
    }

    static void end(Tx tx, Call call, Answer answer) {
        int kept = tx.update(
                """
                update api.idempotent_answer set status = ?, body = ?
                where store_id = ? and api_key_id = ? and key = ?""",
                answer.status(),
                answer.kept(),
                call.caller().store(),
                call.caller().keyId(),
                call.key());
        if (kept != 1) throw new IllegalStateException("the idempotency key is gone");
    }

    static void forgetOldAcrossStores(Tx tx, Instant now) {
        tx.execute("""
                delete from api.idempotent_answer where (store_id, api_key_id, key) in
                  (select store_id, api_key_id, key from api.idempotent_answer where answered_at < ? limit ?)""", now.minus(KEPT), DELETE_LIMIT_ROWS);
    }

    private static Refusal usedBefore() {
        return new Refusal(Problem.of(
                409,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another request",
                "Use a new key for a new request; the same key only to send the same request again."));
    }
}
