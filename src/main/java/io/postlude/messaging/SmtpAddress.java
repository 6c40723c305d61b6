package io.postlude.messaging;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, from {@code smtp://user:password@host:587} or {@code smtps://}. With a password STARTTLS is demanded,
 * unless {@code ?starttls=no} says that the way to the server is safe; without one it is used where the server offers it.
 */
record SmtpAddress(String host, int port, Security security, String user, String password, Duration answerLimit) {
    private static final int PORT_TLS = 465;
    private static final int PORT_SUBMISSION = 587;
    private static final String CONNECT_LIMIT_MILLIS = "10000";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    enum Security {
        TLS,
        STARTTLS_DEMANDED,
        STARTTLS_IF_OFFERED,
        NONE
    }

    /** @throws IllegalArgumentException with the form expected, and never with the password */
    static SmtpAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        boolean tls = "smtps".equals(uri.getScheme());
        if ((!tls && !"smtp".equals(uri.getScheme())) || uri.getHost() == null) throw malformed();
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String user = login.length > 0 ? decode(login[0]) : "";
        Security security = tls ? Security.TLS : plain(uri.getQuery(), !user.isEmpty());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? PORT_TLS : PORT_SUBMISSION;
        return new SmtpAddress(
                uri.getHost(), port, security, user, login.length > 1 ? decode(login[1]) : "", ANSWER_LIMIT);
    }

    private static Security plain(@Nullable String query, boolean login) {
        return switch (query == null ? "" : query) {
            case "" -> login ? Security.STARTTLS_DEMANDED : Security.STARTTLS_IF_OFFERED;
            case "starttls=no" -> Security.NONE;
            case "starttls=required" -> Security.STARTTLS_DEMANDED;
            default -> throw malformed();
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "SMTP_URL: give it like smtp://user:password@host:587 or smtps://host, with ?starttls=no or ?starttls=required if need be");
    }

    SmtpAddress answeringWithin(Duration limit) {
        return new SmtpAddress(host, port, security, user, password, limit);
    }

    /** What angus-mail wants to be told. */
    Properties properties() {
        Properties p = new Properties();
        p.setProperty("mail.transport.protocol", "smtp");
        p.setProperty("mail.smtp.host", host);
        p.setProperty("mail.smtp.port", Integer.toString(port));
        p.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        p.setProperty("mail.smtp.connectiontimeout", CONNECT_LIMIT_MILLIS);
        p.setProperty("mail.smtp.timeout", Long.toString(answerLimit.toMillis()));
        p.setProperty("mail.smtp.writetimeout", Long.toString(answerLimit.toMillis()));
        p.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        p.setProperty(
                "mail.smtp.starttls.enable",
                Boolean.toString(security == Security.STARTTLS_DEMANDED || security == Security.STARTTLS_IF_OFFERED));
        p.setProperty("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS_DEMANDED));
        p.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        p.setProperty("mail.smtp.quitwait", "false");
        p.setProperty("mail.mime.allowutf8", "false");
        // A name of ours: asking the machine for its own can take seconds and tells strangers what it is called.
        p.setProperty("mail.smtp.localhost", "[127.0.0.1]");
        return p;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
