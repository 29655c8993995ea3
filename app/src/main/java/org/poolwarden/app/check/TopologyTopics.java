package org.poolwarden.app.check;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * The topics of a topology, as it describes itself; those of its stores are not among them.
 *
 * @param written without the dead letters, which no node writes
 */
public record TopologyTopics(Set<String> read, Set<String> written) {

    public TopologyTopics {
        read = Set.copyOf(read);
        written = Set.copyOf(written);
    }

    public static TopologyTopics of(Topology topology) {
        Set<String> read = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        TopologyDescription description = topology.describe();
        description.globalStores().forEach(store -> read.addAll(store.source().topicSet()));
        description.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .forEach(node -> {
                    if (node instanceof TopologyDescription.Source source) {
                        read.addAll(source.topicSet());
                    }
                    if (node instanceof TopologyDescription.Sink sink) {
                        written.add(sink.topic());
                    }
                });
        return new TopologyTopics(read, written);
    }
}
