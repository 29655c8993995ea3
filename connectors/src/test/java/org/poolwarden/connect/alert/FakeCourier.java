package org.poolwarden.connect.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.poolwarden.connect.VirtualTime;

/** A target that answers what a test told it to, in virtual time: 200 until told otherwise. */
final class FakeCourier implements Courier {

    /** One request as it came. */
    record Sent(Instant at, Map<String, String> headers, JsonNode body) {}

    final List<Sent> sent = new ArrayList<>();
    private final List<CompletableFuture<Answer>> hanging = new ArrayList<>();
    private final Map<String, Supplier<CompletionStage<Answer>>> answers = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final VirtualTime time;

    FakeCourier(VirtualTime time) {
        this.time = time;
    }

    static Answer.Declined status(int status) {
        return new Answer.Declined(Trouble.ofStatus(status), "status " + status, status == 400, Optional.empty());
    }

    /** What requests get whose body has {@code word}. */
    void answers(String word, Answer answer) {
        answers.put(word, () -> CompletableFuture.completedFuture(answer));
    }

    void hangs(String word) {
        answers.put(word, () -> {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            hanging.add(answer);
            return answer;
        });
    }

    /** Whatever hung is accepted now. */
    void endsHanging() {
        answers.clear();
        List.copyOf(hanging).forEach(answer -> answer.complete(new Answer.Accepted()));
    }

    void isWell() {
        answers.clear();
    }

    @Override
    public CompletionStage<Answer> post(URI target, Map<String, String> headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            sent.add(new Sent(time.steady(), headers, json.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
        return answers.entrySet().stream()
                .filter(told -> text.contains(told.getKey()))
                .findFirst()
                .map(told -> told.getValue().get())
                .orElseGet(() -> CompletableFuture.completedFuture(new Answer.Accepted()));
    }
}
