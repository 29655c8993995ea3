package org.poolwarden.bench.interview;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.app.run.StartException;

/** The process of the simulated hosts: prints their fingerprint and ports, then hangs whom it is told to hang. */
final class HostsMain {

    private HostsMain() {}

    /**
     * @param args how many hosts, and how many in each pool
     */
    public static void main(String[] args) throws StartException, IOException, GeneralSecurityException {
        PrintStream out = System.out;
        System.setOut(System.err);
        Fleet fleet = new Fleet(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        HostTls tls = HostTls.load();
        try (LeanHosts hosts = LeanHosts.open(fleet, Recording.of(fleet.poolSize()), tls.context())) {
            out.println(tls.fingerprint() + " " + words(hosts.ports()));
            obey(hosts, out);
        }
        System.exit(0);
    }

    /** Each line names the hosts that hang from now on; the end of the input is the end of the process. */
    private static void obey(LeanHosts hosts, PrintStream out) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            hosts.hang(numbers(line));
            out.println("done");
        }
    }

    static String words(Iterable<Integer> numbers) {
        StringBuilder words = new StringBuilder();
        numbers.forEach(number -> words.append(words.isEmpty() ? "" : " ").append(number));
        return words.toString();
    }

    static Set<Integer> numbers(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }
}
