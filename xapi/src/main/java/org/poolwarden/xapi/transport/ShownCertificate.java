package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiException;

/** The certificate that a server shows, whoever it is. Nothing is said to it: this is how a pin is made or compared. */
public final class ShownCertificate {

    private ShownCertificate() {}

    /**
     * @param deadline for TCP, and again for each answer within TLS
     * @throws XapiException when there is no TCP or no TLS
     */
    public static X509Certificate of(HostEndpoint server, Duration deadline) throws XapiException {
        int patience = (int) deadline.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.address(), server.port()), patience);
            socket.setSoTimeout(patience);
            try (SSLSocket tls = (SSLSocket)
                    TlsTrust.anybody().getSocketFactory().createSocket(socket, server.address(), server.port(), true)) {
                tls.startHandshake();
                return (X509Certificate) tls.getSession().getPeerCertificates()[0];
            }
        } catch (IOException e) {
            throw HttpTrouble.of(e, false);
        }
    }
}
