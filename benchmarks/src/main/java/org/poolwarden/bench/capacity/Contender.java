package org.poolwarden.bench.capacity;

import java.io.IOException;
import java.nio.file.Path;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** A program that makes capacity reports of disk samples. */
public interface Contender {

    String title();

    /** What its state is told in, for example "RocksDB's tables". */
    String stateIn();

    /** Starts it, in threads of the calling thread's group. */
    Side start(Turn turn) throws Exception;

    /**
     * One turn of one program.
     *
     * @param application of this turn only; names its group of consumers
     * @param prefix of the topic of its samples, which has so many {@code partitions}
     * @param dir for its files; new
     */
    record Turn(String application, String bootstrap, String registry, String prefix, int partitions, Path dir) {

        Topics topics() {
            return new Topics(prefix, partitions);
        }
    }

    /** A program that runs. */
    interface Side extends AutoCloseable {

        /** Where its reports are. */
        Topic<CapacityReport> reports();

        /** How many samples it has read. */
        long read();

        /** What it has sent to changelogs, bytes; 0 for a program without any. */
        double changelogBytes();

        /** Its state, bytes, as it lies in files; of a program that was closed. */
        long stateBytes() throws IOException;

        /** Ends it. */
        @Override
        void close() throws IOException;
    }
}
