package org.poolwarden.connect.alert;

import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A list of URLs with at least one, or one URL or nothing. Errors do not repeat them: people put secrets into URLs. */
record UrlForm() implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
        if (value instanceof List<?> list) {
            if (list.isEmpty()) {
                throw new ConfigException(name + ": expected at least one " + this);
            }
            list.forEach(item -> ensureUrl(name, String.valueOf(item)));
        } else if (value != null && !value.toString().isEmpty()) {
            ensureUrl(name, value.toString());
        }
    }

    private void ensureUrl(String name, String text) {
        if (!isUrl(text)) {
            throw new ConfigException(name + ": expected " + this + ", without a user, a password or a fragment");
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI url = URI.create(text);
            return List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "http[s]://HOST[:PORT][/PATH]";
    }
}
