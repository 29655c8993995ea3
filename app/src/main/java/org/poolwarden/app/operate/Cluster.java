package org.poolwarden.app.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.app.run.Reach;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.BadRecordException;
import org.poolwarden.schema.wire.WireCodec;

/** Kafka and the registry as an operator's verb uses them: whole topics are read, single records written. */
public final class Cluster implements AutoCloseable {

    private final Reach reach;
    private final Clock clock;
    private final WireCodec codec;
    private final TopicReader reader;

    private Cluster(Reach reach, Clock clock, WireCodec codec, TopicReader reader) {
        this.reach = reach;
        this.clock = clock;
        this.codec = codec;
        this.reader = reader;
    }

    /**
     * Asks nothing yet.
     *
     * @param warnings gets a sentence for each record that cannot be read
     */
    public static Cluster open(Reach reach, Clock clock, Consumer<String> warnings) throws Trouble {
        WireCodec codec = WireCodec.at(reach.registry());
        try {
            TopicReader reader = new TopicReader(clients(reach), codec, clock, reach.patience(), warnings);
            return new Cluster(reach, clock, codec, reader);
        } catch (KafkaException e) {
            throw Trouble.unanswered("Kafka at " + reach.bootstrap() + ": " + root(e), e);
        }
    }

    static Map<String, Object> clients(Reach reach) {
        Map<String, Object> config = new HashMap<>(reach.kafka());
        config.put("bootstrap.servers", reach.bootstrap());
        config.put("default.api.timeout.ms", String.valueOf(reach.patience().toMillis()));
        config.put("request.timeout.ms", String.valueOf(reach.patience().toMillis()));
        return config;
    }

    public Topics topics() {
        return reach.topics();
    }

    Clock clock() {
        return clock;
    }

    /** Every committed record of a topic, partition by partition, from its beginning to its present end. */
    public <V extends SpecificRecord> List<Entry<V>> read(Topic<V> topic) throws Trouble {
        return answered(() -> reader.all(topic));
    }

    /** As {@link #read}, without what was appended before {@code since}. */
    public <V extends SpecificRecord> List<Entry<V>> readSince(Instant since, Topic<V> topic) throws Trouble {
        return answered(() -> reader.since(since, topic));
    }

    /**
     * Committed records of some keys, partition by partition and in their order there.
     *
     * @param from by partition: the offset to begin at; what is not there any more is skipped
     * @param to what was appended later is not read
     */
    public <V extends SpecificRecord> List<Entry<V>> readBetween(
            Map<Integer, Long> from, Instant to, Set<String> keys, Topic<V> topic) throws Trouble {
        return answered(() -> reader.between(from, to, keys, topic));
    }

    /** As {@link #readBetween}, to the present ends. */
    public <V extends SpecificRecord> List<Entry<V>> readFrom(Map<Integer, Long> from, Set<String> keys, Topic<V> topic)
            throws Trouble {
        return answered(() -> reader.from(from, keys, topic));
    }

    /** By partition: the offset of the first record that a topic still holds, or its end. */
    public Map<Integer, Long> beginnings(Topic<?> topic) throws Trouble {
        return answered(() -> reader.beginnings(topic));
    }

    /** By partition: the offset of the first record that was appended at {@code at} or later, or the end. */
    public Map<Integer, Long> firstSince(Instant at, Topic<?> topic) throws Trouble {
        return answered(() -> reader.firstSince(at, topic));
    }

    /**
     * Committed records as they lie there, partition by partition, to the present ends.
     *
     * @param from by partition: the offset to begin at; the others are read from their beginnings
     */
    public List<ConsumerRecord<byte[], byte[]>> raw(String topic, Map<Integer, Long> from) throws Trouble {
        return answered(() -> {
            try (RawRecords records = new RawRecords(clients(reach), clock, reach.patience())) {
                return records.of(topic, from);
            }
        });
    }

    /**
     * What the readers of a topic make of bytes.
     *
     * @throws BadRecordException when they do not decode
     */
    public <V extends SpecificRecord> V decode(Topic<V> topic, byte[] bytes) throws Trouble {
        try {
            return codec.deserializer(topic).deserialize(topic.name(), bytes);
        } catch (BadRecordException e) {
            throw e;
        } catch (KafkaException e) {
            throw trouble(e);
        }
    }

    /** What bytes say by the schema that they were written with; empty when the registry does not know it. */
    public Optional<JsonNode> asWritten(byte[] bytes) throws Trouble {
        return answered(() -> codec.asWritten(bytes));
    }

