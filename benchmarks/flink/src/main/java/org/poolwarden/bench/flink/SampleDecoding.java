package org.poolwarden.bench.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.poolwarden.schema.DiskSample;

/** Samples by the codec that poolwarden itself has. */
final class SampleDecoding implements KafkaRecordDeserializationSchema<DiskSample> {

    private static final long serialVersionUID = 1;

    private final Wire wire;
    private transient Deserializer<DiskSample> decoder;

    SampleDecoding(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void open(InitializationContext context) {
        decoder = wire.codec().deserializer(wire.samples());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DiskSample> out) {
        out.collect(decoder.deserialize(record.topic(), record.value()));
    }

    @Override
    public TypeInformation<DiskSample> getProducedType() {
        return new GenericTypeInfo<>(DiskSample.class);
    }
}
