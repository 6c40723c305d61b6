package io.postlude.stores;

/** Who does something: stands in the audit trail. Addresses may be whole here; the trail keeps only their network. */
public sealed interface Actor {
    /** How the trail names it. */
    String name();

    String address();

    record Staff(PersonId id, String name, String address) implements Actor {}

    record Key(ApiKeyId id, String name, String address) implements Actor {}

    /** The product itself: an importer, a job, the demo. */
    record Program(String name) implements Actor {
        @Override
        public String address() {
            return "";
        }
    }
}
