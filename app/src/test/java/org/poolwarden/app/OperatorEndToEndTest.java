package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.demo.DemoPool;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.SimWorld;

/** A person at a terminal, the processors as they run in production, and a simulated pool that loses its master. */
@ExtendWith(SharedStack.class)
class OperatorEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path dir;

    private Path config;
    private String said = "";
    private String complained = "";

    @Test
    void theLineThatExplainPrintsPromotesTheSurvivorAndIsRefusedAfterwards(EmbeddedStack stack) throws Exception {
        config = Files.writeString(
                dir.resolve("poolwarden.properties"),
                "bootstrap.servers=" + stack.bootstrap() + "\nschema.registry.url=" + stack.registryUrl() + "\n");
        try (DemoPool pool = DemoPool.open(List.of("alpha", "beta"), event -> {})) {
            interview(pool, stack);
            await().atMost(PATIENCE).until(() -> says("SETTLED", "list"));
            assertThat(said).contains("alpha (10.0.0.11)  advise");

            pool.happens(world -> world.host("alpha").powerOff());
            await().atMost(PATIENCE).until(() -> says("An approval lifts MODE:", "explain", "closet"));
            String line = said.lines()
                    .filter(text -> text.startsWith("  poolwarden approve"))
                    .findFirst()
                    .orElseThrow();
            assertThat(line).startsWith("  poolwarden approve PROMOTE beta --pool closet --epoch ");
            String[] words = line.strip().replace("WHY", "console-shows-it-off").split(" ");
            List<String> typed = new ArrayList<>(List.of(words).subList(1, words.length));
            typed.add("--yes");

            assertThat(types(typed.toArray(String[]::new)))
                    .as(said + complained)
                    .isZero();

            await().atMost(PATIENCE).until(() -> says("command  PROMOTE of beta (10.0.0.12)", "history", "closet"));
            assertThat(said).contains("word     APPROVE PROMOTE of beta (10.0.0.12)", "console-shows-it-off");
            assertThat(types(typed.toArray(String[]::new))).isEqualTo(1);
            assertThat(said).contains("is not taken: it was given for epoch ");
        }
    }

    private static void interview(DemoPool pool, EmbeddedStack stack) throws StartException, InterruptedException {
        stack.keepSecret("password", SimWorld.PASSWORD);
        Map<String, String> connector = new HashMap<>(pool.config(stack.secret("password")));
        connector.put("connector.class", "org.poolwarden.connect.heartbeat.HeartbeatConnector");
        connector.put("tasks.max", "1");
        connector.put("observer", "rack-a");
        connector.put("schema.registry.url", stack.registryUrl());
        stack.connector("heartbeat", connector);
    }

    private boolean says(String expected, String... words) {
        return types(words) == 0 && said.contains(expected);
    }

    private int types(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", config.toString()));
        int status = Poolwarden.run(
                new FakeTerminal(), new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        said = out.toString();
        complained = err.toString();
        return status;
    }
}
