package org.poolwarden.app.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;

/**
 * Puts letters back where they came from. The records and the words that say so are one transaction: neither is without
 * the other. Of two who do so at once the first is fenced by the second, which then sees what the first has committed.
 */
final class Postman implements AutoCloseable {

    private static final String TRANSACTIONS = "dlq-replay";

    private final Session session;
    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;

    /** From now on nobody else puts a letter back. */
    Postman(Session session, Cluster cluster) throws Trouble {
        this.session = session;
        this.cluster = cluster;
        this.producer = cluster.transactions(TRANSACTIONS);
    }

    /**
     * Puts all of them back, or none.
     *
     * @return what has become of each, in their order
     */
    List<Putback> put(List<Order> orders, String by, String why) throws Trouble, InterruptedException {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Order order : orders) {
                sent.add(producer.send(record(order, by, why)));
            }
            producer.flush();
            List<Putback> putbacks = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++) {
                Letter letter = orders.get(i).letter();
                RecordMetadata place = sent.get(i).get();
                Putback putback =
                        putback(letter, place.topic() + "-" + place.partition() + "@" + place.offset(), by, why);
                producer.send(putback.record(cluster.topics().deadLetters(), letter.key()));
                putbacks.add(putback);
            }
            producer.commitTransaction();
            return putbacks;
        } catch (ProducerFencedException e) {
            throw Trouble.refused("nothing is written: somebody else puts letters back right now; look again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException known) {
                throw cluster.trouble(known);
            }
            throw new IllegalStateException("putting letters back", e);
        } catch (KafkaException e) {
            throw cluster.trouble(e);
        }
    }

    /** Into the partition that it came from, with its own headers and who puts it back. */
    private ProducerRecord<byte[], byte[]> record(Order order, String by, String why) {
        Letter letter = order.letter();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                order.to().topic(),
                order.to().partition(),
                letter.key().orElse(null),
                letter.value().orElse(null));
        letter.own().forEach(header -> record.headers().add(header));
        putback(letter, order.to().toString(), by, why)
                .mark(record.headers(), cluster.topics().deadLetters());
        return record;
    }

    private Putback putback(Letter letter, String to, String by, String why) {
        return new Putback(letter.id(), to, by, why, session.now());
    }

    /** What is not committed is aborted. */
    @Override
    public void close() {
        producer.close();
    }
}
