package org.poolwarden.app.init;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.app.operate.Page;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.ShownCertificate;

/** Shows certificates to a person, and remembers which ones are accepted. */
final class TrustDesk {

    private static final String COMPARE =
            "Compare it at the host's console: xe host-get-server-certificate | openssl x509"
                    + " -noout -fingerprint -sha256";

    private final Dialogue dialogue;
    private final boolean trusting;
    private final Duration patience;
    private final Set<Fingerprint> trusted = new LinkedHashSet<>();

    /**
     * @param compared what the person has compared already
     * @param trusting whether every certificate is accepted
     */
    TrustDesk(Dialogue dialogue, List<String> compared, boolean trusting, Duration patience) throws Trouble {
        this.dialogue = dialogue;
        this.trusting = trusting;
        this.patience = patience;
        for (String fingerprint : compared) {
            try {
                trusted.add(Fingerprint.parse(fingerprint));
            } catch (IllegalArgumentException e) {
                throw Trouble.usage("--fingerprint: " + e.getMessage());
            }
        }
    }

    Set<Fingerprint> trusted() {
        return Set.copyOf(trusted);
    }

    /**
     * Returns when the certificate of a server is trusted.
     *
     * @throws Trouble when it does not show one, or the person does not trust it
     */
    void demand(HostEndpoint server) throws Trouble {
        try {
            demand(Map.of(server, ShownCertificate.of(server, patience)));
        } catch (XapiException e) {
            throw Trouble.unanswered(
                    server.authority() + " shows no certificate (" + e.kind() + ", " + e.getMessage()
                            + "): is it on, and may this machine reach that port?",
                    e);
        }
    }

    /**
     * As {@link #demand(HostEndpoint)}, of several, in one question.
     *
     * @return those that do not answer, whose certificates nobody knows
     */
    List<HostEndpoint> demand(List<HostEndpoint> servers) throws Trouble {
        Map<HostEndpoint, X509Certificate> shown = new LinkedHashMap<>();
        List<HostEndpoint> silent = new ArrayList<>();
        for (HostEndpoint server : servers) {
            try {
                shown.put(server, ShownCertificate.of(server, patience));
            } catch (XapiException e) {
                silent.add(server);
            }
        }
        demand(shown);
        return silent;
    }

    private void demand(Map<HostEndpoint, X509Certificate> shown) throws Trouble {
        List<Fingerprint> unknown = new ArrayList<>();
        shown.forEach((server, certificate) -> {
            Fingerprint fingerprint = fingerprint(certificate);
            if (!trusted.contains(fingerprint)) {
                unknown.add(fingerprint);
                show(server, certificate, fingerprint);
            }
        });
        if (unknown.isEmpty()) {
            return;
        }
        dialogue.out().line("Compare at the host's console:");
        dialogue.out().verbatim(COMPARE);
        if (!trusting
                && !dialogue.agrees(
                        unknown.size() == 1 ? "Is it this host's?" : "Are they these hosts'?",
                        "--fingerprint with what you have compared")) {
            throw Trouble.refused("nothing is written: a certificate is not trusted, so no password was sent there");
        }
        trusted.addAll(unknown);
    }

    /** A fingerprint is never broken into lines: it is compared. */
    private void show(HostEndpoint server, X509Certificate certificate, Fingerprint fingerprint) {
        Page page = dialogue.out();
        page.line(server.name() + " (" + server.authority() + ") shows the certificate of "
                + certificate.getSubjectX500Principal().getName() + ", valid from "
                + Moments.text(certificate.getNotBefore().toInstant()) + " to "
                + Moments.text(certificate.getNotAfter().toInstant()) + ", SHA-256:");
        page.verbatim(fingerprint.toString());
    }

    private static Fingerprint fingerprint(X509Certificate certificate) {
        try {
            return Fingerprint.of(certificate);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came over TLS has bytes", e);
        }
    }
}
