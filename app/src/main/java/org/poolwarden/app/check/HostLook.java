package org.poolwarden.app.check;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.ShownCertificate;

/**
 * Asks one host: its certificate, a login that every host takes, and one that only a master takes.
 *
 * @param pins fingerprints that are trusted; empty where trust is another's
 */
record HostLook(String pool, XapiClient xapi, Credentials credentials, Set<Fingerprint> pins, Duration deadline) {

    /** What a host says that it is. */
    sealed interface Role {
        /** It follows a master, by the address it has of it. */
        record Slave(String master) implements Role {}

        /** It holds itself for the master. */
        record Master(XapiSession session) implements Role {}
    }

    private String subject(PoolHost host) {
        return "host " + pool + "/" + host.name();
    }

    /** Empty when it does not answer as it should; the lines say so. */
    Optional<Role> look(PoolHost host, Consumer<CheckLine> lines) {
        return certificate(subject(host), host.endpoint(), lines) && login(host, lines)
                ? role(host, lines)
                : Optional.empty();
    }

    /** Whether there is one, and it is pinned where it must be. */
    boolean certificate(String subject, HostEndpoint endpoint, Consumer<CheckLine> lines) {
        try {
            X509Certificate shown = ShownCertificate.of(endpoint, deadline);
            Fingerprint fingerprint = Fingerprint.of(shown);
            if (!pins.isEmpty() && !pins.contains(fingerprint)) {
                lines.accept(CheckLine.fail(
                        subject,
                        endpoint.authority() + " shows a certificate that is not pinned: " + fingerprint,
                        "compare it at the console with xe host-get-server-certificate | openssl x509 -noout"
                                + " -fingerprint -sha256; when they are equal, add it to tls.fingerprints"));
                return false;
            }
            lines.accept(CheckLine.ok(
                    subject,
                    (pins.isEmpty() ? "shows a certificate: " : "shows the pinned certificate ")
                            + fingerprint.toString().substring(0, 11) + "..."));
            return true;
        } catch (XapiException e) {
            lines.accept(CheckLine.fail(
                    subject,
                    endpoint.authority() + " does not answer: " + e.kind() + ", " + e.getMessage(),
                    "is it on, is the address right, and may this machine reach that port?"));
            return false;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came over TLS has bytes", e);
        }
    }

    private boolean login(PoolHost host, Consumer<CheckLine> lines) {
        try {
            XapiSession local = answer(xapi.localLogin(host.endpoint(), credentials, deadline, Connection.FRESH));
            answer(xapi.logout(local, deadline));
            lines.accept(CheckLine.ok(subject(host), "takes the login of " + credentials.user()));
            return true;
        } catch (AuthenticationFailed e) {
            lines.accept(CheckLine.fail(
                    subject(host),
                    "refuses the login of " + credentials.user(),
                    "correct pools." + pool + ".password; every host of a pool knows the same one"));
        } catch (XapiException e) {
            lines.accept(unanswered(host, e));
        }
        return false;
    }

    private Optional<Role> role(PoolHost host, Consumer<CheckLine> lines) {
        try {
            return Optional.of(
                    new Role.Master(answer(xapi.login(host.endpoint(), credentials, deadline, Connection.FRESH))));
        } catch (HostIsSlave e) {
            return Optional.of(new Role.Slave(e.masterAddress()));
        } catch (XapiException e) {
            lines.accept(unanswered(host, e));
            return Optional.empty();
        }
    }

    private CheckLine unanswered(PoolHost host, XapiException e) {
        return CheckLine.fail(
                subject(host),
                "gives no answer: " + e.kind() + ", " + e.getMessage(),
                "does its toolstack run? xe-toolstack-restart on the host restarts it");
    }

    /** Waits; every call has a deadline of its own. */
    static <T> T answer(CompletionStage<T> stage) throws XapiException {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw XapiException.of(e);
        }
    }
}
