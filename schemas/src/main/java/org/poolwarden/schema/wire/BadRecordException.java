package org.poolwarden.schema.wire;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are no record of this topic, whoever reads them and however often: they belong to the dead letters. */
public final class BadRecordException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public BadRecordException(String message) {
        super(message);
    }

    public BadRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
