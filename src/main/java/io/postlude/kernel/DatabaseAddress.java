package io.postlude.kernel;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Where a PostgreSQL is and who we are there. {@code toString} keeps the password to itself. */
public record DatabaseAddress(String url, String user, String password) {

    /**
     * Reads {@code postgres://user:password@host:port/database} or the same as a {@code jdbc:postgresql:} URL.
     *
     * @throws IllegalArgumentException with the form expected, and never with the password
     */
    public static DatabaseAddress parse(String text) {
        String plain = text.strip().replaceFirst("^jdbc:", "").replaceFirst("^postgresql:", "postgres:");
        URI uri;
        try {
            uri = URI.create(plain);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (!"postgres".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) throw malformed();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String user = login.length > 0 ? decode(login[0]) : parameter(query, "user");
        String password = login.length > 1 ? decode(login[1]) : parameter(query, "password");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String rest = query.replaceAll("(^|&)(user|password)=[^&]*", "").replaceFirst("^&", "");
        String url = "jdbc:postgresql://" + uri.getHost() + port + uri.getPath() + (rest.isEmpty() ? "" : "?" + rest);
        return new DatabaseAddress(url, user, password);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&"))
            if (pair.startsWith(name + "=")) return decode(pair.substring(name.length() + 1));
        return "";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("expected postgres://user:password@host:5432/database");
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
