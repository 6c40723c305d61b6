package io.postlude.messaging;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A mailbox of copies on a real IMAP server in this process. */
public final class CopiesMailbox implements AutoCloseable {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final GreenMailUser user;

    public CopiesMailbox() {
        server.start();
        user = server.setUser("copies@storm.example", "copies", "p@ss/word");
    }

    public String url() {
        return "imap://copies:p%40ss%2Fword@127.0.0.1:" + server.getImap().getPort();
    }

    public void keep(String text) {
        try {
            user.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of its mails nobody has dealt with. */
    int unseen() throws Exception {
        int unseen = 0;
        for (var mail : server.getManagers().getImapHostManager().getInbox(user).getNonDeletedMessages())
            if (!mail.getFlags().contains(jakarta.mail.Flags.Flag.SEEN)) unseen++;
        return unseen;
    }

    @Override
    public void close() {
        server.stop();
    }
}
