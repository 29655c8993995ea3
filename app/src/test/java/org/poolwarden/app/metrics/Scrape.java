package org.poolwarden.app.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** Every series that was told in one or several scrapes, and what Prometheus adds to it by itself. */
public final class Scrape {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{([^\\n]*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Prometheus knows these of every target. */
    private static final Set<String> TARGET = Set.of("job", "instance");

    /** What holds only for moments is there by its enum. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "verdict", words(VerdictKind.values()),
            "severity", words(Severity.values()));

    private final Map<String, Set<Map<String, String>>> series = new ConcurrentHashMap<>();

    /** Adds what a process says in Prometheus' text format. */
    public void add(String text) {
        Matcher found = SERIES.matcher(text);
        while (found.find()) {
            Map<String, String> labels = new HashMap<>();
            if (found.group(2) != null) {
                LABEL.matcher(found.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            series.computeIfAbsent(found.group(1), name -> ConcurrentHashMap.newKeySet())
                    .add(Map.copyOf(labels));
        }
    }

    Set<String> names() {
        return new TreeSet<>(series.keySet());
    }

    boolean has(String metric) {
        return metric.equals("up") || series.containsKey(metric);
    }

    boolean hasLabel(String metric, String label) {
        return TARGET.contains(label)
                || series.getOrDefault(metric, Set.of()).stream().anyMatch(labels -> labels.containsKey(label));
    }

    /** Whether some series of the metric has the label, and where it must equal something that is known, does. */
    boolean answers(Query.Matcher matcher) {
        if (!hasLabel(matcher.metric(), matcher.label())) {
            return false;
        }
        if (TARGET.contains(matcher.label())
                || matcher.value().contains("$")
                || matcher.operator().startsWith("!")) {
            return true;
        }
        Pattern wanted = matcher.operator().equals("=~")
                ? Pattern.compile(matcher.value())
                : Pattern.compile(Pattern.quote(matcher.value()));
        Set<String> values = new HashSet<>(WORDS.getOrDefault(matcher.label(), Set.of()));
        series.get(matcher.metric()).forEach(labels -> values.add(labels.getOrDefault(matcher.label(), "")));
        return values.stream().anyMatch(value -> wanted.matcher(value).matches());
    }

    private static Set<String> words(Enum<?>[] kinds) {
        return Arrays.stream(kinds).map(Enum::name).collect(Collectors.toSet());
    }
}
