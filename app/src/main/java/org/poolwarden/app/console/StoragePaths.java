package org.poolwarden.app.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.XapiEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which host of one pool is plugged to which storage repository, as events tell of its PBDs. */
final class StoragePaths {

    private static final Logger LOG = LoggerFactory.getLogger(StoragePaths.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By reference, uuid of hosts. */
    private final Map<String, String> hosts = new HashMap<>();

    private final Map<String, Repository> repositories = new HashMap<>();
    private final Map<String, Plug> plugs = new TreeMap<>();

    /**
     * A storage repository as its own record describes it.
     *
     * @param type {@code lvmoiscsi}
     */
    record Repository(String uuid, String name, String type, boolean shared) {}

    /** A PBD: references of a host and of a repository. */
    private record Plug(String host, String repository, boolean attached) {}

    /**
     * One host's way to one repository.
     *
     * @param hostUuid XAPI's
     */
    record Path(String hostUuid, Repository repository, boolean attached) {}

    void add(XapiEvent event) {
        String type = event.getType().orElse("");
        if (event.getOperation() == EventOperation.RESYNC) {
            hosts.clear();
            repositories.clear();
            plugs.clear();
        } else if (event.getOperation() == EventOperation.DEL) {
            event.getRef().ifPresent(ref -> List.of(hosts, repositories, plugs).forEach(map -> map.remove(ref)));
        } else if (event.getRef().isPresent()) {
            String ref = event.getRef().get();
            switch (type) {
                case "host" -> event.getUuid().ifPresent(uuid -> hosts.put(ref, uuid));
                case "sr" -> event.getUuid().ifPresent(uuid -> repositories.put(ref, repository(uuid, event)));
                case "pbd" -> plug(event).ifPresent(plug -> plugs.put(ref, plug));
                default -> {
                    // Other classes say nothing of storage.
                }
            }
        }
    }

    private static Repository repository(String uuid, XapiEvent event) {
        return new Repository(
                uuid,
                event.getName().filter(name -> !name.isBlank()).orElse(uuid),
                event.getSrType().orElse(""),
                event.getSrShared().orElse(false));
    }

    private static Optional<Plug> plug(XapiEvent event) {
        try {
            JsonNode record = JSON.readTree(event.getSnapshot().orElse("{}"));
            return Optional.of(new Plug(
                    record.path("host").asText(),
                    record.path("SR").asText(),
                    event.getAttached().orElse(false)));
        } catch (JsonProcessingException e) {
            LOG.warn("a PBD whose record is no JSON pool={}: {}", event.getPool(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    List<Path> all() {
        return plugs.values().stream()
                .filter(plug -> hosts.containsKey(plug.host()) && repositories.containsKey(plug.repository()))
                .map(plug -> new Path(hosts.get(plug.host()), repositories.get(plug.repository()), plug.attached()))
                .toList();
    }
}
