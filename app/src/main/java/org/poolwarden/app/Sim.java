package org.poolwarden.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.poolwarden.app.rehearse.ScenarioException;
import org.poolwarden.app.rehearse.SimulatedPools;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden sim}: simulated pools on loopback, for hand use and for other people's clients. */
@Command(
        name = "sim",
        description = {
            "Serves simulated pools on 127.0.0.11 and up: XAPI (XML-RPC and JSON-RPC) over HTTPS, Redfish beside it.",
            "Reads verbs from standard input: power-off alpha, cut alpha *, admin-promote beta, quit."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:it was told to quit", "1:a port is in use", "2:the file does not parse, or cannot be read"})
final class Sim implements Callable<Integer> {

    @Option(
            names = "--pool",
            required = true,
            paramLabel = "FILE",
            description = "YAML with pool or pools, as a scenario has them.")
    private Path file;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "Of every host; its BMC is on the next one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--plain",
            description = "Speaks HTTP without TLS, for clients that cannot be told which certificate to trust.")
    private boolean plain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Wire wire = plain ? Wire.PLAIN : Wire.TLS;
        try (SimulatedPools pools = SimulatedPools.open(file.toString(), Files.readString(file), port, wire, note -> {
            out.println(note.line());
            out.flush();
        })) {
            pools.addresses().forEach(out::println);
            out.println("user " + SimWorld.USER + ", password " + SimWorld.PASSWORD + ", SHA-256 fingerprint "
                    + pools.fingerprint());
            out.flush();
            obey(pools, err);
            return 0;
        } catch (ScenarioException e) {
            err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println(file + ": cannot be read: " + e);
            return 2;
        } catch (StartException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Without anybody at standard input it serves until it is killed. */
    private static void obey(SimulatedPools pools, PrintWriter err) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.strip().equals("quit")) {
                return;
            }
            if (!line.isBlank()) {
                try {
                    pools.perform(line.strip());
                } catch (ScenarioException e) {
                    err.println(e.getMessage());
                }
            }
        }
        new CountDownLatch(1).await();
    }
}
