package org.poolwarden;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What import control cannot see: fully qualified names, and time or chance that a rule takes by itself. */
class WallsTest {

    private static final String[] RULES = {"org.poolwarden.failover", "org.poolwarden.capacity"};
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.poolwarden");

    @Test
    void rulesSeeTheJdkAndTheRecordsOnly() {
        classes()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.poolwarden.failover",
                        "org.poolwarden.capacity",
                        "org.poolwarden.schema",
                        "java..",
                        "org.apache.avro..",
                        "com.datadoghq.sketch..")
                .check(OURS);
    }

    @Test
    void rulesNameNoKafkaAndNoLogger() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.slf4j..", "java.util.concurrent..")
                .check(OURS);
    }

    @Test
    void rulesTakeNoTimeAndNoChanceByThemselves() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Instant.class, "now", Clock.class)
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Random.class)
                .check(OURS);
    }
}
