package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.stores.DemoBrands;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PasswordMailTest {
    private static final String LINK = "https://post.maren-pine.example/console/password/7Qm2rX";

    @Test
    void every_language_and_tone_names_person_link_and_minutes_in_both_bodies() {
        Set<String> subjects = new HashSet<>();
        for (String language : MailWords.LANGUAGES) {
            for (var brand : List.of(DemoBrands.marenAndPine(), DemoBrands.volt9())) {
                OutgoingMail.Content mail = new PasswordMail(
                                brand, Locale.of(language), "Anna\r\nBcc: x", LINK, Duration.ofHours(1))
                        .render();
                for (String body : List.of(mail.text(), mail.html())) {
                    assertTrue(body.contains(LINK) && body.contains("60") && body.contains("Anna Bcc: x"), body);
                    assertFalse(body.contains("{0}") || body.contains("{1}") || body.contains("''"), body);
                }
                subjects.add(mail.subject());
            }
        }
        assertTrue(subjects.size() >= MailWords.LANGUAGES.size(), subjects + "");
        assertEquals("A new password for your sign-in.", heading("en"));
    }

    private static String heading(String language) {
        String text = new PasswordMail(
                        DemoBrands.marenAndPine(), Locale.of(language), "Anna", LINK, Duration.ofHours(1))
                .render()
                .text();
        return text.lines().skip(2).findFirst().orElseThrow();
    }
}
