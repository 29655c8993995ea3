package org.poolwarden.app.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is to be written.
 *
 * @param isSecret whether only its owner may read it
 */
record Draft(Path file, String text, boolean isSecret) {

    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> OWN_DIR = PosixFilePermissions.fromString("rwx------");

    /** Whether another text stands there. */
    boolean wouldReplace() throws IOException {
        return Files.exists(file) && !Files.readString(file).equals(text);
    }

    /** All of it or nothing: it is written beside and then moved. */
    void write() throws IOException {
        Path dir = file.toAbsolutePath().getParent();
        if (isSecret && !Files.exists(dir)) {
            Files.createDirectories(dir.getParent());
            Files.createDirectory(dir, PosixFilePermissions.asFileAttribute(OWN_DIR));
        }
        Files.createDirectories(dir);
        Path beside = Files.createTempFile(dir, ".init", "", PosixFilePermissions.asFileAttribute(OWN));
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(beside, isSecret ? OWN : OPEN);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
