package org.poolwarden.bench.interview;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;

/** One connection to one host. */
final class HostHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String BEFORE = "<methodName>";
    private static final String BEHIND = "</methodName>";

    private final Map<String, byte[]> answers;
    private final Predicate<String> silence;

    /**
     * @param answers bodies by method
     * @param silence whether nothing is said to a method now
     */
    HostHandler(Map<String, byte[]> answers, Predicate<String> silence) {
        this.answers = answers;
        this.silence = silence;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String method = method(request);
        if (silence.test(method)) {
            return;
        }
        boolean kept = HttpUtil.isKeepAlive(request);
        var written = context.writeAndFlush(answer(method));
        if (!kept) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static String method(FullHttpRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            return Recording.METRICS;
        }
        String body = request.content().toString(StandardCharsets.UTF_8);
        int from = body.indexOf(BEFORE) + BEFORE.length();
        return body.substring(from, Math.max(from, body.indexOf(BEHIND)));
    }

    private FullHttpResponse answer(String method) {
        byte[] body = answers.get(method);
        if (body == null) {
            return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_IMPLEMENTED);
        }
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/xml")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }

    /** A client that leaves in the middle is no news. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
