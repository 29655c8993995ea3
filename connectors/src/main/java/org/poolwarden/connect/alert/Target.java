package org.poolwarden.connect.alert;

import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** Somebody who is told alerts. Used on the timer's thread only, but for {@link #hasRoom}. */
interface Target {

    /**
     * Takes a record of the topic.
     *
     * @return completes when the record need not be read again, however often the task starts anew; fails with {@link
     *     UndeliverableException} when it is to lie among the dead letters
     */
    CompletionStage<Void> take(Notice notice);

    /** What follows may have been said before: partitions are read from their committed offsets. */
    void catchingUp();

    /** The end of what was said before is reached. */
    void caughtUp();

    /** These partitions are somebody else's now. */
    void forget(Collection<TopicPartition> partitions);

    /** Whether more may be taken; from any thread. */
    boolean hasRoom();
}
