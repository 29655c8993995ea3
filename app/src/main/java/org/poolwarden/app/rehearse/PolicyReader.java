package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Map;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;

/** Reads a policy: a scenario's, or a pool's own file. */
final class PolicyReader {
    private static final List<String> KEYS =
            List.of("mode", "auto-fence", "promote-without-fence", "ha", "boot-allowance");

    private PolicyReader() {}

    /** A file that holds a policy's keys, or those keys under {@code policy}. */
    static PolicyPlan readFile(String file, String text) throws ScenarioException {
        Written root = Written.read(file, text);
        boolean isNested = root.keys("a policy").equals(List.of("policy"));
        return read(isNested ? root.fields("a policy file", List.of("policy")).get("policy") : root);
    }

    static PolicyPlan read(Written policy) throws ScenarioException {
        Map<String, Written> fields = policy.fields("the policy", KEYS);
        PolicyPlan plain = PolicyPlan.DEFAULT;
        Written mode = fields.get("mode");
        Written ha = fields.get("ha");
        Written allowance = fields.get("boot-allowance");
        return new PolicyPlan(
                mode == null ? plain.mode() : Mode.valueOf(Words.upper(mode.oneOf("mode", Words.lower(Mode.class)))),
                yes(fields, "auto-fence"),
                yes(fields, "promote-without-fence"),
                ha == null
                        ? plain.ha()
                        : HaStatement.valueOf(Words.upper(ha.oneOf("ha", Words.lower(HaStatement.class)))),
                allowance == null ? plain.bootAllowance() : allowance.time("boot-allowance"));
    }

    private static boolean yes(Map<String, Written> fields, String key) throws ScenarioException {
        return fields.containsKey(key) && fields.get(key).yes(key);
    }
}
