package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The methods of one master by name, and how many parameters each takes beside the session. */
final class MethodTable {

    /** What a method does. */
    interface Method {
        CompletionStage<SimAnswer> answer(String session, List<Object> args);
    }

    private record Entry(int least, int most, boolean hasAsync, Method method) {}

    private final Map<String, Entry> methods = new LinkedHashMap<>();

    /** A method with an Async form. */
    MethodTable add(String name, int params, Method method) {
        return add(name, params, params, true, method);
    }

    /** A method whose last parameters may be left out. */
    MethodTable add(String name, int least, int most, Method method) {
        return add(name, least, most, true, method);
    }

    /** A method without an Async form. */
    MethodTable addSync(String name, int params, Method method) {
        return add(name, params, params, false, method);
    }

    /** A method that answers at once. */
    MethodTable addNow(String name, int params, Function<List<Object>, SimAnswer> method) {
        return add(name, params, params, true, (session, args) -> XapiMethods.now(method.apply(args)));
    }

    private MethodTable add(String name, int least, int most, boolean hasAsync, Method method) {
        methods.put(name, new Entry(least, most, hasAsync, method));
        return this;
    }

    List<String> names() {
        return new ArrayList<>(methods.keySet());
    }

    boolean hasAsync(String name) {
        return Optional.ofNullable(methods.get(name)).map(Entry::hasAsync).orElse(true);
    }

    /**
     * @param args without the session
     * @return empty for a method that is not here
     */
    Optional<CompletionStage<SimAnswer>> answer(String name, String session, List<Object> args) {
        Entry entry = methods.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        boolean fits = args.size() >= entry.least && args.size() <= entry.most;
        return Optional.of(
                fits
                        ? entry.method.answer(session, args)
                        : XapiMethods.now(XapiMethods.wrongCount(name, entry.least, args.size())));
    }
}
