package org.poolwarden.xapi.transport;

import static org.poolwarden.xapi.transport.RudeHost.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.poolwarden.xapi.XapiException.Kind;
import org.poolwarden.xapi.transport.RudeHost.Caller;
import org.poolwarden.xapi.transport.RudeHost.Manners;

/** What a host does to whoever asks it over TLS, and what must come of it. */
enum Hostility implements Manners {
    AN_EXTERNAL_ENTITY(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(doctype("<!ENTITY x SYSTEM \"file:///etc/hostname\">"));
            caller.close();
        }
    },
    AN_EXTERNAL_DTD(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(xml("<!DOCTYPE x SYSTEM \"file:///etc/hostname\">" + VALUE));
            caller.close();
        }
    },
    A_BILLION_LAUGHS(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            StringBuilder entities = new StringBuilder("<!ENTITY l0 \"lol\">");
            for (int i = 1; i <= 10; i++) {
                entities.append("<!ENTITY l").append(i).append(" \"");
                entities.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
            }
            caller.write(doctype(entities + "<!ENTITY x \"&l10;\">"));
            caller.close();
        }
    },
    A_GIGABYTE_DECLARED(Kind.ANSWER_TOO_LARGE) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: " + GIGABYTE + "\r\n\r\n");
            gigabyte(caller, "", "");
        }
    },
    A_GIGABYTE_IN_CHUNKS(Kind.ANSWER_TOO_LARGE) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Transfer-Encoding: chunked\r\n\r\n");
            gigabyte(caller, Integer.toHexString(BLOCK.length()) + "\r\n", "\r\n");
        }
    },
    A_GIGABYTE_TO_THE_END(Kind.ANSWER_TOO_LARGE) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Connection: close\r\n\r\n");
            gigabyte(caller, "", "");
        }
    },
    A_GIGABYTE_OF_HEADERS(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n");
            gigabyte(caller, "X-Endless: ", "\r\n");
        }
    },
    INTERIM_ANSWERS_WITHOUT_END(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.drip("HTTP/1.1 100 Continue\r\n\r\n", Duration.ofMillis(1));
        }
    },
    SILENCE(Kind.ANSWER_TIMED_OUT) {
        @Override
        void rude(Caller caller) {
            // Nothing is said, to the end.
        }
    },
    A_BODY_THAT_DRIPS(Kind.ANSWER_TIMED_OUT) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Connection: close\r\n\r\n");
            caller.drip(" ", Duration.ofMillis(20));
        }
    },
    A_BYTE_A_SECOND(Kind.ANSWER_TIMED_OUT) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 60\r\n\r\n");
            caller.drip(" ", Duration.ofSeconds(1));
        }
    },
    HEADERS_THAT_DRIP(Kind.ANSWER_TIMED_OUT) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\nX-Slow: ");
            caller.drip("x", Duration.ofMillis(20));
        }
    },
    DEEP_NESTING(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(xml("<a>".repeat(10_000)));
            caller.close();
        }
    },
    A_LENGTH_THAT_IS_TOO_SHORT(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 20\r\n\r\n" + VALUE);
            caller.close();
        }
    },
    A_LENGTH_THAT_IS_TOO_LONG_AND_A_CLOSE(Kind.CLOSED_BY_PEER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4000\r\n\r\n" + VALUE);
            caller.close();
        }
    },
    A_LENGTH_THAT_IS_TOO_LONG_AND_NO_CLOSE(Kind.ANSWER_TIMED_OUT) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4000\r\n\r\n" + VALUE);
        }
    },
    A_LENGTH_BELOW_ZERO(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: -7\r\n\r\n" + VALUE);
        }
    },
    A_LENGTH_THAT_IS_NO_NUMBER(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: much\r\n\r\n" + VALUE);
        }
    },
    A_LENGTH_BEYOND_ANY_NUMBER(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 9999999999999999999\r\n\r\n" + VALUE);
        }
    },
    NO_XML(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("200 OK", TEXT_XML, "Internal Server Error"));
            caller.close();
        }
    },
    BINARY(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4\r\n\r\n");
            caller.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3});
            caller.close();
        }
    },
    NO_HTTP(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        }
    },
    AN_EMPTY_BODY(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("200 OK", TEXT_XML, ""));
            caller.close();
        }
    },
    HTML_OF_A_PROXY(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("200 OK", "Content-Type: text/html\r\n", "<html><body>Sign in</body></html>"));
            caller.close();
        }
    },
    HTTP_500(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("500 Internal Error", "Content-Type: text/html\r\n", "<html>no</html>"));
            caller.close();
        }
    },
    HTTP_403(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("403 Forbidden", TEXT_XML, VALUE));
            caller.close();
        }
    },
    HTTP_204(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 204 No Content\r\n" + TEXT_XML + "\r\n");
            caller.close();
        }
    },
    A_REDIRECT_OF_THE_CALL(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("307 Temporary Redirect", TEXT_XML + "Location: /again\r\n", ""));
            caller.close();
        }
    },
    A_REDIRECT_ELSEWHERE(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("302 Found", TEXT_XML + "Location: http://127.0.0.1:1/\r\n", ""));
            caller.close();
        }
    },
    COMPRESSION_THAT_NOBODY_ASKED_FOR(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write(http("200 OK", TEXT_XML + "Content-Encoding: gzip\r\n", VALUE));
            caller.close();
        }
    },
    A_CLOSE_INSTEAD_OF_AN_ANSWER(Kind.CLOSED_BY_PEER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.close();
        }
    },
    HALF_CLOSED_BEFORE_THE_ANSWER(Kind.CLOSED_BY_PEER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.halfClose();
        }
    },
    HALF_CLOSED_IN_THE_BODY(Kind.CLOSED_BY_PEER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Content-Length: 4000\r\n\r\n" + VALUE);
            caller.halfClose();
        }
    },
    /** No length tells that anything is missing, but the end of the document does. */
    HALF_CLOSED_IN_A_BODY_WITHOUT_LENGTH(Kind.BAD_ANSWER) {
        @Override
        void rude(Caller caller) throws IOException {
            caller.write("HTTP/1.1 200 OK\r\n" + TEXT_XML + "Connection: close\r\n\r\n" + VALUE.substring(0, 120));
            caller.halfClose();
        }
    };

    private static final String TEXT_XML = "Content-Type: text/xml\r\n";
    private static final int GIGABYTE = 1_000_000_000;
    private static final String BLOCK = "x".repeat(50_000);
    static final String VALUE = "<methodResponse><params><param><value><struct>"
            + "<member><name>Status</name><value>Success</value></member>"
            + "<member><name>Value</name><value>yes</value></member>"
            + "</struct></value></param></params></methodResponse>";

    private final Kind kind;

    Hostility(Kind kind) {
        this.kind = kind;
    }

    /** What a call fails with. */
    Kind kind() {
        return kind;
    }

    @Override
    public void answer(Caller caller) throws IOException {
        rude(caller);
        caller.untilGone();
    }

    /**
     * Whether what was said is HTTP to the end of its headers. Where it is not, JDK 17 gives up and forgets to close the
     * connection.
     */
    boolean isHttp() {
        return switch (this) {
            case A_GIGABYTE_OF_HEADERS,
                    INTERIM_ANSWERS_WITHOUT_END,
                    A_LENGTH_THAT_IS_NO_NUMBER,
                    A_LENGTH_BEYOND_ANY_NUMBER,
                    NO_HTTP -> false;
            default -> true;
        };
    }

    abstract void rude(Caller caller) throws IOException;

    private static String xml(String body) {
        return http("200 OK", TEXT_XML, "<?xml version=\"1.0\"?>" + body);
    }

    private static String doctype(String entities) {
        return xml("<!DOCTYPE x [" + entities + "]>" + VALUE.replace("yes", "&x;"));
    }

    private static void gigabyte(Caller caller, String before, String after) throws IOException {
        byte[] block = (before + BLOCK + after).getBytes(StandardCharsets.US_ASCII);
        for (long sent = 0; sent < GIGABYTE; sent += block.length) {
            caller.write(block);
        }
    }
}
