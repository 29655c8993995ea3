package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The getters that every class of the API has: {@code get_all}, {@code get_record}, {@code get_<field>} and so on. */
final class Tables {

    private static final String OTHER_CONFIG = "other_config";

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

    static List<String> methods() {
        List<String> methods = new ArrayList<>();
        for (String type : DataModel.classes()) {
            for (String getter : List.of("get_all", "get_all_records", "get_record", "get_by_uuid")) {
                methods.add(type + "." + getter);
            }
            DataModel.record(type, Map.of()).keySet().forEach(field -> methods.add(type + ".get_" + field));
            if (DataModel.record(type, Map.of()).containsKey(OTHER_CONFIG)) {
                methods.add(type + ".add_to_" + OTHER_CONFIG);
                methods.add(type + ".remove_from_" + OTHER_CONFIG);
            }
        }
        return methods;
    }

    /**
     * @param method in the form {@code host.get_record}
     * @param args without the session
     */
    SimAnswer answer(String method, List<Object> args) {
        int dot = method.indexOf('.');
        String type = dot < 0 ? "" : method.substring(0, dot);
        if (!methods().contains(method)) {
            return SimAnswer.failure("MESSAGE_METHOD_UNKNOWN", method);
        }
        Map<String, Map<String, Object>> records = tables.apply(type);
        String getter = method.substring(dot + 1);
        int expected = getter.startsWith("get_all")
                ? 0
                : getter.startsWith("add_to_") ? 3 : getter.startsWith("remove_") ? 2 : 1;
        if (args.size() != expected) {
            return XapiMethods.wrongCount(method, expected, args.size());
        }
        return switch (getter) {
            case "get_all" -> SimAnswer.success(List.copyOf(records.keySet()));
            case "get_all_records" -> SimAnswer.success(new LinkedHashMap<>(records));
            case "add_to_other_config" -> added(type, records, args);
            case "remove_from_other_config" -> removed(type, records, args);
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

    private static SimAnswer ofOne(String type, String getter, Map<String, Map<String, Object>> records, String ref) {
        Map<String, Object> record = records.get(ref);
        if (record == null) {
            return SimAnswer.failure("HANDLE_INVALID", type, ref);
        }
        return SimAnswer.success(getter.equals("get_record") ? record : record.get(getter.substring("get_".length())));
    }
}
