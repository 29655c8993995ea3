package org.poolwarden.shell;

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

/**
 * Rows as bytes: a version byte and Avro, without the registry, since a store must restore while the registry is down.
 *
 * @param <R> the row, generated from {@code src/main/avro}
 */
public final class RowBytes<R extends SpecificRecord> {

    static {
        AvroTrust.install();
    }

    public static final byte VERSION = 1;

    private final Schema schema;
    private final Class<R> type;

    public RowBytes(Class<R> type) {
        this.schema = SpecificData.get().getSchema(type);
        this.type = type;
    }

    /** A serde of values that lie in a store as such rows. */
    public <V> Serde<V> serde(Function<V, R> toRow, Function<R, V> toValue) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(toRow.apply(value)),
                (topic, bytes) -> bytes == null ? null : toValue.apply(read(bytes)));
    }

    public byte[] write(R row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<R>(schema).write(row, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a row into memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws SerializationException when these are no such bytes
     */
    public R read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new SerializationException("a " + schema.getName() + " begins with version " + VERSION + ", not with "
                    + (bytes.length == 0 ? "nothing" : bytes[0]));
        }
        try {
            return new SpecificDatumReader<R>(schema, schema, SpecificData.getForClass(type))
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
        } catch (IOException e) {
            throw new SerializationException("a " + schema.getName() + " does not decode", e);
        }
    }
}
