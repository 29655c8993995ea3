package org.poolwarden.sim;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The getters that every class of the API has: {@code get_all}, {@code get_record}, {@code get_<field>} and so on. */
final class Tables {

    private static final String OTHER_CONFIG = "other_config";

    /** Classes whose objects are found by their name too; pools and VIFs are not. */
    private static final Set<String> NAMED = Set.of("host", "VM", "SR", "VDI", "network", "task");

    /** How many parameters each method has, beside the session. */
    private static final Map<String, Integer> PARAMS = params();

    private final Function<String, Map<String, Map<String, Object>>> tables;
    private final Function<String, Map<String, String>> otherConfigs;

    /**
     * @param tables records by class
     * @param otherConfigs what was added to other_config of an object, by its reference; to be changed in place
     */
    Tables(
            Function<String, Map<String, Map<String, Object>>> tables,
            Function<String, Map<String, String>> otherConfigs) {
        this.tables = tables;
        this.otherConfigs = otherConfigs;
    }

    /** None of them has an Async form. */
    static Collection<String> methods() {
        return PARAMS.keySet();
    }

    private static Map<String, Integer> params() {
        Map<String, Integer> params = new LinkedHashMap<>();
        for (String type : DataModel.classes()) {
            Set<String> fields = DataModel.record(type, Map.of()).keySet();
            params.put(type + ".get_all", 0);
            params.put(type + ".get_all_records", 0);
            params.put(type + ".get_record", 1);
            params.put(type + ".get_by_uuid", 1);
            if (NAMED.contains(type)) {
                params.put(type + ".get_by_name_label", 1);
            }
            fields.forEach(field -> params.put(type + ".get_" + field, 1));
            if (fields.contains(OTHER_CONFIG)) {
                params.put(type + ".add_to_" + OTHER_CONFIG, 3);
                params.put(type + ".remove_from_" + OTHER_CONFIG, 2);
            }
        }
        return Collections.unmodifiableMap(params);
    }

    /** Whether it only reads, like {@code host.get_address}. */
    static boolean isGetter(String method) {
        return PARAMS.containsKey(method) && method.contains(".get_");
    }

    boolean has(String method) {
        return PARAMS.containsKey(method);
    }

    /**
     * @param received how many parameters came, without the session
     */
    Optional<SimAnswer> misfit(String method, int received) {
        return Optional.ofNullable(PARAMS.get(method))
                .filter(expected -> expected != received)
                .map(expected -> XapiMethods.wrongCount(method, expected, received));
    }

    /**
     * @param method in the form {@code host.get_record}
     * @param args without the session
     */
    SimAnswer answer(String method, List<Object> args) {
        int dot = method.indexOf('.');
        String type = method.substring(0, dot);
        String getter = method.substring(dot + 1);
        Map<String, Map<String, Object>> records = tables.apply(type);
        return switch (getter) {
            case "get_all" -> SimAnswer.success(List.copyOf(records.keySet()));
            case "get_all_records" -> SimAnswer.success(new LinkedHashMap<>(records));
            case "add_to_other_config" -> added(type, records, args);
            case "remove_from_other_config" -> removed(type, records, args);
            case "get_by_name_label" -> byName(records, String.valueOf(args.get(0)));
            case "get_by_uuid" -> byUuid(type, records, String.valueOf(args.get(0)));
            default -> ofOne(type, getter, records, String.valueOf(args.get(0)));
        };
    }

    private SimAnswer added(String type, Map<String, Map<String, Object>> records, List<Object> args) {
        String ref = String.valueOf(args.get(0));
        String key = String.valueOf(args.get(1));
        if (!records.containsKey(ref)) {
            return SimAnswer.failure("HANDLE_INVALID", type, ref);
        }
        if (((Map<?, ?>) records.get(ref).get(OTHER_CONFIG)).containsKey(key)) {
            return SimAnswer.failure("MAP_DUPLICATE_KEY", type, OTHER_CONFIG, ref, key);
        }
        otherConfigs.apply(ref).put(key, String.valueOf(args.get(2)));
        return SimAnswer.success("");
    }

    private SimAnswer removed(String type, Map<String, Map<String, Object>> records, List<Object> args) {
        String ref = String.valueOf(args.get(0));
        if (!records.containsKey(ref)) {
            return SimAnswer.failure("HANDLE_INVALID", type, ref);
        }
        otherConfigs.apply(ref).remove(String.valueOf(args.get(1)));
        return SimAnswer.success("");
    }

    private static SimAnswer byUuid(String type, Map<String, Map<String, Object>> records, String uuid) {
        return records.entrySet().stream()
                .filter(entry -> uuid.equals(entry.getValue().get("uuid")))
                .map(entry -> SimAnswer.success(entry.getKey()))
                .findFirst()
                .orElse(SimAnswer.failure("UUID_INVALID", type, uuid));
    }

    /** Any number of them: names are nobody's own. */
    private static SimAnswer byName(Map<String, Map<String, Object>> records, String name) {
        return SimAnswer.success(records.entrySet().stream()
                .filter(entry -> name.equals(entry.getValue().get("name_label")))
                .map(Map.Entry::getKey)
                .toList());
    }

    private static SimAnswer ofOne(String type, String getter, Map<String, Map<String, Object>> records, String ref) {
        Map<String, Object> record = records.get(ref);
        if (record == null) {
            return SimAnswer.failure("HANDLE_INVALID", type, ref);
        }
        return SimAnswer.success(getter.equals("get_record") ? record : record.get(getter.substring("get_".length())));
    }
}
