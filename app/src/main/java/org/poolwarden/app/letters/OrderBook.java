package org.poolwarden.app.letters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.poolwarden.app.letters.Order.Later;
import org.poolwarden.app.letters.Order.Manner;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** Finds out what is known of the places that letters go to. */
record OrderBook(Cluster cluster, LetterBox box) {

    /**
     * @throws Trouble when there is no such letter, it does not say where it came from, or two are of one record
     */
    List<Order> of(List<String> words) throws Trouble {
        List<Order> orders = new ArrayList<>();
        for (String word : words) {
            Letter letter = box.called(word);
            for (Order order : orders) {
                if (order.letter().isOfSameRecord(letter)) {
                    throw Trouble.usage("letters " + order.letter().id() + " and " + letter.id()
                            + " are of the same record, from two readers: name one of them");
                }
            }
            orders.add(of(letter));
        }
        return orders;
    }

    private Order of(Letter letter) throws Trouble {
        Place origin = letter.origin()
                .orElseThrow(() -> Trouble.usage("letter " + letter.id() + " does not say where it came from; a sink"
                        + " whose configuration has errors.deadletterqueue.context.headers.enable=true says so from"
                        + " then on"));
        Optional<Topic<? extends SpecificRecord>> topic = Reading.topic(cluster, origin);
        Optional<Manner> manner = topic.map(found -> manner(found, cluster.topics()));
        return new Order(
                letter,
                origin,
                manner,
                Reading.of(letter, cluster),
                box.putback(letter),
                manner.filter(Manner.LAST_WORD::equals).isPresent() ? later(letter, origin) : Optional.empty());
    }

    private static Manner manner(Topic<?> topic, Topics topics) {
        Set<String> news = Set.of(
                topics.heartbeats().name(),
                topics.operatorActions().name(),
                topics.requests().name(),
                topics.grants().name());
        if (news.contains(topic.name())) {
            return Manner.NEWS;
        }
        boolean compacted =
                TopicConfig.CLEANUP_POLICY_COMPACT.equals(topic.config().get(TopicConfig.CLEANUP_POLICY_CONFIG));
        return compacted ? Manner.LAST_WORD : Manner.TIMELESS;
    }

    private Optional<Later> later(Letter letter, Place origin) throws Trouble {
        List<ConsumerRecord<byte[], byte[]>> since =
                cluster.raw(origin.topic(), Map.of(origin.partition(), origin.offset() + 1));
        Optional<ConsumerRecord<byte[], byte[]>> last = since.stream()
                .filter(record -> record.partition() == origin.partition() && record.offset() > origin.offset())
                .filter(record -> Arrays.equals(record.key(), letter.key().orElse(null)))
                .reduce((earlier, later) -> later);
        return last.isEmpty() ? Optional.empty() : Optional.of(said(last.get()));
    }

    private Later said(ConsumerRecord<byte[], byte[]> record) throws Trouble {
        if (record.value() == null) {
            return new Later(record.offset(), "nothing: it was taken back");
        }
        return new Later(
                record.offset(),
                cluster.asWritten(record.value())
                        .map(Object::toString)
                        .orElse(record.value().length + " bytes that nobody reads"));
    }
}
