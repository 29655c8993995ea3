package org.poolwarden.bench.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.poolwarden.bench.capacity.Contender;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.topic.Topics;

/**
 * A Flink job in this process: heap state, a checkpoint every 10 s.
 *
 * <p>Its reports are written at least once, which is less than the topology promises, and cheaper: the connector's
 * transactions call what Kafka's clients of 4.3 no longer have.
 *
 * <p>It is given what makes it cheap: objects are reused, and pools are not shuffled, since one task reads them all and
 * their samples come keyed by pool. So all operators are one chain, in which nothing is serialised.
 */
public final class FlinkContender implements Contender {

    private static final Duration GRACE = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "Flink job, heap state";
    }

    @Override
    public String stateIn() {
        return "a savepoint's files";
    }

    @Override
    public Side start(Turn turn) throws Exception {
        Wire wire = new Wire(turn.registry(), turn.prefix(), turn.application() + ".", turn.partitions());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", turn.bootstrap()))) {
            new Topics(wire.to(), wire.partitions()).create(admin, (short) 1);
        }
        Path checkpoints = turn.dir().resolve("checkpoints");
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, settings(checkpoints));
        DataStream<DiskSample> samples = flink.fromSource(source(turn, wire), watermarks(), "read-disk-samples");
        DataStreamUtils.reinterpretAsKeyedStream(samples, DiskSample::getPool, Types.STRING)
                .process(new PoolWatch(turn.application()), new GenericTypeInfo<>(Told.class))
                .sinkTo(sink(turn, wire));
        return new FlinkSide(
                turn.application(), wire, turn.dir().resolve("savepoint"), flink.executeAsync(turn.application()));
    }

    private static Configuration settings(Path checkpoints) {
        return Configuration.fromMap(Map.of(
                "pipeline.object-reuse", "true",
                "state.backend.type", "hashmap",
                "execution.checkpointing.interval", "10 s",
                "execution.checkpointing.mode", "EXACTLY_ONCE",
                "execution.checkpointing.storage", "filesystem",
                "execution.checkpointing.dir", checkpoints.toUri().toString(),
                "restart-strategy.type", "none",
                "rest.address", "127.0.0.1",
                "rest.bind-port", "0"));
    }

    private static KafkaSource<DiskSample> source(Turn turn, Wire wire) {
        return KafkaSource.<DiskSample>builder()
                .setBootstrapServers(turn.bootstrap())
                .setGroupId(turn.application())
                .setTopics(wire.samples().name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new SampleDecoding(wire))
                .build();
    }

    /** A minute closes when a sample is 30 s past it, as the capacity topology has it. */
    private static WatermarkStrategy<DiskSample> watermarks() {
        return WatermarkStrategy.<DiskSample>forBoundedOutOfOrderness(GRACE)
                .withTimestampAssigner((sample, appended) -> sample.getT().toEpochMilli());
    }

    private static KafkaSink<Told> sink(Turn turn, Wire wire) {
        return KafkaSink.<Told>builder()
                .setBootstrapServers(turn.bootstrap())
                .setRecordSerializer(new ReportEncoding(wire))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }
}
