package org.poolwarden.sim;

import java.util.HashSet;
import java.util.Set;

/** Sessions of one xapi process: in its memory only, gone when it ends. */
final class Sessions {

    private final String place;
    private final Set<String> open = new HashSet<>();
    private final Set<String> local = new HashSet<>();
    private int issued;

    Sessions(String place) {
        this.place = place;
    }

    String open() {
        String ref = next();
        open.add(ref);
        return ref;
    }

    String openLocal() {
        String ref = next();
        local.add(ref);
        return ref;
    }

    private String next() {
        issued++;
        return Ids.ref("session", place, String.valueOf(issued));
    }

    boolean isOpen(String ref) {
        return open.contains(ref);
    }

    boolean isLocal(String ref) {
        return local.contains(ref);
    }

    void close(String ref) {
        open.remove(ref);
        local.remove(ref);
    }

    void forget() {
        open.clear();
        local.clear();
    }
}
