package org.poolwarden.app.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.schema.PoolPolicy;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The lines of a policy as somebody wrote them: key and word, not yet checked. */
public record Settings(Map<String, String> words) {

    public Settings {
        words = new LinkedHashMap<>(words);
    }

    /** Each as {@code key=word}. */
    public static Settings of(List<String> assignments) throws Trouble {
        Map<String, String> words = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String assignment : assignments) {
            int sign = assignment.indexOf('=');
            if (sign < 1) {
                wrong.add(assignment + ": expected KEY=VALUE");
            } else if (words.put(assignment.substring(0, sign), assignment.substring(sign + 1)) != null) {
                wrong.add(assignment + ": the key is given twice");
            }
        }
        refuse(wrong);
        return new Settings(words);
    }

    /** A file with a policy's keys, or with those keys under {@code policy} as in a rehearsal. */
    public static Settings read(Path file) throws Trouble {
        try {
            Object root = onlyWords().load(Files.readString(file));
            Object policy =
                    root instanceof Map<?, ?> map && map.keySet().equals(Set.of("policy")) ? map.get("policy") : root;
            if (!(policy instanceof Map<?, ?> fields)) {
                throw Trouble.usage(
                        file + ": expected a policy's keys, as poolwarden policy get POOL -o yaml prints them");
            }
            Map<String, String> words = new LinkedHashMap<>();
            fields.forEach((key, word) -> words.put(String.valueOf(key), String.valueOf(word)));
            return new Settings(words);
        } catch (IOException e) {
            throw Trouble.usage(file + ": cannot be read: " + e);
        } catch (YAMLException e) {
            throw Trouble.usage(file + ": not YAML: " + e.getMessage());
        }
    }

    /** Every scalar is a word: YAML 1.1 would make a boolean of {@code off}. */
    private static Yaml onlyWords() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new PlainWords());
    }

    private static final class PlainWords extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: nothing looks like a number or a boolean.
        }
    }

    /** A policy in which these lines are changed and the others stay. */
    PoolPolicy changed(PoolPolicy before) throws Trouble {
        return written(PoolPolicy.newBuilder(before));
    }

    /** A policy of which these are all the lines; a line that is left out has its default. Pauses and windows stay. */
    PoolPolicy replaced(PoolPolicy before) throws Trouble {
        PoolPolicy blank = PoolPolicy.newBuilder().setPool(before.getPool()).build();
        return written(PoolPolicy.newBuilder(blank)
                .setPaused(before.getPaused())
                .setMaintenance(before.getMaintenance())
                .setMaintenanceUntil(before.getMaintenanceUntil().orElse(null))
                .setAuthor(before.getAuthor())
                .setReason(before.getReason()));
    }

    /**
     * @throws Trouble naming every wrong line at once
     */
    private PoolPolicy written(PoolPolicy.Builder policy) throws Trouble {
        List<String> wrong = new ArrayList<>();
        words.forEach((key, word) -> {
            Optional<Setting> setting = Setting.called(key);
            setting.flatMap(known -> known.write(policy, word)).ifPresent(why -> wrong.add(key + ": " + why));
            if (setting.isEmpty()) {
                wrong.add(Nearest.unknown("key", key, Setting.keys()));
            }
        });
        PoolPolicy next = policy.build();
        if (wrong.isEmpty()) {
            between(next).ifPresent(wrong::add);
        }
        refuse(wrong);
        return next;
    }

    /** The processors would cut the deadline down to half of the heartbeat, which nobody has asked for. */
    private static Optional<String> between(PoolPolicy policy) {
        boolean fits = policy.getHeartbeatMs()
                .flatMap(heartbeat -> policy.getDeadlineMs().map(deadline -> deadline * 2 <= heartbeat))
                .orElse(true);
        return fits
                ? Optional.empty()
                : Optional.of("deadline: expected at most half of the heartbeat "
                        + Setting.HEARTBEAT.said(policy).orElseThrow() + ", found '"
                        + Setting.DEADLINE.said(policy).orElseThrow() + "'");
    }

    private static void refuse(List<String> wrong) throws Trouble {
        if (!wrong.isEmpty()) {
            throw Trouble.usage(String.join("\n", wrong));
        }
    }
}
