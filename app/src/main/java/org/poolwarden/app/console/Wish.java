package org.poolwarden.app.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.poolwarden.app.operate.Trouble;

/**
 * What a person wants, as a form of the page says it.
 *
 * @param seen what the preview was made of, as it was told with it; empty for a preview
 */
record Wish(
        Kind kind,
        String pool,
        Optional<String> command,
        Optional<String> host,
        Optional<String> verifiedDown,
        Optional<Long> epoch,
        Optional<String> alert,
        Optional<String> time,
        String reason,
        String seen) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1000;

    /** What can be wanted. */
    enum Kind {
        APPROVE,
        REJECT,
        ACKNOWLEDGE,
        PAUSE,
        RESUME,
        MAINTENANCE
    }

    /**
     * @throws Trouble when it is no JSON object, or says nothing known
     */
    static Wish read(String body) throws Trouble {
        JsonNode form = tree(body);
        String kind = text(form, "kind").orElse("").toUpperCase(Locale.ROOT);
        if (Arrays.stream(Kind.values()).noneMatch(known -> known.name().equals(kind))) {
            throw Trouble.usage("expected a kind of word, found '" + kind + "'");
        }
        return new Wish(
                Kind.valueOf(kind),
                text(form, "pool").orElseThrow(() -> Trouble.usage("expected a pool")),
                text(form, "command"),
                text(form, "host"),
                text(form, "verifiedDown"),
                form.path("epoch").isIntegralNumber()
                        ? Optional.of(form.path("epoch").longValue())
                        : Optional.empty(),
                text(form, "alert"),
                text(form, "time"),
                text(form, "reason").orElse(""),
                text(form, "seen").orElse(""));
    }

    /**
     * An object that a page has sent.
     *
     * @throws Trouble when it is none
     */
    static JsonNode tree(String body) throws Trouble {
        try {
            JsonNode form = JSON.readTree(body);
            if (!form.isObject()) {
                throw Trouble.usage("expected a JSON object");
            }
            return form;
        } catch (JsonProcessingException e) {
            throw Trouble.usage("expected a JSON object");
        }
    }

    private static Optional<String> text(JsonNode form, String name) throws Trouble {
        Optional<String> text = Optional.of(form.path(name).asText("").strip()).filter(word -> !word.isEmpty());
        if (text.filter(word -> word.length() > LONGEST).isPresent()) {
            throw Trouble.usage(name + " is longer than " + LONGEST + " characters");
        }
        return text;
    }
}
