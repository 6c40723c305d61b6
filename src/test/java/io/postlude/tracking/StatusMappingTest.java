package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.tracking.StatusMapping.Certainty;
import io.postlude.tracking.StatusMapping.Reading;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusMappingTest {

    private final StatusMapping mapping = new StatusMapping();

    @Test
    void one_detail_means_different_things_under_different_statuses() {
        assertEquals(
                StatusDetail.IN_TRANSIT_FORWARDED_NEW_ADDRESS, detail("easypost", "in_transit", "address_correction"));
        assertEquals(StatusDetail.EXCEPTION_ADDRESS, detail("easypost", "failure", "address_correction"));
    }

    @Test
    void the_finer_word_decides_where_the_source_has_one() {
        assertEquals(StatusDetail.PICKED_UP_ACCEPTED, detail("aftership", "InTransit", "InTransit_002"));
        assertEquals(
                StatusDetail.AVAILABLE_FOR_PICKUP_READY, detail("aftership", "OutForDelivery", "OutForDelivery_002"));
        assertEquals(StatusDetail.RETURNING_TO_SENDER_EN_ROUTE, detail("17track", "Exception", "Exception_Returning"));
        assertEquals(StatusDetail.ATTEMPT_FAILED_ABSENT, detail("karrio", "delivery_failed", "consignee_not_home"));
        assertEquals(StatusDetail.EXCEPTION_LOST, detail("shippo", "FAILURE", "package_lost"));
        assertEquals(StatusDetail.OUT_FOR_DELIVERY_ON_VEHICLE, detail("shopify", "out_for_delivery", null));
    }

    @Test
    void an_unknown_finer_word_falls_back_to_the_status_and_says_so() {
        assertEquals(
                new Reading(StatusDetail.DELIVERED_DOOR, Certainty.BY_STATUS),
                mapping.read("aftership", new RawCode("Delivered", "Delivered_099")));
    }

    @Test
    void a_status_that_contradicts_its_finer_word_is_believed() {
        assertEquals(StatusDetail.DELIVERED_DOOR, detail("shippo", "DELIVERED", "information_received"));
    }

    @Test
    void an_unmapped_raw_code_becomes_in_transit_generic_and_says_so() {
        Reading unmapped = new Reading(StatusDetail.IN_TRANSIT_GENERIC, Certainty.UNMAPPED);
        assertEquals(unmapped, mapping.read("aftership", new RawCode("Teleported", "Teleported_001")));
        assertEquals(unmapped, mapping.read("a_provider_of_tomorrow", RawCode.of("delivered")));
        assertEquals(unmapped, mapping.read("easypost", RawCode.of("")));
    }

    @Test
    void spelling_in_other_capitals_is_the_same_word() {
        assertEquals(StatusDetail.DELIVERED_DOOR, detail("shippo", "delivered", null));
        assertEquals(StatusDetail.DELIVERED_SIGNED, detail("aftership", "DELIVERED", "delivered_003"));
    }

    @Test
    void canonical_codes_are_read_back_by_the_api_vocabulary() {
        for (StatusDetail detail : StatusDetail.values()) {
            assertEquals(detail, detail("api", detail.code(), null));
            assertEquals(detail, StatusDetail.ofCode(detail.code()).orElseThrow());
            assertEquals(detail, StatusDetail.ofNumber(detail.number()));
        }
        assertEquals(StatusDetail.DELIVERED_DOOR, detail("import", "DELIVERED", null));
    }

    @Test
    void all_thirteen_statuses_have_details_and_numbers_are_unique() {
        Set<ShipmentStatus> statuses = new HashSet<>();
        Set<Short> numbers = new HashSet<>();
        Arrays.stream(StatusDetail.values()).forEach(detail -> {
            statuses.add(detail.status());
            assertTrue(numbers.add(detail.number()) && detail.number() < StatusDetail.NUMBER_LIMIT, detail.code());
        });
        assertEquals(Set.of(ShipmentStatus.values()), statuses);
    }

    private StatusDetail detail(String provider, String status, @Nullable String sub) {
        return mapping.read(provider, new RawCode(status, sub)).detail();
    }
}
