package org.poolwarden.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.schema.ProfileSource;

class ProfileFileTest {

    @TempDir
    private Path dir;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void profilesAreReadAsTheyAreMeant() throws IOException {
        Map<String, StorageCapacity> profiles = read(
                """
                [{"sr": "a", "disks": 8, "disk": "RPM_15K", "raid": "RAID_10"},
                 {"sr": "b", "flatIops": 20000, "name": "flash"}]
                """);

        assertThat(wrong).isEmpty();
        assertThat(profiles.get("a").disks()).isEqualTo(new FunctionalIops(1200, 2));
        assertThat(profiles.get("a").source()).isEqualTo(ProfileSource.FILE);
        assertThat(profiles.get("b").disks().conserved(0)).isEqualTo(20_000);
    }

    @Test
    void everyWrongEntryIsNamedAtOnce() throws IOException {
        Map<String, StorageCapacity> profiles = read(
                """
                [{"sr": "a", "disks": 0, "disk": "RPM_15K", "raid": "RAID_10"},
                 {"disks": 8, "disk": "DRUM", "raid": "RAID_10"},
                 {"sr": "c", "flatIops": "many", "speed": 1},
                 {"sr": "d", "flatIops": -1},
                 {"sr": "e", "flatIops": 1},
                 {"sr": "e", "flatIops": 2}]
                """);

        assertThat(profiles).containsOnlyKeys("e");
        assertThat(wrong.stream().map(line -> line.replaceFirst("^.*json ", "")))
                .containsExactly(
                        "entry 1: disks: must be at least 1 where there is no flatIops",
                        "entry 2: disk: must be one of RPM_5400, RPM_7200, RPM_10K, RPM_15K, SATA_SSD, NVME, was \"DRUM\"",
                        "entry 2: sr: missing",
                        "entry 3: flatIops: must be a number, was \"many\"",
                        "entry 3: speed: unknown",
                        "entry 4: flatIops: must be above 0, was -1.0",
                        "entry 6: sr: e stands there twice");
    }

    @Test
    void aFileThatIsNotThereIsWrong() {
        ProfileFile.read(dir.resolve("none.json"), wrong);

        assertThat(wrong).hasSize(1).first().asString().contains("none.json");
    }

    private Map<String, StorageCapacity> read(String text) throws IOException {
        Path file = dir.resolve("profiles.json");
        Files.writeString(file, text);
        return ProfileFile.read(file, wrong);
    }
}
