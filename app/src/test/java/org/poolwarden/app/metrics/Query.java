package org.poolwarden.app.metrics;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One expression of PromQL, as far as it names things.
 *
 * @param place where it stands, for messages
 * @param text the expression, or a dashboard's {@code label_values(...)}
 * @param words what is printed with its result: legends, summaries
 */
public record Query(String place, String text, String words) {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"");
    private static final Pattern METRIC = Pattern.compile("\\b(?:poolwarden|kafka|jvm)_\\w+|\\bup\\b");
    private static final Pattern SELECTOR = Pattern.compile("\\b((?:poolwarden|kafka|jvm)_\\w+|up)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern ASKED_FOR = Pattern.compile("label_values\\(.*,\\s*(\\w+)\\)$");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)[^}]*}}");

    /** A metric's name with what its labels must say. */
    public record Matcher(String metric, String label, String operator, String value) {}

    /** Names of the metrics that it asks for. */
    public Set<String> metrics() {
        return METRIC.matcher(TEXTS.matcher(text).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Stream<Matcher> matchers() {
        return SELECTOR.matcher(text).results().flatMap(selector -> MATCHER.matcher(selector.group(2))
                .results()
                .map(found -> new Matcher(selector.group(1), found.group(1), found.group(2), found.group(3))));
    }

    /** Labels by which results are grouped, joined, listed or printed. */
    Set<String> labels() {
        Set<String> labels = GROUPING.matcher(text)
                .results()
                .flatMap(group -> Arrays.stream(group.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ASKED_FOR.matcher(text).results().forEach(found -> labels.add(found.group(1)));
        TEMPLATE.matcher(words)
                .results()
                .map(found -> found.group(1))
                .filter(label -> !label.startsWith("$"))
                .forEach(labels::add);
        return labels;
    }

    /** What of it a scrape does not have, by name with the reason. */
    public Map<String, String> missingIn(Scrape scrape) {
        Map<String, String> missing = new TreeMap<>();
        metrics().stream()
                .filter(metric -> !scrape.has(metric))
                .forEach(metric -> missing.put(metric, place + " asks for it and nobody tells it"));
        matchers()
                .filter(matcher -> scrape.has(matcher.metric()))
                .filter(matcher -> !scrape.answers(matcher))
                .forEach(matcher -> missing.put(
                        matcher.metric() + "{" + matcher.label() + matcher.operator() + matcher.value() + "}",
                        place + ": it has no such label or value"));
        labels().stream()
                .filter(label -> metrics().stream().noneMatch(metric -> scrape.hasLabel(metric, label)))
                .forEach(label -> missing.put(label, place + " names a label that none of its metrics has"));
        return missing;
    }
}
