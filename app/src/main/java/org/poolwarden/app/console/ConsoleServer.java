package org.poolwarden.app.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.poolwarden.app.operate.Trouble;

/** The console's HTTP face: its files, and what {@link Routes} answers. */
final class ConsoleServer implements AutoCloseable {

    private static final Duration SESSION = Duration.ofHours(8);
    private static final long LARGEST_REQUEST = 16_384;

    private final Javalin javalin;
    private final ConsoleSettings settings;

    private ConsoleServer(Javalin javalin, ConsoleSettings settings) {
        this.javalin = javalin;
        this.settings = settings;
    }

    /**
     * @throws Trouble when the port is in use, or the keystore cannot be read
     */
    static ConsoleServer start(ConsoleSettings settings, Routes routes) throws Trouble {
        Optional<SslContextFactory.Server> tls =
                settings.keystore().isPresent() ? Optional.of(tls(settings)) : Optional.empty();
        Javalin javalin = Javalin.create(config -> {
            quiet(config);
            config.jetty.modifyServletContextHandler(context -> context.setSessionHandler(sessions(tls.isPresent())));
            config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
            routes.addTo(config.routes);
            Assets.addTo(config.routes);
        });
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw Trouble.unanswered(
                    "port " + settings.port() + " of " + settings.address().getHostAddress() + " is in use", e);
        }
        return new ConsoleServer(javalin, settings);
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.asyncTimeout = 0;
        config.http.generateEtags = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private static SessionHandler sessions(boolean secure) {
        SessionHandler sessions = new SessionHandler();
        sessions.setSessionCookie(secure ? "__Host-poolwarden" : "poolwarden");
        sessions.setSessionPath("/");
        sessions.setHttpOnly(true);
        sessions.setSecureCookies(secure);
        sessions.setSameSite(HttpCookie.SameSite.STRICT);
        sessions.setUsingUriParameters(false);
        sessions.setMaxInactiveInterval((int) SESSION.toSeconds());
        return sessions;
    }

    private static Connector connector(
            Server server, HttpConfiguration http, ConsoleSettings settings, Optional<SslContextFactory.Server> tls) {
        tls.ifPresent(factory -> http.addCustomizer(new SecureRequestCustomizer(false)));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = tls.map(factory -> new ServerConnector(server, factory, plain))
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(settings.address().getHostAddress());
        connector.setPort(settings.port());
        return connector;
    }

    private static SslContextFactory.Server tls(ConsoleSettings settings) throws Trouble {
        Path password = settings.keystorePassword().orElseThrow();
        try {
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStoreType("PKCS12");
            factory.setKeyStorePath(
                    settings.keystore().orElseThrow().toAbsolutePath().toString());
            factory.setKeyStorePassword(
                    Files.readString(password).lines().findFirst().orElse(""));
            factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
            factory.setSniRequired(false);
            factory.start();
            return factory;
        } catch (IOException e) {
            throw Trouble.usage("--tls-keystore and --tls-password-file: " + e);
        } catch (Exception e) {
            throw Trouble.usage("--tls-keystore " + settings.keystore().orElseThrow() + ": " + e.getMessage());
        }
    }

    /** Where it listens, as a browser is told. */
    String url() {
        InetAddress address = settings.address();
        String host = address.getHostAddress();
        return (settings.keystore().isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
