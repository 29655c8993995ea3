package org.poolwarden.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.poolwarden.schema.wire.BadRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that does not decode, or that cannot be what it says, goes to the dead letters as it came, with its place and
 * the reason in headers, and stops nothing. Anything else, such as a registry that is away, is no fault of the record
 * and stops the thread.
 *
 * <p>Kafka Streams makes it by reflection from {@code errors.dead.letter.queue.topic.name}.
 */
public final class DeadLetters implements DeserializationExceptionHandler, ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private String topic;

    @Override
    public void configure(Map<String, ?> configs) {
        topic = String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return exception instanceof BadRecordException
                ? DeserializationExceptionHandler.Response.resume(
                        List.of(letter(context, record.key(), record.value(), exception)))
                : DeserializationExceptionHandler.Response.fail();
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        return exception instanceof BadRecordException
                ? ProcessingExceptionHandler.Response.resume(
                        List.of(letter(context, context.sourceRawKey(), context.sourceRawValue(), exception)))
                : ProcessingExceptionHandler.Response.fail();
    }

    private ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context, byte[] key, byte[] value, Exception exception) {
        LOG.warn(
                "dead letter topic={} partition={} offset={}: {}",
                context.topic(),
                context.partition(),
                context.offset(),
                exception.getMessage());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, context.timestamp(), key, value, context.headers());
        header(letter.headers(), "poolwarden.topic", context.topic());
        header(letter.headers(), "poolwarden.partition", String.valueOf(context.partition()));
        header(letter.headers(), "poolwarden.offset", String.valueOf(context.offset()));
        header(letter.headers(), "poolwarden.reason", String.valueOf(exception.getMessage()));
        return letter;
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
