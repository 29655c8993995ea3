package org.poolwarden.failover.stream;

import java.io.IOException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.schema.wire.AvroTrust;

/** Reads what {@link PoolRowSerializer} wrote. */
final class PoolRowDeserializer implements Deserializer<PoolState> {

    static {
        AvroTrust.install();
    }

    private final SpecificDatumReader<PoolRow> reader = new SpecificDatumReader<>(
            PoolRow.getClassSchema(), PoolRow.getClassSchema(), SpecificData.getForClass(PoolRow.class));

    @Override
    public PoolState deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length == 0 || bytes[0] != PoolRowSerializer.VERSION) {
            throw new SerializationException("a pool row begins with version " + PoolRowSerializer.VERSION
                    + ", not with " + (bytes.length == 0 ? "nothing" : bytes[0]));
        }
        try {
            return PoolRows.toState(
                    reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null)));
        } catch (IOException e) {
            throw new SerializationException("a pool row of " + topic + " does not decode", e);
        }
    }
}
