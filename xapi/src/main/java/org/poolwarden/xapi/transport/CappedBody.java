package org.poolwarden.xapi.transport;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.poolwarden.xapi.XapiException;

/** A body of at most so many bytes. */
final class CappedBody implements BodySubscriber<byte[]> {

    private final int cap;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    /**
     * @param declared Content-Length; empty when there is none
     */
    CappedBody(int cap, OptionalLong declared) {
        this.cap = cap;
        declared.ifPresent(this::check);
    }

    private void check(long length) {
        if (length < 0) {
            body.completeExceptionally(new XapiException.BadAnswer("a Content-Length of " + length, null));
        } else if (length > cap) {
            body.completeExceptionally(tooLarge(length));
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (body.isDone()) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            long length = bytes.size() + (long) buffer.remaining();
            if (length > cap) {
                subscription.cancel();
                body.completeExceptionally(tooLarge(length));
                return;
            }
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
    }

    private XapiException tooLarge(long length) {
        return new XapiException.AnswerTooLarge("at least " + length + " bytes, where " + cap + " are allowed");
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
