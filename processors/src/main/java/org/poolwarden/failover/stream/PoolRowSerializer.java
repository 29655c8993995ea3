package org.poolwarden.failover.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Serializer;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.schema.wire.AvroTrust;

/** A version byte and Avro, without the registry: a store must restore while the registry is down. */
final class PoolRowSerializer implements Serializer<PoolState> {

    static {
        AvroTrust.install();
    }

    static final byte VERSION = 1;

    private final SpecificDatumWriter<PoolRow> writer = new SpecificDatumWriter<>(PoolRow.getClassSchema());

    @Override
    public byte[] serialize(String topic, PoolState state) {
        if (state == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(PoolRows.toRow(state), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a pool row into memory", e);
        }
        return bytes.toByteArray();
    }
}
