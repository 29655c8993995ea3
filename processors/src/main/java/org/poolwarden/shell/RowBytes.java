package org.poolwarden.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
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
 * <p>The version names the schema a row was written by, of those that {@link RowVersions} keeps: a row that an older
 * release wrote is read as one of today, with defaults for what it did not know.
 *
 * @param <R> the row, generated from {@code src/main/avro}
 */
public final class RowBytes<R extends SpecificRecord> {

    static {
        AvroTrust.install();
    }

    private final Schema schema;
    private final Class<R> type;
    private final RowVersions versions;
    /** By the schema that was written; resolving it with today's costs more than a row, and no two threads may share one. */
    private final ThreadLocal<Map<Schema, DatumReader<R>>> readers = ThreadLocal.withInitial(IdentityHashMap::new);

    /**
     * @throws IllegalStateException when the row's schema is not the latest of its kept versions
     */
    public RowBytes(Class<R> type) {
        this.schema = SpecificData.get().getSchema(type);
        this.type = type;
        this.versions = RowVersions.of(schema);
    }

    /** A serde of values that lie in a store as such rows. */
    public <V> Serde<V> serde(Function<V, R> toRow, Function<R, V> toValue) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write(toRow.apply(value)),
                (topic, bytes) -> bytes == null ? null : toValue.apply(read(bytes)));
    }

    public byte[] write(R row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(versions.latest());
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
        if (bytes.length == 0) {
            throw new SerializationException("a " + schema.getName() + " begins with its version, not with nothing");
        }
        Schema written = versions.written(bytes[0])
                .orElseThrow(() -> new SerializationException(
                        "a " + schema.getName() + " has a version of 1 to " + versions.latest() + ", not " + bytes[0]));
        DatumReader<R> reader = readers.get()
                .computeIfAbsent(
                        written, old -> new SpecificDatumReader<>(old, schema, SpecificData.getForClass(type)));
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null));
        } catch (IOException e) {
            throw new SerializationException("a " + schema.getName() + " does not decode", e);
        }
    }
}
