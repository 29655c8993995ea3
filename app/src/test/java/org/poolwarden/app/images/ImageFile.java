package org.poolwarden.app.images;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Dockerfile, instruction by instruction; commands in their JSON form only.
 *
 * @param lines of all stages
 */
record ImageFile(List<Instruction> lines) {

    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)");

    /** For example {@code COPY} and what stands behind it. */
    record Instruction(String word, String rest) {}

    static ImageFile read(Path file) throws IOException {
        List<Instruction> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            open.append(line.strip());
            if (line.endsWith("\\")) {
                open.setCharAt(open.length() - 1, ' ');
                continue;
            }
            String[] parts = open.toString().split("\\s+", 2);
            lines.add(new Instruction(parts[0], parts[1]));
            open.setLength(0);
        }
        return new ImageFile(lines);
    }

    /** Of one kind, in all stages. */
    Stream<String> all(String word) {
        return lines.stream().filter(line -> line.word().equals(word)).map(Instruction::rest);
    }

    /** The instructions of the stage that becomes the image. */
    ImageFile lastStage() {
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            from = lines.get(i).word().equals("FROM") ? i : from;
        }
        return new ImageFile(lines.subList(from, lines.size()));
    }

    /** The last word on one thing; empty where there is none. */
    Optional<String> last(String word) {
        return all(word).reduce((before, after) -> after);
    }

    /** ENTRYPOINT or CMD. */
    List<String> command(String word) {
        return last(word).map(ImageFile::json).orElse(List.of());
    }

    /** The command of the health check. */
    List<String> health() {
        return last("HEALTHCHECK")
                .map(check -> json(check.substring(check.indexOf("CMD ") + "CMD ".length())))
                .orElse(List.of());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        all("ENV").forEach(line -> {
            Matcher variable = VARIABLE.matcher(line);
            while (variable.find()) {
                environment.put(variable.group(1), variable.group(2).replace("\"", ""));
            }
        });
        return environment;
    }

    /**
     * @throws IllegalStateException for a command in shell form, which would run as a child of a shell that forwards no signal
     */
    private static List<String> json(String text) {
        try {
            return new ObjectMapper().readValue(text, new TypeReference<>() {});
        } catch (IOException e) {
            throw new IllegalStateException("expected a command as a JSON array, got: " + text, e);
        }
    }
}
