package io.postlude.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;

/** What a person asked, and what they chose; after an erasure only that it was asked stays, for the figures. */
public final class DeliveryPersonalData implements PersonalData {
    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        long[] ids = Contacts.values(person.ids());
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.set(
                "requests",
                Json.MAPPER.valueToTree(tx.list(
                        "select * from deliveries.request where store_id = ? and customer_id = any(?) order by id",
                        RequestSql::request,
                        store,
                        ids)));
        all.set(
                "questions",
                Json.MAPPER.valueToTree(tx.list(
                        "select * from deliveries.contact where store_id = ? and customer_id = any(?) order by id",
                        ContactSql::listed,
                        store,
                        ids)));
        all.set(
                "gestures",
                Json.MAPPER.valueToTree(tx.list(
                        "select * from deliveries.gesture where store_id = ? and customer_id = any(?) order by id",
                        GestureSql::given,
                        store,
                        ids)));
        all.set(
                "enquiries",
                Json.MAPPER.valueToTree(tx.list(
                        "select * from deliveries.enquiry where store_id = ? and customer_id = any(?) order by id",
                        EnquirySql::enquiry,
                        store,
                        ids)));
        all.set(
                "replacements",
                Json.MAPPER.valueToTree(tx.list(
                        "select * from deliveries.replacement where store_id = ? and customer_id = any(?) order by id",
                        ReplacementSql::read,
                        store,
                        ids)));
        return all;
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        long[] ids = Contacts.values(person.ids());
        tx.execute("""
                update deliveries.request set words = null, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute("""
                update deliveries.contact set words = null, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute("""
                update deliveries.gesture set code = case when way = 'VOUCHER' then '-' end, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute("""
                update deliveries.enquiry set words = null, answer = null, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute("""
                update deliveries.replacement set words = null, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
    }
}
