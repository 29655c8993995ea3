package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.schema.Evidence;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Member;

/** A pool's hosts, what each observer hears of them, what each says of its coordinator, and their ways to storage. */
final class PoolGraph {

    private final Board board;
    private final KnownPool pool;
    private final Instant now;
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();
    private final Map<String, Member> members = new HashMap<>();

    PoolGraph(Board board, KnownPool pool, Instant now) {
        this.board = board;
        this.pool = pool;
        this.now = now;
        board.described(pool.name())
                .ifPresent(described ->
                        described.pool().getHosts().forEach(member -> members.put(member.getAddress(), member)));
    }

    ObjectNode json() {
        List<Sightings.Seen> seen = board.seen(pool.name());
        TreeSet<String> observers = new TreeSet<>();
        seen.forEach(one -> observers.add(one.beat().getObserver()));
        pool.evidence().forEach(one -> observers.add(one.getObserver()));
        observers.forEach(node.putArray("observers")::add);
        Map<String, ObjectNode> hosts = new LinkedHashMap<>();
        pool.hosts().forEach(host -> hosts.computeIfAbsent(host.address(), this::host));
        seen.forEach(one -> hosts.computeIfAbsent(one.beat().getAddress(), this::host));
        hosts.forEach((address, host) -> {
            ArrayNode testimonies = host.putArray("seen");
            observers.forEach(observer -> testimony(address, observer, seen).ifPresent(testimonies::add));
        });
        ArrayNode all = node.putArray("hosts");
        hosts.values().forEach(all::add);
        storage();
        node.put(
                "describedAt",
                board.described(pool.name()).map(d -> d.at().toString()).orElse(null));
        node.put(
                "haEnabled",
                board.described(pool.name()).map(d -> d.pool().getHaEnabled()).orElse(null));
        return node;
    }

    private ObjectNode host(String address) {
        Optional<Finding> finding = pool.finding();
        Optional<Member> member = Optional.ofNullable(members.get(address));
        ObjectNode host = node.objectNode();
        String name = pool.nameOf(address);
        host.put("address", address);
        host.put("name", name.equals(address) ? member.map(Member::getName).orElse(heardAs(address)) : name);
        host.put(
                "coordinator",
                finding.flatMap(Finding::getMaster).filter(address::equals).isPresent());
        host.put("blamed", finding.map(Finding::getHosts).orElse(List.of()).contains(address));
        host.put("uuid", member.map(Member::getUuid).orElse(null));
        host.put("enabled", member.map(Member::getEnabled).orElse(null));
        host.put("version", member.map(Member::getVersion).orElse(null));
        host.put(
                "maintenance",
                pool.policy().getMaintenance().stream()
                        .filter(window -> window.getHost().equals(address))
                        .map(MaintenanceWindow::getUntil)
                        .filter(now::isBefore)
                        .map(Instant::toString)
                        .findFirst()
                        .orElse(null));
        return host;
    }

    private String heardAs(String address) {
        return board.seen(pool.name()).stream()
                .filter(one -> one.beat().getAddress().equals(address))
                .map(one -> one.beat().getHost())
                .findFirst()
                .orElse(address);
    }

    /** What an observer last heard of a host: live where that is newer than the verdict's evidence. */
    private Optional<ObjectNode> testimony(String address, String observer, List<Sightings.Seen> seen) {
        Optional<Evidence> evidence = pool.evidence().stream()
                .filter(one ->
                        one.getAddress().equals(address) && one.getObserver().equals(observer))
                .findFirst();
        Optional<ObjectNode> live = seen.stream()
                .filter(one -> one.beat().getAddress().equals(address)
                        && one.beat().getObserver().equals(observer))
                .filter(one -> evidence.map(Evidence::getAt)
                        .filter(at -> at.isAfter(one.at()))
                        .isEmpty())
                .findFirst()
                .map(this::live);
        return live.or(() -> evidence.map(this::testified));
    }

    private ObjectNode live(Sightings.Seen one) {
        HostHeartbeat beat = one.beat();
        ObjectNode said = node.objectNode();
        said.put("observer", beat.getObserver());
        said.put("answer", beat.getAnswer().name());
        said.put("coordinator", beat.getMasterAddress().map(pool::nameOf).orElse(null));
        said.put("testimony", beat.getTestimony().name());
        said.put("power", beat.getPower().name());
        said.put("error", beat.getError().orElse(null));
        said.put("at", one.at().toString());
        return said.put("source", one.source());
    }

    private ObjectNode testified(Evidence evidence) {
        ObjectNode said = node.objectNode();
        said.put("observer", evidence.getObserver());
        said.put("answer", evidence.getAnswer().name());
        said.put("coordinator", evidence.getMasterAddress().map(pool::nameOf).orElse(null));
        said.put("testimony", evidence.getTestimony().name());
        said.put("power", evidence.getPower().name());
        said.put("at", evidence.getAt().toString());
        return said.put("source", evidence.getTopic() + "-" + evidence.getPartition() + "@" + evidence.getOffset());
    }

    /** Repositories as PBDs tell of them; where no events come, the bare types of shared ones that the master lists. */
    private void storage() {
        Map<String, ObjectNode> repositories = new LinkedHashMap<>();
        for (StoragePaths.Path path : board.paths(pool.name())) {
            if (path.repository().shared()) {
                ObjectNode repository =
                        repositories.computeIfAbsent(path.repository().uuid(), uuid -> node.objectNode()
                                .put("uuid", uuid)
                                .put("name", path.repository().name())
                                .put("type", path.repository().type()));
                repository.withObject("/plugs").put(path.hostUuid(), path.attached());
            }
        }
        if (repositories.isEmpty()) {
            board.described(pool.name()).ifPresent(described -> described
                    .pool()
                    .getSharedStorage()
                    .forEach(type -> repositories.put(
                            type,
                            node.objectNode()
                                    .put("uuid", type)
                                    .put("name", type)
                                    .put("type", ""))));
        }
        ArrayNode all = node.putArray("storage");
        repositories.values().forEach(all::add);
    }
}
