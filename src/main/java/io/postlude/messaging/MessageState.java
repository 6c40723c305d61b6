package io.postlude.messaging;

/** Where a message stands on its way out. */
public enum MessageState {
    QUEUED,
    SENDING,
    SENT,
    /** The server may have it: its answer was lost, or the worker died. A person decides. */
    IN_DOUBT,
    GAVE_UP,
    /** Goes out only if the message before it fails: another channel for the same news. */
    HELD,
    /** It was held for a message that arrived. */
    DROPPED
}
