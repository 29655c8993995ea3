package org.poolwarden.app.operate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;

/** One line of a policy, by the key that rehearsals write it under. */
enum Setting {
    MODE("mode") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return Optional.of(lower(policy.getMode()));
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return choice(Mode.class, word, policy::setMode);
        }
    },
    AUTO_FENCE("auto-fence") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return Optional.of(String.valueOf(policy.getAutoFence()));
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return flag(word, policy::setAutoFence);
        }
    },
    PROMOTE_WITHOUT_FENCE("promote-without-fence") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return Optional.of(String.valueOf(policy.getPromoteWithoutFence()));
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return flag(word, policy::setPromoteWithoutFence);
        }
    },
    HA("ha") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return Optional.of(lower(policy.getHa()));
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return choice(HaStatement.class, word, policy::setHa);
        }
    },
    BOOT_ALLOWANCE("boot-allowance") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return policy.getBootAllowanceMs().map(Setting::word);
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return time(word, Duration.ofSeconds(1), policy::setBootAllowanceMs);
        }
    },
    HEARTBEAT("heartbeat") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return policy.getHeartbeatMs().map(Setting::word);
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return time(word, Duration.ofMillis(200), policy::setHeartbeatMs);
        }
    },
    DEADLINE("deadline") {
        @Override
        Optional<String> said(PoolPolicy policy) {
            return policy.getDeadlineMs().map(Setting::word);
        }

        @Override
        Optional<String> write(PoolPolicy.Builder policy, String word) {
            return time(word, Duration.ofMillis(100), policy::setDeadlineMs);
        }
    };

    /** The word that takes a time back: the processors' own counts again. */
    static final String DEFAULT = "default";

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** As it would be written; empty where the processors' own counts. */
    abstract Optional<String> said(PoolPolicy policy);

    /** Writes it; what is wrong with the word otherwise. */
    abstract Optional<String> write(PoolPolicy.Builder policy, String word);

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    static Optional<Setting> called(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    private static <E extends Enum<E>> Optional<String> choice(Class<E> kind, String word, Consumer<E> setter) {
        List<E> known = Arrays.stream(kind.getEnumConstants())
                .filter(value -> !value.name().equals("UNSPECIFIED"))
                .toList();
        Optional<E> meant =
                known.stream().filter(value -> lower(value).equals(word)).findFirst();
        meant.ifPresent(setter);
        return meant.isPresent()
                ? Optional.empty()
                : expected(String.join(", ", known.stream().map(Setting::lower).toList()), word);
    }

    private static Optional<String> flag(String word, Consumer<Boolean> setter) {
        if (!List.of("true", "false").contains(word)) {
            return expected("true, false", word);
        }
        setter.accept(Boolean.valueOf(word));
        return Optional.empty();
    }

    private static Optional<String> time(String word, Duration least, Consumer<Long> setter) {
        if (word.equals(DEFAULT)) {
            setter.accept(null);
            return Optional.empty();
        }
        Optional<Duration> time = Moments.read(word).filter(read -> read.compareTo(least) >= 0);
        time.ifPresent(read -> setter.accept(read.toMillis()));
        return time.isPresent()
                ? Optional.empty()
                : expected(Moments.FORM + ", at least " + Moments.word(least) + ", or " + DEFAULT, word);
    }

    private static Optional<String> expected(String what, String word) {
        return Optional.of("expected " + what + ", found '" + word + "'");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String word(long milliseconds) {
        return Moments.word(Duration.ofMillis(milliseconds));
    }
}
