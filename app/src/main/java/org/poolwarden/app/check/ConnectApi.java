package org.poolwarden.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Kafka Connect's REST API, as far as it is only read. */
final class ConnectApi {

    private final String url;
    private final Duration patience;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    ConnectApi(String url, Duration patience) {
        this.url = url.replaceAll("/+$", "");
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    String url() {
        return url;
    }

    /**
     * @throws IOException when it does not answer, or not with 200
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(patience)
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + " gives HTTP " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }
}
