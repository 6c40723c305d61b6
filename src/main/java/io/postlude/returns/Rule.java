package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.kernel.Condition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: when it fits, and what then.
 *
 * @param id stable across versions: decisions and figures name it
 * @param name for staff
 * @param reasons it is for these only; empty: for all
 * @param when a condition in the words of {@link PolicyWords}; null: always
 * @param window it fits only while this is open; null: without limit
 */
public record Rule(
        String id,
        String name,
        Set<Reason> reasons,
        @Nullable Condition when,
        @Nullable Window window,
        Then then) {
    public Rule {
        reasons = Set.copyOf(reasons);
    }

    /** What a rule decides. */
    public sealed interface Then {}

    public record Refuse(Cause cause) implements Then {}

    /**
     * @param person a person of the store says yes or no before anything is sent
     * @param remedies in the order they are offered
     * @param free sending back costs nothing
     * @param photos so many are asked for, and a person looks at them before anything is sent
     * @param repair it may be repaired instead: the customer is led to a claim that asks for it
     */
    public record Allow(
            boolean person,
            List<Remedy> remedies,
            List<Method> methods,
            boolean free,
            int photos,
            PayWhen pays,
            // Decisions recorded before there were repairs are compared with those made anew.
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean repair)
            implements Then {
        public Allow {
            remedies = List.copyOf(remedies);
            methods = List.copyOf(methods);
        }

        /** The same for whoever was given the thing. */
        Allow forGift() {
            return new Allow(
                    person,
                    remedies.stream()
                            .filter(remedy -> remedy.kind().suitsGift())
                            .map(Remedy::forGift)
                            .toList(),
                    methods,
                    free,
                    photos,
                    pays,
                    false);
        }

        /** The same, once a person has looked at it. */
        Allow byPerson() {
            return new Allow(true, remedies, methods, free, photos, pays, repair);
        }
    }

    /** When the money is owed. */
    public enum PayWhen {
        /** When somebody of the store has looked at it. */
        INSPECTION,
        /** When the carrier first scans it. */
        SCAN,
        /** At once. */
        REQUEST
    }

    /** So many days from an event, the day it falls on not counted; holiday extensions hold where it is {@code extended}. */
    public record Window(int days, Anchor from, boolean extended) {}

    public enum Anchor {
        ORDER,
        DISPATCH,
        DELIVERY
    }
}
