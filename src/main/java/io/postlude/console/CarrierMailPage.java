package io.postlude.console;

/** A question to a carrier as a mail: plain, for it is read by people in a hurry and by machines. */
public record CarrierMailPage(String subject, String words) {}
