package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The connectors' plugin archive, unpacked as for a worker's plugin.path.
 *
 * @param dir to name in plugin.path
 * @param jars in the archive
 */
record PluginArchive(Path dir, List<Path> jars) {

    private static final Path BUILT = Path.of("../connectors/target");

    /** Of what {@code mvn package} has made; without it a test has nothing to say. */
    static PluginArchive unpackedInto(Path dir) throws IOException {
        assumeTrue(Files.isDirectory(BUILT), "nothing is built in " + BUILT);
        try (Stream<Path> built = Files.list(BUILT)) {
            List<Path> archives = built.filter(file -> file.toString().endsWith("-plugin.zip"))
                    .toList();
            assumeTrue(archives.size() == 1, "mvn package has not made the archive: " + archives);
            return new PluginArchive(dir, unzip(archives.get(0), dir));
        }
    }

    private static List<Path> unzip(Path archive, Path into) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                assertThat(target.startsWith(into)).isTrue();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                    jars.add(target);
                }
            }
        }
        return jars.stream().filter(file -> file.toString().endsWith(".jar")).toList();
    }

    /** Names of the classes in all jars, as {@code org/poolwarden/schema/Alert.class}. */
    List<String> classes() throws IOException {
        List<String> classes = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .forEach(classes::add);
            }
        }
        return classes;
    }
}
