package org.poolwarden.app;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedBroker;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.schema.topic.Topics;

/** A broker that asks who may do what. */
class RightsTest {

    private static final Map<String, String> GUARDED = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");

    @TempDir
    private Path dir;

    @Test
    void everyRightThatIsMissingIsToldWithTheOrderThatGivesIt() throws Exception {
        Ports ports = Ports.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), ports, GUARDED);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            new Topics("xen.", 1).create(admin, (short) 1);
            assertThat(check(broker))
                    .contains("OK   rights: on 16 topics", "OK   transactions of failover: may be begun");

            admin.createAcls(List.of(
                            acl(ResourceType.TOPIC, "xen.alerts", PatternType.LITERAL, ALL, ALLOW),
                            acl(ResourceType.TOPIC, "xen.alerts", PatternType.LITERAL, WRITE, DENY),
                            acl(ResourceType.GROUP, "failover", PatternType.LITERAL, READ, DENY),
                            acl(ResourceType.TRANSACTIONAL_ID, "failover", PatternType.PREFIXED, WRITE, DENY),
                            acl(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, ALL, ALLOW),
                            acl(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, CREATE, DENY),
                            acl(ResourceType.TOPIC, "failover", PatternType.PREFIXED, CREATE, DENY)))
                    .all()
                    .get();

            assertThat(check(broker))
                    .contains("FAIL rights: no WRITE on topic xen.alerts")
                    .contains("next: kafka-acls --bootstrap-server " + broker.bootstrap()
                            + " --add --allow-principal User:NAME --operation WRITE --topic xen.alerts")
                    .contains("FAIL group failover: no READ", "--operation READ --group failover")
                    .contains("FAIL internal topics of failover: may not be made")
                    .contains("FAIL transactions of failover: may not be begun", "--transactional-id failover")
                    .contains("OK   transactions of capacity: may be begun", "OK   internal topics of capacity")
                    .doesNotContain("no READ on topic");
        }
    }

    private static AclBinding acl(
            ResourceType type, String name, PatternType pattern, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }

    private String check(EmbeddedBroker broker) throws IOException {
        Path config = Files.writeString(
                dir.resolve("poolwarden.properties"),
                "bootstrap.servers=" + broker.bootstrap() + "\nschema.registry.url=http://127.0.0.1:1\n"
                        + "topic.partitions=1\nreplication.factor=1\nstate.dir=" + dir + "\n");
        StringWriter out = new StringWriter();
        assertThat(Poolwarden.run(
                        new FakeTerminal(),
                        new PrintWriter(out, true),
                        new PrintWriter(System.err),
                        "check",
                        "--config",
                        config.toString()))
                .isEqualTo(1);
        return out.toString();
    }
}
