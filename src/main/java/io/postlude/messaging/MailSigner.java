package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import java.util.List;

/** Who signs a store's mails for a domain; nobody where it has no key that is switched on. */
@FunctionalInterface
interface MailSigner {
    MailSigner NOBODY = (store, domain) -> List.of();

    List<Dkim> of(StoreId store, String domain);
}
