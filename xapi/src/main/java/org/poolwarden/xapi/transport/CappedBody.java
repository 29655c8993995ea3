package org.poolwarden.xapi.transport;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.poolwarden.xapi.XapiException;

/** A body of at most so many bytes. */
final class CappedBody implements BodySubscriber<byte[]> {

    private final int cap;
    private final long declared;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    /**
     * @param declared Content-Length; negative when there is none
     */
    CappedBody(int cap, long declared) {
        this.cap = cap;
        this.declared = declared;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (declared > cap) {
            refuse(declared);
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            long length = bytes.size() + (long) buffer.remaining();
            if (body.isDone() || length > cap) {
                refuse(length);
                return;
            }
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
    }

    private void refuse(long length) {
        subscription.cancel();
        body.completeExceptionally(
                new XapiException.AnswerTooLarge("at least " + length + " bytes, where " + cap + " are allowed"));
    }

    @Override
    public void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
