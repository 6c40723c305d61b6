package io.postlude.returns;

/**
 * What returns of the past say.
 *
 * @param fairness whose returns are worth a person's look, and what they say to it
 * @param sizes what those kept for whom a size did not fit
 */
public record Learnt(Fairness fairness, SizeAdvice sizes) {
    static Learnt of(Returns.Ground ground, Situations.Faces faces) {
        return new Learnt(
                new Fairness(ground, new Fairness.Faces(faces.stores(), faces.customers(), faces.orders())),
                new SizeAdvice(faces.orders(), new SizeFits(ground.log(), ground.clock(), faces.orders())));
    }
}
