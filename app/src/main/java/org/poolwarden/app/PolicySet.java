package org.poolwarden.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PolicyDesk;
import org.poolwarden.app.operate.PolicyDraft;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Signature;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden policy set POOL KEY=VALUE...}, or with {@code --file}. */
@Command(
        name = "set",
        description = "Changes a pool's policy and waits until the processors have read it.",
        footer = {
            "",
            "Keys: mode (observe, advise, auto), auto-fence, promote-without-fence (true, false), ha (unknown, off),"
                    + " boot-allowance, heartbeat, deadline (30s, 10m or default).",
            "With --file the file's keys are the whole policy: what it leaves out has its default. Pauses and maintenance"
                    + " windows stay as they are."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written, and the processors know it; or nothing changes",
            "1:you said no, or somebody changed the policy meanwhile",
            "2:wrong usage or configuration, no such pool, or wrong keys or values: all of them are named",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class PolicySet implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's configured name.")
    private String pool;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "What changes; the rest stays.")
    private List<String> assignments = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "YAML, as policy get -o yaml prints it.")
    private Optional<Path> file;

    @Option(names = "--new", description = "The pool has not been heard of yet.")
    private boolean isNew;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        PolicyDraft draft = PolicyDraft.of(assignments, file);
        try (Cluster cluster = session.open()) {
            KnownPools pools = KnownPools.read(cluster);
            return new PolicyDesk(session, format, signature, cluster)
                    .write(List.of(draft.change(isNew ? pools.expected(pool) : pools.called(pool))));
        }
    }
}
