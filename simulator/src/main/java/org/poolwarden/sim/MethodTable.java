package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Methods by name, and how many parameters each takes beside the session. */
final class MethodTable {

    /** What a method does. */
    interface Method {
        CompletionStage<SimAnswer> answer(String session, List<Object> args);
    }

    private record Entry(int params, int defaults, boolean hasAsync, Method method) {}

    private final Map<String, Entry> methods = new LinkedHashMap<>();

    /** A method with an Async form. */
    MethodTable add(String name, int params, Method method) {
        return add(name, new Entry(params, 0, true, method));
    }

    /** A method without an Async form. */
    MethodTable addSync(String name, int params, Method method) {
        return add(name, new Entry(params, 0, false, method));
    }

    /** A method with an Async form that answers at once. */
    MethodTable addNow(String name, int params, Function<List<Object>, SimAnswer> method) {
        return add(name, new Entry(params, 0, true, now(method)));
    }

    /** A method without an Async form that answers at once. */
    MethodTable addSync(String name, int params, Function<List<Object>, SimAnswer> method) {
        return addSync(name, params, 0, method);
    }

    /** One of which the last parameters may be left out; whoever gives more than there are is not told. */
    MethodTable addSync(String name, int params, int defaults, Function<List<Object>, SimAnswer> method) {
        return add(name, new Entry(params, defaults, false, now(method)));
    }

    private MethodTable add(String name, Entry entry) {
        methods.put(name, entry);
        return this;
    }

    private static Method now(Function<List<Object>, SimAnswer> method) {
        return (session, args) -> XapiMethods.now(method.apply(args));
    }

    List<String> names() {
        return new ArrayList<>(methods.keySet());
    }

    boolean has(String name) {
        return methods.containsKey(name);
    }

    boolean hasAsync(String name) {
        return has(name) && methods.get(name).hasAsync;
    }

    /**
     * Says that a call has the wrong number of parameters: that comes before its session is looked at.
     *
     * @param received without the session; -1 where not even that came
     */
    Optional<SimAnswer> misfit(String name, int received) {
        return Optional.ofNullable(methods.get(name))
                .filter(entry -> received < entry.params || entry.defaults == 0 && received > entry.params)
                .map(entry -> XapiMethods.wrongCount(name, entry.params, received));
    }

    /**
     * @param args without the session; as many as the method takes
     */
    CompletionStage<SimAnswer> answer(String name, String session, List<Object> args) {
        return methods.get(name).method.answer(session, args);
    }
}
