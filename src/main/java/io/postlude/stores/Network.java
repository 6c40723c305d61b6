package io.postlude.stores;

/** Cuts an address to its network: enough to see that somebody came from elsewhere, not enough to name a person. */
public final class Network {
    private Network() {}

    /** What a limit counts: an IPv4 address, but the network of an IPv6 one, of which one household has more than anyone can count. */
    public static String counted(String address) {
        boolean older = address.contains("."); // also where it is written into an IPv6 one
        return older ? address.substring(address.lastIndexOf(':') + 1) : of(address);
    }

    /** The first three numbers of IPv4, the first three groups (48 bits) of IPv6; anything else becomes empty. */
    static String of(String address) {
        if (address.matches("\\d{1,3}(\\.\\d{1,3}){3}"))
            return address.substring(0, address.lastIndexOf('.')) + ".0/24";
        if (!address.matches("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?]?")) return "";
        String[] groups =
                address.replaceAll("[\\[\\]]|%.*", "").replaceFirst("::.*", "").split(":");
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 3; i++)
            network.append(
                            i < groups.length && !groups[i].isEmpty()
                                    ? groups[i].toLowerCase(java.util.Locale.ROOT)
                                    : "0")
                    .append(':');
        return network + ":/48";
    }
}
