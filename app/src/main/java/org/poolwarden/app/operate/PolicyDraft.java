package org.poolwarden.app.operate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.poolwarden.schema.PoolPolicy;

/** A policy that somebody wants: some lines of it, or all of them. */
public final class PolicyDraft {

    private final Settings settings;
    private final boolean whole;

    private PolicyDraft(Settings settings, boolean whole) {
        this.settings = settings;
        this.whole = whole;
    }

    /**
     * @param assignments lines that change, each {@code key=word}
     * @param file all lines
     * @throws Trouble unless exactly one of the two is given and can be read
     */
    public static PolicyDraft of(List<String> assignments, Optional<Path> file) throws Trouble {
        if (assignments.isEmpty() != file.isPresent()) {
            throw Trouble.usage("expected KEY=VALUE or --file FILE" + (file.isPresent() ? ", not both" : ""));
        }
        return file.isPresent()
                ? new PolicyDraft(Settings.read(file.get()), true)
                : new PolicyDraft(Settings.of(assignments), false);
    }

    /**
     * Makes of any policy one in which these lines stand; pauses and maintenance windows stay as they are.
     *
     * @throws Trouble naming every wrong line at once
     */
    public UnaryOperator<PoolPolicy> checked() throws Trouble {
        in(PoolPolicy.newBuilder().setPool("any").build());
        return policy -> {
            try {
                return in(policy);
            } catch (Trouble e) {
                throw new IllegalStateException("the lines fit one policy and not another: " + policy, e);
            }
        };
    }

    private PoolPolicy in(PoolPolicy policy) throws Trouble {
        return whole ? settings.replaced(policy) : settings.changed(policy);
    }

    /**
     * @throws Trouble naming every wrong line at once
     */
    public PolicyDesk.Change change(KnownPool pool) throws Trouble {
        return new PolicyDesk.Change(pool, in(pool.policy()));
    }
}
