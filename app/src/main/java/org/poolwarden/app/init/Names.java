package org.poolwarden.app.init;

import java.util.Set;

/** Names as configurations take them, from what people call things. */
final class Names {

    private Names() {}

    /** {@code Server Room 2} becomes {@code Server-Room-2}; {@code otherwise} where nothing is left. */
    static String of(String label, String otherwise) {
        String name = label.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? otherwise : name;
    }

    /** As {@link #of}, and none of {@code taken}, to which it is added. */
    static String unique(String label, String otherwise, Set<String> taken) {
        String name = of(label, otherwise);
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
