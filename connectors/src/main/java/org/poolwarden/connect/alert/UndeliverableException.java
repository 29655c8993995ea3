package org.poolwarden.connect.alert;

import org.apache.kafka.connect.errors.ConnectException;

/** An alert that its receiver did not accept, with the last reason: it belongs to the dead letters. */
final class UndeliverableException extends ConnectException {

    private static final long serialVersionUID = 1L;

    UndeliverableException(String message) {
        super(message);
    }
}
