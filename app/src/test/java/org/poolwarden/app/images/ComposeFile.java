package org.poolwarden.app.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** docker/compose.yaml, with its anchors resolved. */
record ComposeFile(Path dir, Map<String, Object> root) {

    static final Path DOCKER = Path.of("..", "docker");

    /** One file or directory of the repository, or a named volume, and where a service finds it. */
    record Mount(String source, String target, boolean readOnly) {

        boolean isVolume() {
            return !source.startsWith(".");
        }
    }

    static ComposeFile read(Path docker) throws IOException {
        return new ComposeFile(docker, new Yaml().load(Files.readString(docker.resolve("compose.yaml"))));
    }

    Map<String, Service> services() {
        Map<String, Service> services = new LinkedHashMap<>();
        map(root, "services").forEach((name, value) -> services.put(name, new Service(this, name, cast(value))));
        return services;
    }

    List<String> volumes() {
        return List.copyOf(map(root, "volumes").keySet());
    }

    /** File of a secret, by its name, as the compose file has it. */
    String secretFile(String name) {
        return (String) map(map(root, "secrets"), name).get("file");
    }

    /**
     * One service.
     *
     * @param file of which it is one
     */
    record Service(ComposeFile file, String name, Map<String, Object> value) {

        String image() {
            return (String) value.get("image");
        }

        List<String> list(String key) {
            Object list = value.getOrDefault(key, List.of());
            return ((List<?>) list).stream().map(String::valueOf).toList();
        }

        Map<String, Object> at(String key) {
            return map(value, key);
        }

        /** The Dockerfile of an image that is built here, whichever service says so. */
        Optional<ImageFile> built() throws IOException {
            for (Service service : file.services().values()) {
                if (service.image().equals(image()) && service.value.containsKey("build")) {
                    Path root = file.dir().resolve((String) service.at("build").get("context"));
                    return Optional.of(ImageFile.read(
                            root.resolve((String) service.at("build").get("dockerfile"))));
                }
            }
            return Optional.empty();
        }

        /** What it becomes: the image's entry point, and the service's command or the image's. */
        List<String> command() throws IOException {
            Optional<ImageFile> built = built().map(ImageFile::lastStage);
            List<String> words = new ArrayList<>(
                    built.map(image -> image.command("ENTRYPOINT")).orElse(List.of()));
            words.addAll(
                    value.containsKey("command")
                            ? list("command")
                            : built.map(image -> image.command("CMD")).orElse(List.of()));
            return words;
        }

        /** What it asks of itself: the service's own check, or the image's. */
        List<String> health() throws IOException {
            List<?> test = (List<?>) at("healthcheck").get("test");
            return test == null
                    ? built().map(ImageFile::lastStage).map(ImageFile::health).orElse(List.of())
                    : test.stream().skip(1).map(String::valueOf).toList();
        }

        Map<String, String> environment() throws IOException {
            Map<String, String> all = new LinkedHashMap<>(
                    built().map(image -> image.lastStage().environment()).orElse(Map.of()));
            at("environment").forEach((key, text) -> all.put(key, String.valueOf(text)));
            return all;
        }

        List<Mount> mounts() {
            Stream<Mount> volumes = list("volumes").stream().map(line -> {
                String[] parts = line.split(":");
                return new Mount(parts[0], parts[1], parts.length > 2 && parts[2].equals("ro"));
            });
            List<?> secrets = (List<?>) value.getOrDefault("secrets", List.of());
            return Stream.concat(volumes, secrets.stream().map(this::secret)).toList();
        }

        private Mount secret(Object secret) {
            String source = secret instanceof Map<?, ?> named ? (String) named.get("source") : (String) secret;
            String target = secret instanceof Map<?, ?> named ? (String) named.get("target") : source;
            return new Mount(file.secretFile(source), "/run/secrets/" + target, true);
        }
    }

    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return cast(of.getOrDefault(key, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
