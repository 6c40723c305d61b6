package io.postlude.customers;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.List;

/** What a module keeps about people. Every module that keeps any implements this and is handed to {@link Privacy}. */
public interface PersonalData {
    /** The key of its part in an export, {@code orders}. */
    String name();

    /** Everything the module knows about the person, readable by a person. */
    JsonNode export(Tx tx, StoreId store, Person person);

    /** Removes what points at the person and keeps what is only counted. Doing it twice does no harm. */
    void erase(Tx tx, StoreId store, Person person);

    /**
     * Everything by which a person may be named.
     *
     * @param ids all ids, merged ones too
     * @param emails in lower case, every one ever seen
     * @param phones in E.164, every one ever seen
     */
    record Person(List<CustomerId> ids, List<String> emails, List<String> phones) {}
}
