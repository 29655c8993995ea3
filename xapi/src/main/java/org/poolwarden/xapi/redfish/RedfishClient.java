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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redfish (DSP0266): {@code PowerState} and {@code ComputerSystem.Reset} of the first system that {@code
 * /redfish/v1/Systems} lists, on fresh connections with HTTP Basic.
 */
public final class RedfishClient implements PowerReader, PowerSwitch {

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

    /** Where the order goes is read from the system's own record: up to three requests, each with its share. */
    @Override
    public CompletionStage<Void> forceOff(BmcEndpoint bmc, Duration deadline) {
        Duration share = deadline.dividedBy(2);
        return system(bmc, share).thenCompose(system -> {
            String target = system.path("Actions")
                    .path("#ComputerSystem.Reset")
                    .path("target")
                    .asText();
            if (!target.startsWith("/redfish/")) {
                throw new CompletionException(new XapiException.BadAnswer("the BMC has no ComputerSystem.Reset", null));
            }
            HttpRequest.Builder request = request(bmc, target)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"ResetType\":\"ForceOff\"}"));
            return http.send(request, share, Connection.FRESH, CAP).thenAccept(RedfishClient::demandTaken);
        });
    }

    /** 4xx is a no: the BMC does not know the order, or does not take it from this account. */
    private static void demandTaken(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 4) {
            throw new CompletionException(new XapiException.ApiFailure(List.of("HTTP " + status)));
        }
        if (status / 100 != 2) {
            throw new CompletionException(
                    new XapiException.BadAnswer("the BMC answered ForceOff with HTTP " + status, null));
        }
    }

    @Override
    public CompletionStage<PowerState> read(BmcEndpoint bmc, Duration deadline) {
        return ask(bmc, deadline).exceptionally(error -> {
            systems.remove(bmc.base());
            LOG.debug("power not read bmc={}: {}", bmc.base(), error.toString());
            return PowerState.UNKNOWN;
        });
    }

    /** As {@link #read}, and fails with the reason where that only says UNKNOWN. */
    public CompletionStage<PowerState> ask(BmcEndpoint bmc, Duration deadline) {
        return system(bmc, deadline)
                .thenApply(found -> state(found.path("PowerState").asText()));
    }

    /** The first time takes two requests, each with half of the deadline; later it is one. */
    private CompletionStage<JsonNode> system(BmcEndpoint bmc, Duration deadline) {
        String known = systems.get(bmc.base());
        return known != null
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
    }

    private static PowerState state(String text) {
        return switch (text) {
            case "On" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
        };
    }

    private CompletionStage<JsonNode> get(BmcEndpoint bmc, String path, Duration deadline) {
        return http.send(request(bmc, path).GET(), deadline, Connection.FRESH, CAP)
                .thenApply(response -> parsed(path, response));
    }

    private static HttpRequest.Builder request(BmcEndpoint bmc, String path) {
        return HttpRequest.newBuilder(bmc.base().resolve(path))
                .header("Authorization", basic(bmc.credentials()))
                .header("Accept", "application/json")
                .header("User-Agent", BoundedHttp.USER_AGENT);
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
