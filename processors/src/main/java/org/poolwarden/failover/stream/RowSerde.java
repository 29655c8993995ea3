package org.poolwarden.failover.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.poolwarden.schema.wire.AvroTrust;

/** A version byte and Avro, without the registry: a store must restore while the registry is down. */
final class RowSerde {

    static {
        AvroTrust.install();
    }

    static final byte VERSION = 1;

    private RowSerde() {}

    /**
     * A serde of values that lie in a store as rows.
     *
     * @param <R> the row, generated from {@code src/main/avro}
     * @param <V> the value
     */
    static <R extends SpecificRecord, V> Serde<V> of(
            Schema schema, Class<R> row, Function<V, R> toRow, Function<R, V> toValue) {
        SpecificDatumWriter<R> writer = new SpecificDatumWriter<>(schema);
        SpecificDatumReader<R> reader = new SpecificDatumReader<>(schema, schema, SpecificData.getForClass(row));
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(writer, toRow.apply(value)),
                (topic, bytes) -> bytes == null ? null : toValue.apply(read(reader, topic, bytes)));
    }

    private static <R> byte[] write(SpecificDatumWriter<R> writer, R row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(row, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a row into memory", e);
        }
        return bytes.toByteArray();
    }

    private static <R> R read(SpecificDatumReader<R> reader, String topic, byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new SerializationException("a row of " + topic + " begins with version " + VERSION + ", not with "
                    + (bytes.length == 0 ? "nothing" : bytes[0]));
        }
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
        } catch (IOException e) {
            throw new SerializationException("a row of " + topic + " does not decode", e);
        }
    }
}
