package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.poolwarden.xapi.HostEndpoint;

/** A TLS server on loopback that answers each connection as a test pleases, down to the byte. */
final class RudeHost implements AutoCloseable {

    /** What is done with a connection once its TLS is there and its request was read. */
    interface Manners {
        void answer(OutputStream out) throws IOException;
    }

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLServerSocket server;
    private final KeyStore keys;
    private final Manners manners;

    RudeHost(Manners manners) throws IOException, GeneralSecurityException, InterruptedException {
        this.manners = manners;
        keys = keys();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept);
    }

    HostEndpoint endpoint() {
        return new HostEndpoint("rude", "127.0.0.1", server.getLocalPort());
    }

    Fingerprint fingerprint() throws GeneralSecurityException {
        return Fingerprint.of((X509Certificate) keys.getCertificate("host"));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            if (in.read(new byte[16 * 1024]) >= 0) {
                manners.answer(socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone: that is what the tests want of it.
            return;
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "rude-host");
        thread.setDaemon(true);
        thread.start();
    }

    static String http(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private static KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = Files.createTempDirectory("rude-host").resolve("host.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "host",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=a-name-it-no-longer-has",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no key");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
