package org.poolwarden.xapi.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redfish (DSP0266): {@code PowerState} of the first system that {@code /redfish/v1/Systems} lists, on fresh
 * connections with HTTP Basic.
 */
public final class RedfishClient implements PowerReader {

    private static final Logger LOG = LoggerFactory.getLogger(RedfishClient.class);
    private static final String SYSTEMS = "/redfish/v1/Systems";
    private static final int CAP = 256 * 1024;
    private static final int OK = 200;

    private final BoundedHttp http;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<URI, String> systems = new ConcurrentHashMap<>();

    public RedfishClient(BoundedHttp http) {
        this.http = http;
    }

    /** The first reading of a BMC takes two requests, each with half of the deadline; later ones take one. */
    @Override
    public CompletionStage<PowerState> read(BmcEndpoint bmc, Duration deadline) {
        String known = systems.get(bmc.base());
        CompletionStage<JsonNode> system = known != null
                ? get(bmc, known, deadline)
                : get(bmc, SYSTEMS, deadline.dividedBy(2)).thenCompose(listed -> {
                    String path =
                            listed.path("Members").path(0).path("@odata.id").asText();
                    if (!path.startsWith("/redfish/")) {
                        throw new IllegalStateException("expected a path of a system, got '" + path + "'");
                    }
                    systems.put(bmc.base(), path);
                    return get(bmc, path, deadline.dividedBy(2));
                });
        return system.handle((found, error) -> {
            if (error != null) {
                systems.remove(bmc.base());
                LOG.debug("power not read bmc={}: {}", bmc.base(), error.toString());
                return PowerState.UNKNOWN;
            }
            return state(found.path("PowerState").asText());
        });
    }

    private static PowerState state(String text) {
        return switch (text) {
            case "On" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
        };
    }

    private CompletionStage<JsonNode> get(BmcEndpoint bmc, String path, Duration deadline) {
        HttpRequest.Builder request = HttpRequest.newBuilder(bmc.base().resolve(path))
                .header("Authorization", basic(bmc.credentials()))
                .header("Accept", "application/json")
                .GET();
        return http.send(request, deadline, Connection.FRESH, CAP).thenApply(response -> parsed(path, response));
    }

    private JsonNode parsed(String path, HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new IllegalStateException("expected HTTP 200 from " + path + ", got " + response.statusCode());
        }
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("expected JSON from " + path, e);
        }
    }

    private static String basic(Credentials credentials) {
        String pair = credentials.user() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
