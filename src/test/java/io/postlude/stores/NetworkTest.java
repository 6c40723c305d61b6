package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "2001:db8:7:1:2:3:4:5, 2001:db8:7::/48",
        "2001:DB8:7:9999::1, 2001:db8:7::/48",
        "2001:db8::1, 2001:db8:0::/48",
    })
    void a_limit_counts_one_ipv4_address_but_a_whole_ipv6_network(String address, String counted) {
        assertEquals(counted, Network.counted(address));
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.0/24", "2001:db8:7:1::5, 2001:db8:7::/48", "nonsense, ''"})
    void a_sign_in_remembers_no_more_than_the_network(String address, String network) {
        assertEquals(network, Network.of(address));
    }
}
