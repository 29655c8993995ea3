package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiException;

/** The certificate that a server shows, whoever it is. Nothing is said to it: this is how a pin is made or compared. */
public final class ShownCertificate {

    private ShownCertificate() {}

    /**
     * @param deadline for all of it, whatever the server does
     * @throws XapiException when there is no TCP or no TLS
     */
    public static X509Certificate of(HostEndpoint server, Duration deadline) throws XapiException {
        boolean connected = false;
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            over.completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> close(socket));
            socket.connect(new InetSocketAddress(server.address(), server.port()), (int) deadline.toMillis());
            connected = true;
            try (SSLSocket tls = (SSLSocket)
                    TlsTrust.anybody().getSocketFactory().createSocket(socket, server.address(), server.port(), true)) {
                tls.startHandshake();
                return (X509Certificate) tls.getSession().getPeerCertificates()[0];
            }
        } catch (IOException e) {
            throw trouble(e, connected, over.isDone());
        } finally {
            over.cancel(false);
        }
    }

    /** Ends a read that a dripping server would make endless. */
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }

    private static XapiException trouble(IOException e, boolean connected, boolean late) {
        if (connected && late) {
            return new XapiException.AnswerTimedOut("TCP is accepted, and TLS is not answered");
        }
        XapiException known = HttpTrouble.of(e, connected);
        boolean isAway = !connected
                && (late || e instanceof SocketTimeoutException || known.kind() == XapiException.Kind.CLOSED_BY_PEER);
        return isAway
                ? new XapiException.ConnectTimedOut(late ? "no TCP in time" : "no TCP: " + e.getMessage(), e)
                : known;
    }
}
