package org.poolwarden.app.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.Trouble;

/**
 * Where the console listens, and for whom.
 *
 * @param port 0 for any free one
 * @param keystore PKCS #12 with the server's key and certificate; empty for plain HTTP
 * @param keystorePassword file with its password in its first line
 * @param users file of those who may log in; empty where whoever reaches it may do everything
 */
public record ConsoleSettings(
        InetAddress address, int port, Optional<Path> keystore, Optional<Path> keystorePassword, Optional<Path> users) {

    /** Loopback, plain HTTP and no login. */
    public static ConsoleSettings loopback(int port) {
        return new ConsoleSettings(
                InetAddress.getLoopbackAddress(), port, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @throws Trouble when it would be open to others without TLS or a login, naming what is missing
     */
    public ConsoleSettings checked() throws Trouble {
        List<String> missing = new ArrayList<>();
        if (!address.isLoopbackAddress()) {
            keystore.ifPresentOrElse(file -> {}, () -> missing.add("--tls-keystore FILE"));
            users.ifPresentOrElse(file -> {}, () -> missing.add("--users FILE"));
        }
        if (!missing.isEmpty()) {
            throw Trouble.usage("on " + address.getHostAddress()
                    + ", beyond loopback, the console demands TLS and a login: " + String.join(" and ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " missing");
        }
        if (keystore.isPresent() && keystorePassword.isEmpty()) {
            throw Trouble.usage("--tls-keystore needs --tls-password-file FILE");
        }
        return this;
    }

    /**
     * @throws Trouble when it names no address
     */
    public static InetAddress address(String word) throws Trouble {
        try {
            return InetAddress.getByName(word);
        } catch (UnknownHostException e) {
            throw Trouble.usage("--address: no host is called " + word);
        }
    }
}
