package org.poolwarden.app.operate;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Some pools by name, or all of them. */
public final class PoolChoice {

    @Parameters(arity = "0..*", paramLabel = "POOL", description = "The pools' configured names.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Every pool that has been heard of.")
    private boolean all;

    /**
     * @throws Trouble for an unknown pool, or when it is not said which ones
     */
    List<KnownPool> in(KnownPools pools) throws Trouble {
        if (all != names.isEmpty()) {
            throw Trouble.usage("expected pools, or --all" + (all ? ", not both" : ""));
        }
        if (all) {
            return pools.all();
        }
        List<KnownPool> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(pools.called(name));
        }
        return chosen.stream().distinct().toList();
    }
}
