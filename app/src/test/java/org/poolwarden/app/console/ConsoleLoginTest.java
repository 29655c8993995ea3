package org.poolwarden.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.operate.Trouble;

/** Who gets in, and how far. */
class ConsoleLoginTest {

    private static final Map<String, Object> PAUSE = Map.of("kind", "pause", "pool", "closet", "reason", "works");
    private static final String SECRET = "correct horse";

    @TempDir
    private static Path dir;

    private static Path users;

    @BeforeAll
    static void writeUsers() throws IOException {
        users = Files.writeString(
                dir.resolve("users"),
                "# on call\n" + Users.line(new Person("olga", Role.OPERATOR), SECRET.toCharArray()) + "\n"
                        + Users.line(new Person("vic", Role.VIEWER), SECRET.toCharArray()) + "\n");
    }

    private static ConsoleSettings withLogin() {
        return new ConsoleSettings(
                InetAddress.getLoopbackAddress(), 0, Optional.empty(), Optional.empty(), Optional.of(users));
    }

    @Test
    void withoutALoginNothingIsTold() throws Exception {
        try (Face face = new Face(withLogin())) {
            for (String path : new String[] {"/api/me", "/api/pools", "/api/alerts", "/api/live", "/api/status"}) {
                assertThat(face.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(face.post("/api/words", PAUSE).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void anOperatorSpeaksInTheNameOfTheLogin() throws Exception {
        try (Face face = new Face(withLogin())) {
            assertThat(face.logsIn("olga", SECRET).statusCode()).isEqualTo(200);

            assertThat(face.post("/api/words", PAUSE).statusCode()).isEqualTo(200);
            assertThat(face.desk.written).containsExactly("olga: PAUSE closet, works");
        }
    }

    @Test
    void aViewerLooksAndWritesNothing() throws Exception {
        try (Face face = new Face(withLogin())) {
            face.logsIn("vic", SECRET);

            assertThat(face.get("/api/pools").statusCode()).isEqualTo(200);
            assertThat(face.post("/api/words", PAUSE).statusCode()).isEqualTo(403);
            assertThat(face.post("/api/preview", PAUSE).statusCode()).isEqualTo(403);
            assertThat(face.desk.written).isEmpty();
        }
    }

    @Test
    void aLoginEndsWithTheLogout() throws Exception {
        try (Face face = new Face(withLogin())) {
            face.logsIn("olga", SECRET);

            assertThat(face.post("/api/logout", Map.of()).statusCode()).isEqualTo(204);

            assertThat(face.get("/api/pools").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theCookieIsForThisSiteOnlyAndNotForScripts() throws Exception {
        try (Face face = new Face(withLogin())) {
            HttpResponse<String> answer = face.logsIn("olga", SECRET);

            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie ->
                            assertThat(cookie).startsWith("poolwarden=").contains("HttpOnly", "SameSite=Strict"));
        }
    }

    @Test
    void guessingEndsAfterFiveGuesses() throws Exception {
        try (Face face = new Face(withLogin())) {
            for (int i = 0; i < 5; i++) {
                assertThat(face.logsIn(i % 2 == 0 ? "olga" : "nobody", "guess-" + i)
                                .statusCode())
                        .isEqualTo(401);
            }

            HttpResponse<String> sixth = face.logsIn("olga", SECRET);

            assertThat(sixth.statusCode()).isEqualTo(429);
            assertThat(sixth.headers().firstValue("Retry-After")).hasValue("300");
        }
    }

    @Test
    void withTlsTheCookieNeverTravelsInTheOpen() throws Exception {
        Path keystore = keystore();
        Path password = Files.writeString(dir.resolve("password"), "changeit\n");
        ConsoleSettings settings = new ConsoleSettings(
                InetAddress.getLoopbackAddress(), 0, Optional.of(keystore), Optional.of(password), Optional.of(users));
        try (Face face = new Face(settings, HttpClient.newBuilder().sslContext(trusting(keystore)))) {
            HttpResponse<String> answer = face.logsIn("olga", SECRET);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie ->
                            assertThat(cookie).startsWith("__Host-poolwarden=").contains("Secure"));
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(face.get("/api/pools").statusCode()).isEqualTo(200);
        }
    }

    private static Path keystore() throws IOException, InterruptedException {
        Path file = dir.resolve("console.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "console",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static SSLContext trusting(Path keystore) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("console", store.getCertificate("console"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void beyondLoopbackWhatIsMissingIsNamed() throws Exception {
        InetAddress all = InetAddress.getByName("0.0.0.0");

        assertThatThrownBy(() ->
                        new ConsoleSettings(all, 0, Optional.empty(), Optional.empty(), Optional.empty()).checked())
                .isInstanceOf(Trouble.class)
                .hasMessage("on 0.0.0.0, beyond loopback, the console demands TLS and a login:"
                        + " --tls-keystore FILE and --users FILE are missing");
        assertThatThrownBy(() ->
                        new ConsoleSettings(all, 0, Optional.empty(), Optional.empty(), Optional.of(users)).checked())
                .hasMessageEndingWith("--tls-keystore FILE is missing");
    }

    @Test
    void aLineThatIsNoUsersIsNamed() throws IOException {
        Path wrong = Files.writeString(dir.resolve("wrong"), "# nobody\nolga operator secret\n");

        assertThatThrownBy(() -> Users.read(wrong))
                .hasMessage(wrong + ":2: expected NAME, viewer or operator, and a bcrypt hash");
    }
}
