package org.poolwarden.app.rehearse;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.poolwarden.app.spelling.Nearest;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A piece of a YAML file as it is written there, with its line.
 *
 * <p>Every scalar is a word until somebody asks for more: so {@code off} is never a boolean, which YAML 1.1 would make
 * of it.
 */
final class Written {
    private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m|h)");

    private final String file;
    private final Node node;

    private Written(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    static Written read(String file, String text) throws ScenarioException {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new ScenarioException(file, 1, "expected a scenario, found an empty file");
            }
            return new Written(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ScenarioException(file, line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new ScenarioException(file, 1, "not YAML: " + e.getMessage());
        }
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    ScenarioException trouble(String sentence) {
        return new ScenarioException(file, line(), sentence);
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The fields of a mapping in their order; every key must be one of the known. */
    Map<String, Written> fields(String what, Collection<String> known) throws ScenarioException {
        Map<String, Written> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping(what).getValue()) {
            Written key = new Written(file, tuple.getKeyNode());
            String word = key.word("a key");
            if (!known.contains(word)) {
                throw key.trouble(Nearest.unknown("key of " + what, word, known));
            }
            if (fields.put(word, new Written(file, tuple.getValueNode())) != null) {
                throw key.trouble("the key '" + word + "' is given twice");
            }
        }
        return fields;
    }

    /** The keys of a mapping, whatever they are. */
    List<String> keys(String what) throws ScenarioException {
        List<String> keys = new ArrayList<>();
        for (NodeTuple tuple : mapping(what).getValue()) {
            keys.add(new Written(file, tuple.getKeyNode()).word("a key"));
        }
        return keys;
    }

    private MappingNode mapping(String what) throws ScenarioException {
        if (!(node instanceof MappingNode mapping)) {
            throw trouble("expected " + what + " as a mapping {key: value}, found " + found());
        }
        return mapping;
    }

    List<Written> items(String what) throws ScenarioException {
        if (!(node instanceof SequenceNode sequence)) {
            throw trouble("expected " + what + " as a list, found " + found());
        }
        List<Written> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Written(file, item)));
        return items;
    }

    String word(String what) throws ScenarioException {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw trouble("expected " + what + ", found " + found());
        }
        return scalar.getValue().strip();
    }

    String oneOf(String what, Collection<String> known) throws ScenarioException {
        String word = word(what);
        if (!known.contains(word)) {
            throw trouble(Nearest.unknown(what, word, known) + " (known: " + Nearest.list(known) + ")");
        }
        return word;
    }

    /** A boolean of the core schema, which {@code yes} and {@code on} are not. */
    boolean yes(String what) throws ScenarioException {
        String word = word(what);
        if (!word.matches("true|True|TRUE|false|False|FALSE")) {
            throw trouble("expected " + what + " as true or false, found '" + word + "'");
        }
        return word.equalsIgnoreCase("true");
    }

    /** A whole number of the core schema that is not negative: {@code 12}, {@code 0o14} or {@code 0xc}. */
    long number(String what) throws ScenarioException {
        String word = word(what);
        if (word.matches("\\+?\\d{1,18}")) {
            return Long.parseLong(word);
        }
        if (word.matches("0o[0-7]{1,20}")) {
            return Long.parseLong(word.substring(2), 8);
        }
        if (word.matches("0x[0-9a-fA-F]{1,15}")) {
            return Long.parseLong(word.substring(2), 16);
        }
        throw trouble("expected " + what + " as a whole number, found '" + word + "'");
    }

    Duration time(String what) throws ScenarioException {
        String word = word(what);
        if (!isTime(word)) {
            throw trouble("expected " + what + " as a time such as 60s, 5m or 400ms, found '" + word + "'");
        }
        return timeOf(word);
    }

    static boolean isTime(CharSequence word) {
        return Pattern.matches("\\d{1,9}(ms|s|m|h)", word);
    }

    /** A word for which {@link #isTime} holds. */
    static Duration timeOf(String word) {
        Matcher parts = TIME.matcher(word);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a time such as 60s, was " + word);
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A word such as {@code +1h} or {@code -30s}. */
    static Duration shiftOf(String word) {
        Duration amount = timeOf(word.substring(1));
        return word.startsWith("-") ? amount.negated() : amount;
    }

    /** A word such as {@code 40%}. */
    static int percentOf(String word) {
        return Integer.parseInt(word.substring(0, word.length() - 1));
    }

    /** As it could be written on one line: {@code alert: MASTER_LOST, between: [60s, 75s]}. */
    String text() {
        String text = text(node);
        return node instanceof MappingNode ? text.substring(1, text.length() - 1) : text;
    }

    private static String text(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(pair -> text(pair.getKeyNode()) + ": " + text(pair.getValueNode()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(Written::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof ScalarNode scalar ? scalar.getValue() : node.toString();
    }

    private String found() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isBlank() ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
