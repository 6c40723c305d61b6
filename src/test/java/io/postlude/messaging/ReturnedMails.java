package io.postlude.messaging;

/** Reports as mail systems write them. */
final class ReturnedMails {
    private ReturnedMails() {}

    /** In the form of Postfix. */
    static String cameBack(String messageId, String status, String said) {
        return report("delivery-status", """
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net
                X-Postfix-Queue-ID: 4F2A
                Arrival-Date: Mon, 2 Mar 2026 09:00:01 +0000 (UTC)

                Final-Recipient: rfc822; anna@example.com
                Original-Recipient: rfc822;anna@example.com
                Action: failed
                Status: %s
                Remote-MTA: dns; mx.example.com
                Diagnostic-Code: smtp; %s
                """.formatted(status, said), "text/rfc822-headers", messageId);
    }

    /** In the form of Exchange, which sends the whole mail back. */
    static String cameBackWhole(String messageId) {
        return report("delivery-status", """
                Content-Type: message/delivery-status

                Reporting-MTA: dns;DB9PR03.example.com

                Final-Recipient: rfc822;anna@example.com
                Action: failed
                Status: 5.1.10
                Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@example.com not found
                """, "message/rfc822", messageId);
    }

    static String late(String messageId) {
        return cameBack(messageId, "4.4.1", "connect to mx.example.com: Connection timed out")
                .replace("Action: failed", "Action: delayed");
    }

    static String complaint(String messageId) {
        return report("feedback-report", """
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Some-FBL/1.0
                Version: 1
                """, "message/rfc822", messageId);
    }

    private static String report(String type, String machine, String original, String messageId) {
        return """
                From: MAILER-DAEMON@mx.example.net
                To: returns@storm.example
                Subject: Returned
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=%s; boundary="=_b"

                --=_b
                Content-Type: text/plain; charset=us-ascii

                This is the mail system. Your message could not be delivered.

                --=_b
                %s
                --=_b
                Content-Type: %s

                From: Storm <hello@storm.example>
                To: anna@example.com
                Subject: Your parcel
                Message-ID: %s

                Text

                --=_b--
                """.formatted(type, machine, original, messageId);
    }
}
