package io.postlude.portal;

/** One file as it is served. A class, because nobody compares its bytes. */
final class Asset {
    private final String name;
    private final String type;
    private final byte[] bytes;

    Asset(String name, String type, byte[] bytes) {
        this.name = name;
        this.type = type;
        this.bytes = bytes;
    }

    String type() {
        return type;
    }

    /** Never changed by those who read it. */
    byte[] bytes() {
        return bytes;
    }

    /** Typefaces are compressed already. */
    boolean isText() {
        return !name.endsWith(".woff2");
    }
}
