package org.poolwarden.app.init;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.xapi.HostEndpoint;

/** Which hosts have a BMC, as flags or a person say. Where nobody can be asked, none has. */
final class BmcChoice {

    private static final int HTTPS = 443;

    private final Dialogue dialogue;
    private final InitOptions options;
    private final List<String> hosts;
    private final Map<String, String> urls = new LinkedHashMap<>();

    BmcChoice(Dialogue dialogue, InitOptions options, List<Member> members) {
        this.dialogue = dialogue;
        this.options = options;
        this.hosts = members.stream().map(Member::name).toList();
    }

    void choose() throws Trouble {
        for (Map.Entry<String, String> bmc : options.bmcs.entrySet()) {
            if (!hosts.contains(bmc.getKey())) {
                throw Trouble.usage("--bmc: " + Nearest.unknown("host", bmc.getKey(), hosts));
            }
            add(bmc.getKey(), bmc.getValue());
        }
        if (options.bmcs.isEmpty() && !options.withoutBmc) {
            for (String host : hosts) {
                String url = dialogue.ask("BMC of " + host + ", https://ADDRESS, empty for none: ")
                        .orElse("");
                if (!url.isEmpty()) {
                    add(host, url);
                }
            }
        }
    }

    private void add(String host, String url) throws Trouble {
        if (!url.matches("https://[^/\\s]+")) {
            throw Trouble.usage("BMC of " + host + ": expected https://ADDRESS[:PORT], found '" + url + "'");
        }
        urls.put(host, url);
    }

    /** By host. */
    Map<String, String> urls() {
        return Map.copyOf(urls);
    }

    List<HostEndpoint> endpoints() {
        List<HostEndpoint> endpoints = new ArrayList<>();
        urls.forEach((host, url) -> {
            URI base = URI.create(url);
            endpoints.add(new HostEndpoint(
                    host, base.getHost().replaceAll("[\\[\\]]", ""), base.getPort() < 0 ? HTTPS : base.getPort()));
        });
        return endpoints;
    }
}
