package io.postlude.messaging;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.search.MessageIDTerm;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A mailbox of copies, read over IMAP. */
record ImapCopies(ImapFolder at) implements SentCopies {
    /** @throws IllegalArgumentException with the form expected, and never with the password */
    static ImapCopies parse(String url) {
        return new ImapCopies(ImapFolder.parse("MAIL_COPIES_URL", url));
    }

    @Override
    public Set<String> holding(Collection<String> messageIds) throws Unreadable {
        try (Store store = at.connect()) {
            Set<String> there = new HashSet<>();
            try (Folder open = store.getFolder(at.folder())) {
                open.open(Folder.READ_ONLY);
                for (String id : messageIds) if (open.search(new MessageIDTerm(id)).length > 0) there.add(id);
            }
            return there;
        } catch (MessagingException e) {
            throw new Unreadable("the mailbox of copies could not be read: " + e.getMessage(), e);
        }
    }
}
