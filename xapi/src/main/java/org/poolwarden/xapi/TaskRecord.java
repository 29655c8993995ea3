package org.poolwarden.xapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code task.get_record}: how far an Async call came.
 *
 * @param status {@code pending}, {@code success}, {@code failure}, {@code cancelling} or {@code cancelled}
 * @param result the value as XML-RPC text, empty while it runs
 * @param errorInfo code and parameters of a failure; empty otherwise
 */
public record TaskRecord(String status, String result, List<String> errorInfo) {

    private static final Pattern REFERENCE = Pattern.compile("OpaqueRef:[0-9a-fA-F-]{36}");

    public TaskRecord {
        errorInfo = List.copyOf(errorInfo);
    }

    static TaskRecord of(Fields fields) {
        return new TaskRecord(fields.text("status"), fields.text("result"), fields.texts("error_info"));
    }

    public boolean isPending() {
        return status.equals("pending") || status.equals("cancelling");
    }

    public boolean isSuccess() {
        return status.equals("success");
    }

    /** The references in the result, in order. */
    public List<String> references() {
        List<String> found = new ArrayList<>();
        Matcher references = REFERENCE.matcher(result);
        while (references.find()) {
            found.add(references.group());
        }
        return found;
    }
}
