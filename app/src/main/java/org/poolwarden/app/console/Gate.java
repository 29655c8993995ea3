package org.poolwarden.app.console;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;

/** What every request passes first: which pages may ask, who asks, and what a browser may do with the answer. */
final class Gate {

    /** Pages send it back with everything that changes something; another site's page cannot know it. */
    static final String TOKEN_HEADER = "X-Poolwarden-Token";

    private static final String PERSON = "person";
    private static final String TOKEN = "token";
    private static final int TOKEN_BYTES = 24;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final SecureRandom random = new SecureRandom();
    private final ConsoleSettings settings;
    private final Person owner;

    /**
     * @param owner who everybody is where nobody logs in
     */
    Gate(ConsoleSettings settings, Person owner) {
        this.settings = settings;
        this.owner = owner;
    }

    /** On every answer, whatever it is. */
    void protect(Context context) {
        HEADERS.forEach(context::header);
        if (settings.keystore().isPresent()) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** A name that somebody else's DNS points to 127.0.0.1 would make that somebody's pages ours. */
    void requireOwnName(Context context) {
        String host = Optional.ofNullable(context.host()).orElse("");
        String name = host.replaceFirst(":\\d+$", "");
        if (settings.address().isLoopbackAddress()
                && !LOOPBACK_NAMES.contains(name)
                && !name.equals(settings.address().getHostAddress())) {
            throw new HttpResponseException(
                    HttpStatus.MISDIRECTED_REQUEST.getCode(), "this console is on loopback and has no other name");
        }
    }

    /** Whoever asks, or an answer that says that a login is needed. */
    Person requirePerson(Context context) {
        return person(context)
                .orElseThrow(() -> new HttpResponseException(HttpStatus.UNAUTHORIZED.getCode(), "please log in"));
    }

    Optional<Person> person(Context context) {
        return settings.users().isEmpty()
                ? Optional.of(owner)
                : Optional.ofNullable(context.<Person>sessionAttribute(PERSON));
    }

    /** Somebody who may change something, by a page of ours. */
    Person requireOperator(Context context) {
        Person person = requirePerson(context);
        requireOwnPage(context);
        String sent = Optional.ofNullable(context.header(TOKEN_HEADER)).orElse("");
        if (!MessageDigest.isEqual(sent.getBytes(), token(context).getBytes())) {
            throw new HttpResponseException(HttpStatus.FORBIDDEN.getCode(), "no page of this console has sent that");
        }
        if (person.role() != Role.OPERATOR) {
            throw new HttpResponseException(
                    HttpStatus.FORBIDDEN.getCode(), person.name() + " may look, and change nothing");
        }
        return person;
    }

    /** JSON is sent to another site only after a question that this one does not answer; browsers say where a page is from. */
    void requireOwnPage(Context context) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        String origin = Optional.ofNullable(context.header("Origin")).orElse("");
        boolean foreign = !origin.isEmpty() && !context.host().equals(authority(origin));
        if (!type.startsWith("application/json") || foreign) {
            throw new HttpResponseException(HttpStatus.FORBIDDEN.getCode(), "no page of this console has sent that");
        }
    }

    private static String authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** This session's; made when it is asked for first. */
    String token(Context context) {
        String known = context.sessionAttribute(TOKEN);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String made = HexFormat.of().formatHex(bytes);
        context.sessionAttribute(TOKEN, made);
        return made;
    }

    /** From now on this session is somebody's; its id and its token are new. */
    void admit(Context context, Person person) {
        context.req().getSession().invalidate();
        context.sessionAttribute(PERSON, person);
    }

    void dismiss(Context context) {
        context.req().getSession().invalidate();
    }
}
