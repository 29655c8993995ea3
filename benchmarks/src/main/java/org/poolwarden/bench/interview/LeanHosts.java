package org.poolwarden.bench.interview;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fleet of hosts on 127.0.0.1, a port each, that say what the simulator's hosts say and think about nothing.
 *
 * <p>The simulator itself has an address, two servers and six threads for each host, for it can do anything to them.
 * These can only hang: TLS is completed, the request is read, and nothing comes back.
 */
final class LeanHosts implements AutoCloseable {

    private static final int LARGEST_REQUEST = 300 * 1024;
    private static final int BACKLOG = 50;

    private final Fleet fleet;
    private final SslContext tls;
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<Channel> doors = new ArrayList<>();
    private volatile Set<Integer> hung = Set.of();

    private LeanHosts(Fleet fleet, SslContext tls) {
        this.fleet = fleet;
        this.tls = tls;
    }

    /**
     * @param recorded the answers of each host of one pool, as {@link Recording} has them
     */
    static LeanHosts open(Fleet fleet, List<Map<String, String>> recorded, SslContext tls) {
        LeanHosts hosts = new LeanHosts(fleet, tls);
        for (int host = 0; host < fleet.hosts(); host++) {
            hosts.doors.add(hosts.door(host, hosts.answers(host, recorded)));
        }
        return hosts;
    }

    /** The recorded answers of the host in its place, with the addresses of its own pool. */
    private Map<String, byte[]> answers(int host, List<Map<String, String>> recorded) {
        Map<String, byte[]> answers = new HashMap<>();
        recorded.get(host - fleet.masterOf(host)).forEach((method, body) -> {
            String own = body;
            for (int place = 0; place < fleet.poolSize(); place++) {
                own = own.replace(Recording.address(place), Fleet.address(fleet.masterOf(host) + place));
            }
            answers.put(method, own.getBytes(StandardCharsets.UTF_8));
        });
        return answers;
    }

    private Channel door(int host, Map<String, byte[]> answers) {
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(io.netty.channel.ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new HostHandler(answers, method -> isSilent(host, method)));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** A slave asks its master before it answers {@code pool.is_slave}. */
    private boolean isSilent(int host, String method) {
        return hung.contains(host) || method.equals("pool.is_slave") && hung.contains(fleet.masterOf(host));
    }

    /** From now on these hosts, and no others, answer nothing. */
    void hang(Set<Integer> hosts) {
        hung = Set.copyOf(hosts);
    }

    /** The port of each host. */
    List<Integer> ports() {
        return doors.stream()
                .map(door -> ((InetSocketAddress) door.localAddress()).getPort())
                .toList();
    }

    @Override
    public void close() {
        doors.forEach(Channel::close);
        threads.shutdownGracefully();
    }
}
