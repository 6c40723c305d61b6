package io.postlude.messaging;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.MessageIDTerm;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/** A mailbox read over IMAP, from {@code imaps://user:password@host/Folder}; the folder is INBOX where none is named. */
record ImapCopies(String host, int port, boolean tls, String user, String password, String folder)
        implements SentCopies {
    private static final int PORT_TLS = 993;
    private static final int PORT_PLAIN = 143;
    private static final String LIMIT_MILLIS = "10000";

    /** @throws IllegalArgumentException with the form expected, and never with the password */
    static ImapCopies parse(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        boolean tls = "imaps".equals(uri.getScheme());
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if ((!tls && !"imap".equals(uri.getScheme())) || uri.getHost() == null || login.length < 2) throw malformed();
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? PORT_TLS : PORT_PLAIN;
        String path = uri.getRawPath() == null ? "" : decode(uri.getRawPath()).replaceFirst("^/", "");
        return new ImapCopies(
                uri.getHost(), port, tls, decode(login[0]), decode(login[1]), path.isEmpty() ? "INBOX" : path);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("MAIL_COPIES_URL: give it like imaps://user:password@host/Sent");
    }

    @Override
    public Set<String> holding(Collection<String> messageIds) throws Unreadable {
        try (Store store = Session.getInstance(properties()).getStore(tls ? "imaps" : "imap")) {
            store.connect(host, port, user, password);
            Set<String> there = new HashSet<>();
            try (Folder open = store.getFolder(folder)) {
                open.open(Folder.READ_ONLY);
                for (String id : messageIds) if (open.search(new MessageIDTerm(id)).length > 0) there.add(id);
            }
            return there;
        } catch (MessagingException e) {
            throw new Unreadable("the mailbox of copies could not be read: " + e.getMessage(), e);
        }
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
        return p;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + folder;
    }
}
