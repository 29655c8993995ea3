package org.poolwarden.xapi.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.poolwarden.xapi.XapiException;

/** What the JDK's client says when it fails, in the words of a detector. */
final class HttpTrouble {

    private HttpTrouble() {}

    /**
     * @param accepted whether TCP is accepted there; asked of connections that were not there in time, for the client
     *     does not tell a host that is gone from one whose TLS is silent, and only the first of them cannot act
     */
    static XapiException of(Throwable error, boolean accepted) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (cause instanceof XapiException xapi) {
            return xapi;
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return accepted
                    ? new XapiException.AnswerTimedOut("TCP is accepted, and TLS is not answered")
                    : new XapiException.ConnectTimedOut(words, cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new XapiException.AnswerTimedOut(words);
        }
        if (cause instanceof UnknownHostException || cause.getCause() instanceof UnresolvedAddressException) {
            return new XapiException.ConnectTimedOut(words, cause);
        }
        if (cause instanceof ConnectException) {
            boolean refused = String.valueOf(cause.getMessage()).contains("refused");
            return refused
                    ? new XapiException.ConnectionRefused(words, cause)
                    : new XapiException.ConnectTimedOut(words, cause);
        }
        if (cause instanceof SSLException) {
            return new XapiException.TlsFailed(words, cause);
        }
        boolean closed = cause instanceof IOException && !(cause instanceof ProtocolException);
        return closed ? new XapiException.ClosedByPeer(words, cause) : new XapiException.BadAnswer(words, cause);
    }

    /** Whether what came was no HTTP at all. */
    static boolean isNoHttp(XapiException trouble) {
        return trouble.kind() == XapiException.Kind.BAD_ANSWER && trouble.getCause() instanceof ProtocolException;
    }
}
