package org.poolwarden.app.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.poolwarden.app.images.ComposeFile.Mount;
import org.poolwarden.app.images.ComposeFile.Service;

/**
 * The inside of one service's container as a directory, and what its words mean there: paths lead into the directory, names
 * of services and {@code 0.0.0.0} become addresses of loopback. Nothing else is changed.
 */
final class Layout {

    private final Path dir;
    private final Map<String, String> addresses;
    private final String own;
    private final Map<String, String> paths = new LinkedHashMap<>();

    /**
     * @param dir of this service; new
     * @param addresses of all services, by name
     */
    Layout(Path dir, Map<String, String> addresses, Service service) {
        this.dir = dir;
        this.addresses = addresses;
        this.own = addresses.get(service.name());
    }

    String address() {
        return own;
    }

    Path dir() {
        return dir;
    }

    /** Says that what the image has at {@code target} is at {@code source} here. */
    Layout with(String target, Path source) {
        paths.put(target, source.toAbsolutePath().toString());
        return this;
    }

    /** Makes what the service mounts: volumes are empty, files are copied with their words translated. */
    void mount(Service service, Path docker, Map<String, String> secrets) throws IOException {
        paths.put("/tmp/logs", dir.resolve("logs").toString());
        hand(service, secrets);
        List<Mount> others =
                service.mounts().stream().filter(mount -> !isSecret(mount)).toList();
        others.forEach(mount -> paths.put(mount.target(), inside(mount.target()).toString()));
        for (Mount mount : others) {
            Path target = inside(mount.target());
            Files.createDirectories(target.getParent());
            if (mount.isVolume()) {
                Files.createDirectories(target);
            } else {
                copy(docker.resolve(mount.source()), target);
            }
        }
    }

    private static boolean isSecret(Mount mount) {
        return mount.source().startsWith("./secrets/");
    }

    /** All services' secrets lie in one directory: a file that one service hands to another may name one of them. */
    private void hand(Service service, Map<String, String> secrets) throws IOException {
        Path shared = Files.createDirectories(dir.resolveSibling("secrets"));
        paths.put("/run/secrets", shared.toString());
        for (Mount mount : service.mounts().stream().filter(Layout::isSecret).toList()) {
            String value = secrets.get(Path.of(mount.source()).getFileName().toString());
            Files.writeString(shared.resolve(Path.of(mount.target()).getFileName()), value);
        }
    }

    private Path inside(String target) {
        return dir.resolve("root").resolve(target.substring(1));
    }

    private void copy(Path source, Path target) throws IOException {
        if (!Files.isDirectory(source)) {
            Files.writeString(target, here(Files.readString(source)));
            return;
        }
        Files.createDirectories(target);
        try (Stream<Path> children = Files.list(source)) {
            for (Path child : children.toList()) {
                copy(child, target.resolve(child.getFileName()));
            }
        }
    }

    List<String> here(List<String> words) {
        return words.stream().map(this::here).collect(Collectors.toCollection(ArrayList::new));
    }

    String here(String text) {
        String names = addresses.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        String placed = Pattern.compile(
                        "(?<![\\w.-])(" + names + ")(?=:\\d|/\\d+(?:\\s|$))|(?<=host\\.name=)(" + names + ")")
                .matcher(text)
                .replaceAll(name -> addresses.get(name.group()));
        String prefixes = paths.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w.])(" + prefixes + ")(?=[/\\s\"':,=*]|$)")
                .matcher(placed.replace("0.0.0.0", own))
                .replaceAll(path -> paths.get(path.group()));
    }

    /** Unpacks an archive. */
    static void unpack(Path archive, Path into) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an archive that reaches out of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }
}
