package org.poolwarden.bench.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.poolwarden.schema.CapacityReport;

/** Reports by the codec that poolwarden itself has. */
final class ReportEncoding implements KafkaRecordSerializationSchema<Told> {

    private static final long serialVersionUID = 1;

    private final Wire wire;
    private transient Serializer<CapacityReport> encoder;
    private transient String topic;

    ReportEncoding(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) {
        encoder = wire.codec().serializer(wire.reports());
        topic = wire.reports().name();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Told told, KafkaSinkContext sink, Long timestamp) {
        return new ProducerRecord<>(
                topic,
                null,
                told.report().getWindowEnd().toEpochMilli(),
                told.key().getBytes(StandardCharsets.UTF_8),
                encoder.serialize(topic, told.report()));
    }
}
