package io.postlude.twin;

import java.util.Locale;

/** Who carries the twin's parcels. */
enum Carrier {
    DHL("DHL", "Hannover-Langenhagen"),
    DPD("DPD", "Aschaffenburg"),
    GLS("GLS", "Neuenstein"),
    POSTNORD("PostNord", "Taulov"),
    POSTNL("PostNL", "Den Hoorn"),
    UPS("UPS", "Köln-Bonn"),
    CTT("CTT", "Lisboa-Cabo Ruivo");

    private final String name;
    private final String hub;

    Carrier(String name, String hub) {
        this.name = name;
        this.hub = hub;
    }

    /** As shops and people write it. */
    String written() {
        return name;
    }

    /** As trackers write it. */
    String slug() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Where all its parcels pass. */
    String hub() {
        return hub;
    }

    /**
     * A tracking number that looks like this carrier's and is nobody's: {@code DEMO} stands in it, so that no real parcel is
     * ever named.
     */
    String number(String shop, long order, int parcel) {
        String digits = String.format(Locale.ROOT, "%s%08d%d", shop, order, parcel);
        return switch (this) {
            case DHL -> "JJDEMO" + digits;
            case DPD -> "0144DEMO" + digits;
            case GLS -> "GLSDEMO" + digits;
            case POSTNORD -> "RDEMO" + digits + "SE";
            case POSTNL -> "3SDEMO" + digits;
            case UPS -> "1ZDEMO" + digits;
            case CTT -> "DEMO" + digits + "PT";
        };
    }
}
