package org.poolwarden.app.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.failover.Decision;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;

/**
 * A finding or a command.
 *
 * @param kind finding or command
 * @param at for when it was judged
 * @param cause the record or tick that led to it
 */
record Decided(String kind, Instant at, String cause, SpecificRecord record) {

    static final String FINDING = "finding";
    static final String COMMAND = "command";

    private static final String TICK = "tick";
    private static final String TICK_AFTER = "tick after ";

    static Decided of(Finding finding) {
        return new Decided(FINDING, finding.getJudgedAt(), finding.getCause(), finding);
    }

    static Decided of(RecoveryCommand command) {
        return new Decided(COMMAND, command.getIssuedAt(), command.getCause(), command);
    }

    static List<Decided> of(Decision decision) {
        List<Decided> decided = new ArrayList<>();
        decision.finding().map(Decided::of).ifPresent(decided::add);
        decision.command().map(Decided::of).ifPresent(decided::add);
        return decided;
    }

    boolean isFinding() {
        return kind.equals(FINDING);
    }

    /** Whether it was a tick before the processor had heard of the pool: no checkpoint tells what it held then. */
    boolean isUnfounded() {
        return cause.equals(TICK);
    }

    /** Place of the record that was the last one then. */
    static String placeOf(String cause) {
        return isTick(cause) ? cause.substring(TICK_AFTER.length()) : cause;
    }

    static boolean isTick(String cause) {
        return cause.startsWith(TICK_AFTER);
    }

    static String tickAfter(String place) {
        return TICK_AFTER + place;
    }

    /** As Avro writes it by the present schema. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
