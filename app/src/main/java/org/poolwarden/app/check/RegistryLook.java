package org.poolwarden.app.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.Subjects;
import org.poolwarden.schema.wire.Subjects.Standing;

/** Does the registry answer, and would it take the schemas of this version? */
record RegistryLook(String url, Topics topics) {

    private static final String SUBJECT = "registry";

    void look(Consumer<CheckLine> lines) {
        try {
            Subjects subjects = Subjects.at(url);
            Set<String> known = subjects.all();
            lines.accept(CheckLine.ok(SUBJECT, "answers at " + url));
            List<String> refused = new ArrayList<>();
            int fitting = 0;
            for (Topic<?> topic : topics.all()) {
                Standing standing = subjects.of(topic, known);
                fitting += standing == Standing.FITS ? 1 : 0;
                if (standing == Standing.REFUSED) {
                    refused.add(topic.subject());
                }
            }
            refused.forEach(subject -> lines.accept(CheckLine.fail(
                    "schema " + subject,
                    "this version's does not fit those that are registered",
                    "is that registry another installation's, or this poolwarden older than what wrote there?")));
            if (refused.isEmpty()) {
                lines.accept(CheckLine.ok(
                        "schemas",
                        fitting + " fit what is registered, " + (topics.all().size() - fitting)
                                + " are registered with their first records"));
            }
        } catch (SerializationException e) {
            lines.accept(CheckLine.fail(
                    SUBJECT,
                    "does not answer at " + url + ": " + e.getCause().getMessage(),
                    "is it running, and is schema.registry.url right?"));
        }
    }
}