    /**
     * A producer of transactions; the one before it of the same name is fenced.
     *
     * @param id follows the prefix of the topics
     */
    public KafkaProducer<byte[], byte[]> transactions(String id) throws Trouble {
        Map<String, Object> config = clients(reach);
        config.put("transactional.id", reach.topics().named(id));
        config.put("max.block.ms", reach.patience().toMillis());
        config.put("delivery.timeout.ms", (int) reach.patience().toMillis());
        config.put("linger.ms", 0);
        return answered(() -> {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                producer.initTransactions();
                return producer;
            } catch (KafkaException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        });
    }

    /** The bounds of the rules as the configuration names them. */
    public Tolerance tolerance() {
        return reach.tolerance();
    }

    /** Who hears what the processors say from now on; in its presence this cluster reads nothing else. */
    Echo listen() throws Trouble {
        return answered(() -> new Echo(this, reader, codec));
    }

    /** Replication factor of topics that are created. */
    public short replication() {
        return reach.replication();
    }

    /** A question to the brokers, or an order. */
    public interface Administration<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** Asks the brokers; that they do not answer, or refuse, becomes a sentence. */
    public <T> T administer(Administration<T> administration) throws Trouble, InterruptedException {
        try (Admin admin = Admin.create(clients(reach))) {
            return administration.ask(admin);
        } catch (ExecutionException | IllegalStateException e) {
            if (e.getCause() instanceof KafkaException known) {
                throw trouble(known);
            }
            throw new IllegalStateException("asking Kafka at " + reach.bootstrap(), e);
        } catch (KafkaException e) {
            throw trouble(e);
        }
    }

    Brokers brokers() throws Trouble {
        return answered(() -> new Brokers(clients(reach), reach.patience()));
    }

    /** What the brokers' clock has reached at least: the last interview was appended then. Empty before the first one. */
    public Optional<Instant> lastInterview() throws Trouble {
        try (Brokers brokers = brokers()) {
            return answered(() -> brokers.lastAppend(topics().heartbeats().name()));
        }
    }

    /** Whether somebody judges: without a member of that group everything shown is as it was. */
    public boolean isJudged() throws Trouble {
        try (Brokers brokers = brokers()) {
            return answered(() -> brokers.isRunning(processors()));
        }
    }

    /** The consumer group that judges. */
    String processors() {
        return reach.processors();
    }

    /**
     * Appends records and returns when Kafka has all of them.
     *
     * @param records by their keys, in their order
     */
    <V extends SpecificRecord> List<Receipt> write(Topic<V> topic, SortedMap<String, V> records)
            throws Trouble, InterruptedException {
        Map<String, Object> config = clients(reach);
        long patience = reach.patience().toMillis();
        config.put("acks", "all");
        config.put("linger.ms", 0);
        config.put("max.block.ms", patience);
        config.put("delivery.timeout.ms", (int) patience);
        try (KafkaProducer<String, V> producer =
                new KafkaProducer<>(config, new StringSerializer(), codec.serializer(topic))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach((key, value) -> sent.add(producer.send(new ProducerRecord<>(topic.name(), key, value))));
            List<Receipt> receipts = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                receipts.add(Receipt.of(one.get(patience * 2, TimeUnit.MILLISECONDS)));
            }
            return receipts;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw Trouble.unanswered(
                    "Kafka at " + reach.bootstrap() + " does not say whether it has written to " + topic.name() + " ("
                            + root(e) + "): look with poolwarden history and poolwarden policy get",
                    e);
        } catch (KafkaException e) {
            throw trouble(e);
        }
    }

    /** Asks Kafka or the registry; that they do not answer becomes a sentence. */
    <T> T answered(Supplier<T> question) throws Trouble {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw trouble(e);
        }
    }

    /** A sentence of what Kafka or the registry say, or do not say. */
    public Trouble trouble(KafkaException e) {
        if (e instanceof TimeoutException) {
            return Trouble.unanswered(
                    "no Kafka broker answers at " + reach.bootstrap() + " within "
                            + reach.patience().toSeconds() + " s",
                    e);
        }
        return e instanceof SerializationException
                ? Trouble.unanswered("the schema registry at " + reach.registry() + " does not answer: " + root(e), e)
                : Trouble.unanswered("Kafka at " + reach.bootstrap() + ": " + root(e), e);
    }

    private static String root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void close() {
        reader.close();
    }
}
