package io.postlude.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A folder read over IMAP, from {@code imaps://user:password@host/Folder}; INBOX where none is named. */
record ImapFolder(String host, int port, boolean tls, String user, String password, String folder) {
    private static final int PORT_TLS = 993;
    private static final int PORT_PLAIN = 143;
    private static final String LIMIT_MILLIS = "10000";

    /** @throws IllegalArgumentException with the form expected, and never with the password */
    static ImapFolder parse(String setting, String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw malformed(setting);
        }
        boolean tls = "imaps".equals(uri.getScheme());
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if ((!tls && !"imap".equals(uri.getScheme())) || uri.getHost() == null || login.length < 2)
            throw malformed(setting);
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? PORT_TLS : PORT_PLAIN;
        String path = uri.getRawPath() == null ? "" : decode(uri.getRawPath()).replaceFirst("^/", "");
        return new ImapFolder(
                uri.getHost(), port, tls, decode(login[0]), decode(login[1]), path.isEmpty() ? "INBOX" : path);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed(String setting) {
        return new IllegalArgumentException(setting + ": give it like imaps://user:password@host/Folder");
    }

    /** Signed in; the caller closes it. */
    Store connect() throws MessagingException {
        Store store = Session.getInstance(properties()).getStore(tls ? "imaps" : "imap");
        store.connect(host, port, user, password);
        return store;
    }

    private Properties properties() {
        String protocol = tls ? "mail.imaps." : "mail.imap.";
        Properties p = new Properties();
        p.setProperty(protocol + "connectiontimeout", LIMIT_MILLIS);
        p.setProperty(protocol + "timeout", LIMIT_MILLIS);
        p.setProperty(protocol + "writetimeout", LIMIT_MILLIS);
        p.setProperty(protocol + "ssl.checkserveridentity", "true");
        // Without TLS from the start, the password goes to nobody who does not encrypt; only this machine is trusted.
        p.setProperty(protocol + "starttls.required", Boolean.toString(!tls && !host.equals("127.0.0.1")));
        p.setProperty(protocol + "starttls.enable", Boolean.toString(!tls));
        // Reading alone does not count as having dealt with it.
        p.setProperty(protocol + "peek", "true");
        return p;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + folder;
    }
}
