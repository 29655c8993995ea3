package org.poolwarden.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.poolwarden.app.run.StartException;

/** A properties file for Connect's FileConfigProvider: secrets stay out of its topics and REST answers. */
final class SecretFile {

    private final Path file;
    private final Properties secrets = new Properties();

    private SecretFile(Path file) {
        this.file = file;
    }

    /** A new one in a directory of its own under {@code parent}, for this user only. */
    static SecretFile in(Path parent) throws StartException {
        try {
            Path dir = Files.createDirectory(
                    parent.resolve("secrets"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new SecretFile(dir.resolve("secrets.properties"));
        } catch (IOException e) {
            throw new StartException("no directory for secrets can be made in " + parent, e);
        }
    }

    Path dir() {
        return file.getParent();
    }

    void keep(String name, String value) throws StartException {
        secrets.setProperty(name, value);
        try (OutputStream out = Files.newOutputStream(file)) {
            secrets.store(out, null);
        } catch (IOException e) {
            throw new StartException("secrets cannot be written to " + file, e);
        }
    }

    String reference(String name) {
        return "${file:" + file + ":" + name + "}";
    }
}
