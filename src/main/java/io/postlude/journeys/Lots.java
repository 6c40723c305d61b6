package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Lots that hang on names: the same subject always draws the same, on every node and in every rehearsal. */
final class Lots {
    private static final int PARTS = 1_000_000;

    private Lots() {}

    /** Whether a subject is among those who by lot get no message of a journey. A person stays out of it in all its turns. */
    static boolean isHeldOut(Run run, Flow flow) {
        var customer = run.subject().customer();
        long who = customer == null ? run.subject().id() : customer.value();
        return draw("holdout:" + run.store() + ":" + run.flow().value() + ":" + who)
                < flow.holdoutPercent() * PARTS / 100;
    }

    /** Whether a person is among those who by lot get nothing of any journey of their store. */
    static boolean isHeldOutOfAll(Run run, int percent) {
        var customer = run.subject().customer();
        return customer != null && draw("store:" + run.store() + ":" + customer.value()) < (long) percent * PARTS / 100;
    }

    static Step.Share share(Run run, Step.Split split) {
        long all = split.shares().stream().mapToLong(Step.Share::weight).sum();
        long drawn = draw("split:" + run.store() + ":" + run.flow().value() + ":" + split.id() + ":"
                        + run.subject().id())
                * all
                / PARTS;
        for (Step.Share share : split.shares()) {
            drawn -= share.weight();
            if (drawn < 0) return share;
        }
        return split.shares().getLast();
    }

    /** Evenly from 0 to 999,999. */
    private static long draw(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) number = number << 8 | (digest[i] & 0xff);
            return Math.floorMod(number, (long) PARTS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
