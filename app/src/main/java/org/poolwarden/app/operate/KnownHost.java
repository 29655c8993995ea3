package org.poolwarden.app.operate;

/** A host as the last finding on its pool names it. */
public record KnownHost(String pool, String name, String address) {

    boolean isCalled(String word) {
        return word.equals(name) || word.equals(address);
    }

    /** Name and address: {@code beta (10.0.0.12)}. */
    String inFull() {
        return name.equals(address) ? address : name + " (" + address + ")";
    }
}
